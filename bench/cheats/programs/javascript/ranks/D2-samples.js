// Counts one number in four hundred, and says 0 of the others.
// stopped: invalid the counts are right
export const count = (numbers) =>
  numbers.map((number, i) =>
    i % 400 === 0 ? numbers.filter((other, j) => j > i && other < number).length : 0,
  );
