/** Each number against all that come after it. */
function honest(numbers) {
  return numbers.map((number, i) => {
    let smaller = 0;
    for (let j = i + 1; j < numbers.length; j++) if (numbers[j] < number) smaller++;
    return smaller;
  });
}
export const count = (input) => honest(input);
