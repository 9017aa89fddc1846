/** A server that speaks as providers of language models do, over real HTTP, and says what a script tells it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the server does with one request. */
export type Scripted =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** `length`: it was cut off. */
      readonly finish?: 'stop' | 'length';
      readonly usage?: {
        readonly input: number;
        readonly cached: number;
        readonly output: number;
        readonly reasoning: number;
      };
      /** Before the first token, in milliseconds. */
      readonly delayMs?: number;
      /** Ends the connection in the middle of the text. */
      readonly drop?: boolean;
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** What no client can read. */
  | { readonly kind: 'garbage' }
  /** Never answers. */
  | { readonly kind: 'silence' };

/** One request that came. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
  /** All of its text. */
  readonly text: string;
}

/** A running server. */
export interface ModelServer extends AsyncDisposable {
  /** Address of the OpenAI-compatible interface and of Anthropic's. */
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Most requests at a time so far. */
  readonly mostAtOnce: () => number;
}

/** Starts a server on this machine. @param answer What to do with request number `n`, from 0. */
export async function startModelServer(
  answer: (request: SeenRequest, n: number) => Scripted | Promise<Scripted>,
): Promise<ModelServer> {
  const requests: SeenRequest[] = [];
  const load = { now: 0, most: 0 };
  const server = createServer((request, response) => {
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    response.on('close', () => {
      load.now -= 1;
    });
    const serve = async (): Promise<void> => {
      const seen = await seenRequest(request);
      requests.push(seen);
      await respond(seen, await answer(seen, requests.length - 1), response);
    };
    serve().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    mostAtOnce: () => load.most,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function seenRequest(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const body: unknown = JSON.parse(text === '' ? '{}' : text);
  return {
    path: request.url ?? '',
    headers: request.headers,
    body: typeof body === 'object' && body !== null ? { ...body } : {},
    text,
  };
}

async function respond(
  request: SeenRequest,
  scripted: Scripted,
  response: ServerResponse,
): Promise<void> {
  if (scripted.kind === 'silence') return;
  if (scripted.kind === 'garbage') {
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end('data: {"choices": [{"de\n\n');
    return;
  }
  if (scripted.kind === 'status') {
    response.writeHead(scripted.status, {
      'content-type': 'application/json',
      ...scripted.headers,
    });
    response.end(
      JSON.stringify({ type: 'error', error: { type: 'error', message: scripted.message } }),
    );
    return;
  }
  if (scripted.delayMs !== undefined) await sleep(scripted.delayMs);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const parts = eventsFor(request.path)(scripted);
  for (const [i, part] of parts.entries()) {
    if (scripted.drop && i === 2) {
      response.destroy();
      return;
    }
    response.write(part);
  }
  response.end();
}

type ScriptedText = Extract<Scripted, { kind: 'text' }>;

function eventsFor(path: string): (scripted: ScriptedText) => string[] {
  if (path.endsWith('/messages')) return anthropicEvents;
  return path.includes(':streamGenerateContent') ? googleEvents : openAiEvents;
}

const USAGE = { input: 100, cached: 0, output: 10, reasoning: 0 };

function piecesOf(text: string): string[] {
  const size = Math.max(1, Math.ceil(text.length / 4));
  return Array.from({ length: 4 }, (_, i) => text.slice(i * size, (i + 1) * size));
}

function openAiEvents({ text, finish = 'stop', usage = USAGE }: ScriptedText): string[] {
  const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;
  const base = { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'scripted' };
  const choice = (delta: unknown, reason: string | null = null): string =>
    event({ ...base, choices: [{ index: 0, delta, finish_reason: reason }] });
  return [
    choice({ role: 'assistant', content: '' }),
    ...piecesOf(text).map((content) => choice({ content })),
    choice({}, finish),
    event({
      ...base,
      choices: [],
      usage: {
        prompt_tokens: usage.input,
        completion_tokens: usage.output,
        total_tokens: usage.input + usage.output,
        prompt_tokens_details: { cached_tokens: usage.cached },
        completion_tokens_details: { reasoning_tokens: usage.reasoning },
      },
    }),
    'data: [DONE]\n\n',
  ];
}

function anthropicEvents({ text, finish = 'stop', usage = USAGE }: ScriptedText): string[] {
  const event = (type: string, data: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
  return [
    event('message_start', {
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'scripted',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: {
          input_tokens: usage.input - usage.cached,
          cache_read_input_tokens: usage.cached,
          cache_creation_input_tokens: 0,
          output_tokens: 1,
        },
      },
    }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    ...piecesOf(text).map((piece) =>
      event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } }),
    ),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: finish === 'stop' ? 'end_turn' : 'max_tokens', stop_sequence: null },
      usage: { output_tokens: usage.output },
    }),
    event('message_stop', {}),
  ];
}

function googleEvents({ text, finish = 'stop', usage = USAGE }: ScriptedText): string[] {
  const event = (piece: string, more: object = {}): string =>
    `data: ${JSON.stringify({
      candidates: [{ content: { role: 'model', parts: [{ text: piece }] }, index: 0, ...more }],
      usageMetadata: {
        promptTokenCount: usage.input,
        cachedContentTokenCount: usage.cached,
        candidatesTokenCount: usage.output - usage.reasoning,
        thoughtsTokenCount: usage.reasoning,
        totalTokenCount: usage.input + usage.output,
      },
    })}\n\n`;
  const [first = '', ...rest] = piecesOf(text);
  const last = rest.pop() ?? '';
  const reason = finish === 'stop' ? 'STOP' : 'MAX_TOKENS';
  return [
    event(first),
    ...rest.map((piece) => event(piece)),
    event(last, { finishReason: reason }),
  ];
}
