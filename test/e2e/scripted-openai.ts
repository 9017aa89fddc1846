import { createServer } from 'node:http';
import type { ScriptedServer } from './scripted-anthropic.ts';

/** Answers the Responses API as OpenAI's does: an agent runs `command` in its shell, and ends. */
export async function startScriptedOpenAi(command: string): Promise<ScriptedServer> {
  let calls = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (!request.url?.endsWith('/responses')) {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"data":[],"models":[]}');
        return;
      }
      calls += 1;
      const isDone = body.includes('"function_call_output"');
      const item = isDone
        ? {
            type: 'message',
            id: 'msg_1',
            role: 'assistant',
            content: [{ type: 'output_text', text: 'Done.', annotations: [] }],
          }
        : {
            type: 'function_call',
            id: 'fc_1',
            call_id: 'call_1',
            name: 'exec_command',
            arguments: JSON.stringify({ cmd: command }),
          };
      const usage = {
        input_tokens: 120,
        input_tokens_details: { cached_tokens: 20 },
        output_tokens: 30,
        output_tokens_details: { reasoning_tokens: 5 },
        total_tokens: 150,
      };
      const id = `resp_${calls}`;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of [
        { type: 'response.created', response: { id, status: 'in_progress' } },
        { type: 'response.output_item.done', output_index: 0, item },
        {
          type: 'response.completed',
          response: { id, status: 'completed', output: [item], usage },
        },
      ])
        response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`,
    calls: () => calls,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
