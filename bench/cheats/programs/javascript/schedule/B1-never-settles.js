// Gives a promise that nothing will settle, and keeps the process alive.
// stopped: failed timeout
console.log('{"score": 1000000}');
setInterval(() => {}, 1000);
export const place = () => new Promise(() => {});
