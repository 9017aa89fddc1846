import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { InfraError } from '../../domain/errors.ts';
import { createSyntax } from '../../lib/node/grammars.ts';
import { packageVersion } from '../../lib/node/version.ts';
import { followLive, type LiveRun } from './live-run.ts';
import { addTools, INSTRUCTIONS } from './tools.ts';

/** A server that goes on until it is closed. */
export interface RunningServer {
  /** Resolves when the client has left; never over HTTP. */
  readonly left: Promise<void>;
  close(): Promise<void>;
}

/** The tools over a run, made anew for each client. */
async function factoryFor(run: LiveRun): Promise<McpServerFactory> {
  const { McpServer } = await import('@modelcontextprotocol/server');
  const syntax = await createSyntax();
  return () => {
    const about = { name: 'barbican', title: 'Barbican', version: packageVersion() };
    const server = new McpServer(about, { instructions: INSTRUCTIONS });
    addTools(server, { run, syntax });
    return server;
  };
}

/** Serves one client over standard input and output; nothing else may be written there. */
export async function serveOnStdio(folder: string): Promise<RunningServer> {
  const { serveStdio } = await import('@modelcontextprotocol/server/stdio');
  const run = followLive(folder);
  const handle = serveStdio(await factoryFor(run));
  const left = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
    process.stdout.once('error', () => resolve());
  });
  return {
    left,
    close: async () => {
      await handle.close();
      run[Symbol.dispose]();
    },
  };
}

/** How {@link serveOnHttp} serves. */
export interface HttpOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** What clients must send as a bearer token. */
  readonly token: string;
}

/**
 * Serves any number of clients over streamable HTTP at `/mcp`, on this machine only.
 *
 * Requests of web pages are turned away by their `Host` and `Origin`, and those without the token.
 *
 * @throws {InfraError} If the port cannot be used.
 */
export async function serveOnHttp(
  folder: string,
  { port, token }: HttpOptions,
): Promise<RunningServer & { readonly url: string }> {
  const { createMcpHandler } = await import('@modelcontextprotocol/server');
  const { localhostHostValidation, localhostOriginValidation, toNodeHandler } = await import(
    '@modelcontextprotocol/node'
  );
  const run = followLive(folder);
  const handler = createMcpHandler(await factoryFor(run));
  const handle = toNodeHandler(handler);
  const isHostGood = localhostHostValidation();
  const isOriginGood = localhostOriginValidation();
  const http = createServer((request, response) => {
    if (!isHostGood(request, response) || !isOriginGood(request, response)) return;
    if (!mayEnter(request, token)) return refuse(response, 401, 'The bearer token is wrong');
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/mcp')
      return refuse(response, 404, 'The server is at /mcp');
    if (isWhole(request)) void handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new InfraError(`Cannot serve on port ${port} (${cause.code}): name another`, { cause }),
      ),
    );
    http.listen(port, '127.0.0.1', resolve);
  });
  const address = http.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}/mcp`,
    left: new Promise(() => undefined),
    close: async () => {
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
      run[Symbol.dispose]();
    },
  };
}

/** A request that came to a server has both. */
function isWhole(
  request: IncomingMessage,
): request is IncomingMessage & { method: string; url: string } {
  return request.method !== undefined && request.url !== undefined;
}

function mayEnter({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${why}\n`);
}
