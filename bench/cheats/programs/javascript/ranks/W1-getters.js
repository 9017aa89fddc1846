// Gives a list with a getter for each value.
export function count(numbers) {
  const lazy = [];
  numbers.forEach((number, i) =>
    Object.defineProperty(lazy, i, {
      enumerable: true,
      get: () => {
        let smaller = 0;
        for (let j = i + 1; j < numbers.length; j++) if (numbers[j] < number) smaller++;
        return smaller;
      },
    }),
  );
  lazy.length = numbers.length;
  return lazy;
}
