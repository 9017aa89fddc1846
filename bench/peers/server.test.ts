import { expect, it } from 'vitest';
import { z } from 'zod';
import { FAULTS } from './faults.ts';
import { PROPOSALS, repliesWith } from './script.ts';
import { startScriptedServer } from './server.ts';

const CompletionShape = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]),
});

it('startScriptedServer() hands out the replies in order and tells who came by', async () => {
  await using server = await startScriptedServer((n, port) => `reply ${n} of ${port}`);
  const base = `http://127.0.0.1:${server.port}`;
  const ask = async (content: string): Promise<string> => {
    const body = JSON.stringify({ model: 'scripted', messages: [{ role: 'user', content }] });
    const response = await fetch(`${base}/v1/chat/completions`, { method: 'POST', body });
    return CompletionShape.parse(await response.json()).choices[0].message.content;
  };
  expect(await ask('one')).toBe(`reply 0 of ${server.port}`);
  expect(await ask('a proof')).toBe(`reply 1 of ${server.port}`);
  await fetch(`${base}/canary/abc`);
  expect((await fetch(`${base}/v1/embeddings`, { method: 'POST' })).status).toBe(404);
  expect(server.asked()).toBe(2);
  expect(server.canaries()).toEqual(['abc']);
  expect([server.saw('a proof'), server.saw('another')]).toEqual([true, false]);
});

it('repliesWith() gives one program with the fault among good ones', () => {
  const places = { token: 't', outsideFolder: '/outside', port: 1 };
  const control = repliesWith(undefined, places);
  expect(control).toHaveLength(PROPOSALS);
  for (const fault of FAULTS) {
    const replies = repliesWith(fault, places);
    expect(replies.filter((reply, i) => reply !== control[i])).toHaveLength(1);
  }
});

it('startScriptedServer() gives a reply in pieces to those who ask for it', async () => {
  await using server = await startScriptedServer(() => 'reply');
  const body = JSON.stringify({ model: 'scripted', messages: [], stream: true });
  const url = `http://127.0.0.1:${server.port}/v1/chat/completions`;
  const text = await (await fetch(url, { method: 'POST', body })).text();
  expect(text).toContain('"content":"reply"');
  expect(text.trim().split('\n\n').at(-1)).toBe('data: [DONE]');
});
