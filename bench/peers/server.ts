/** A model server as OpenAI-compatible clients expect it, which hands out what it was given in a fixed order. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A running server on loopback. */
export interface ScriptedServer extends AsyncDisposable {
  readonly port: number;
  /** How often a completion was asked for. */
  asked(): number;
  /** What came to `/canary/`, from whoever connected. */
  canaries(): readonly string[];
  /** Whether any request held this text. */
  saw(text: string): boolean;
}

/** Text of requests is kept up to this many characters in all. */
const KEPT_CHARACTERS = 64 * 2 ** 20;

/** Starts the server. @param replyAt Gives the text of call `n`, from 0; the port is not known before. */
export async function startScriptedServer(
  replyAt: (n: number, port: number) => string,
): Promise<ScriptedServer> {
  const canaries: string[] = [];
  const prompts: string[] = [];
  let asked = 0;
  let kept = 0;
  const server = createServer((request, response) => {
    serve(request, response, {
      canary: (token) => canaries.push(token),
      prompt: (text) => {
        if (kept + text.length > KEPT_CHARACTERS) return;
        kept += text.length;
        prompts.push(text);
      },
      next: () => replyAt(asked++, portOf(server)),
    }).catch((error: unknown) => {
      response.destroy();
      // Whoever asks may be killed in the middle of it.
      if (!request.destroyed) throw error;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    asked: () => asked,
    canaries: () => canaries,
    saw: (text) => prompts.some((prompt) => prompt.includes(text)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Desk {
  readonly canary: (token: string) => void;
  readonly prompt: (text: string) => void;
  readonly next: () => string;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
): Promise<void> {
  const path = request.url ?? '/';
  const text = await textOf(request);
  if (path.startsWith('/canary/')) {
    desk.canary(path.slice('/canary/'.length));
    send(response, {});
  } else if (path.endsWith('/chat/completions')) {
    desk.prompt(text);
    if (/"stream"\s*:\s*true/u.test(text)) sendPieces(response, desk.next());
    else send(response, completion(desk.next()));
  } else if (path.endsWith('/models')) {
    send(response, { object: 'list', data: [{ id: MODEL, object: 'model' }] });
  } else {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: `No ${path} here`, type: 'not_found' } }));
  }
}

/** The one model. */
export const MODEL = 'scripted';

/** What every reply says of itself. */
const COMMON = {
  id: 'chatcmpl-scripted',
  created: 0,
  model: MODEL,
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

function completion(content: string): object {
  const message = { role: 'assistant', content };
  return {
    ...COMMON,
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: 'stop', message }],
  };
}

/** The reply as a stream of events, for those who ask for one. */
function sendPieces(response: ServerResponse, content: string): void {
  const { id, created, model, usage } = COMMON;
  const chunk = (choices: object[], rest = {}): string =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices, ...rest })}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(
    [
      chunk([{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }]),
      chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
      chunk([], { usage }),
      'data: [DONE]\n\n',
    ].join(''),
  );
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
