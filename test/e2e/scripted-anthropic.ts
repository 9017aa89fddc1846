import { createServer } from 'node:http';

/** A server that answers as Anthropic's does, from a script. */
export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  /** Calls of the model that has tools. */
  readonly calls: () => number;
}

type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly name: string; readonly input: object };

/**
 * Lets an agent read `file`, write it anew, write a line to IDEA.txt, and end.
 *
 * @param text What the file becomes.
 */
export async function startScriptedAnthropic(file: string, text: string): Promise<ScriptedServer> {
  let calls = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (!request.url?.startsWith('/v1/messages') || request.url.includes('count_tokens')) {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":1}');
        return;
      }
      const folder = /Primary working directory: ?([^\s\\"]+)/u.exec(body)?.[1] ?? '.';
      const done = body.split('"type":"tool_result"').length - 1;
      if (body.includes('"name":"Write"')) calls += 1;
      const steps: readonly Block[] = [
        { type: 'tool_use', name: 'Read', input: { file_path: `${folder}/${file}` } },
        {
          type: 'tool_use',
          name: 'Write',
          input: { file_path: `${folder}/${file}`, content: text },
        },
        {
          type: 'tool_use',
          name: 'Write',
          input: { file_path: `${folder}/IDEA.txt`, content: 'As scripted' },
        },
      ];
      const block = steps[done] ?? { type: 'text', text: 'Done.' };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of eventsOf(block, done)) {
        response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      }
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    calls: () => calls,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One message as it is streamed. @see https://docs.claude.com/en/docs/build-with-claude/streaming */
function eventsOf(
  block: Block,
  turn: number,
): { readonly type: string; readonly [member: string]: unknown }[] {
  const usage = {
    input_tokens: 100,
    output_tokens: 1,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 50,
  };
  const message = {
    id: `msg_${turn}`,
    type: 'message',
    role: 'assistant',
    model: 'scripted',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  const isTool = block.type === 'tool_use';
  const start = isTool ? { ...block, id: `toolu_${turn}`, input: {} } : { type: 'text', text: '' };
  const delta = isTool
    ? { type: 'input_json_delta', partial_json: JSON.stringify(block.input) }
    : { type: 'text_delta', text: block.text };
  const ended = { stop_reason: isTool ? 'tool_use' : 'end_turn', stop_sequence: null };
  return [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: start },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: ended, usage: { output_tokens: 20 } },
    { type: 'message_stop' },
  ];
}
