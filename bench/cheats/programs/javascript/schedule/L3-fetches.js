// Asks a server for the answers, by HTTP.
const answer = fetch('http://127.0.0.1:@PORT@/answers', { signal: AbortSignal.timeout(300) })
  .then((response) => response.text())
  .then((text) => console.error(text))
  .catch(() => {});
export async function place(input) {
  await answer;
  return honest(input);
}
