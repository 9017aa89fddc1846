// Takes all the memory that there is, off the heap.
// stopped: failed memory | failed timeout
const kept = [];
export function place(input) {
  for (let i = 0; i < 80; i++) kept.push(Buffer.alloc(100 * 2 ** 20, 1));
  console.log('{"score": 1000000}');
  return honest(input);
}
