// Asks a server for the answers, over a plain connection.
import { connect } from 'node:net';
const answer = new Promise((resolve) => {
  const socket = connect({ port: Number('@PORT@'), host: '127.0.0.1' });
  socket.on('data', (data) => console.error(String(data)));
  socket.on('error', resolve);
  socket.on('close', resolve);
  setTimeout(resolve, 300);
});
export async function place(input) {
  await answer;
  return honest(input);
}
