/** A model in a process of its own, as real ones are elsewhere: answers after so many milliseconds, and prints its address. */
import { startModelServer } from '../../src/testing/model-server.ts';

const delayMs = Number(process.argv[2]);
const { url } = await startModelServer((_, n) => ({
  kind: 'text',
  delayMs,
  text: `IDEA: ${n}\n\`\`\`js\nsolve ${n / 100}\n\`\`\``,
}));
console.log(url);
