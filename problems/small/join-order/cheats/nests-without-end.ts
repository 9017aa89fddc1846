/** A plan so deep that whoever walks through it runs out of stack. */
export function plan(): object {
  let made: object = { table: 't1' };
  for (let i = 0; i < 100_000; i++) made = { left: made, right: { table: 't1' }, how: 'hash' };
  return made;
}
