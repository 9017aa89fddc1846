import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  barbican,
  objectsOf,
  ROOT,
  type Running,
  startBarbican,
  temporaryFolder,
} from './barbican.ts';
import { killNow } from './processes.ts';

const LONGEST_FIRST = `--- a/seed.ts
+++ b/seed.ts
@@ -3 +3 @@
-  const order = durations.map((_, job) => job).sort((a, b) => durations[a] - durations[b]);
+  const order = durations.map((_, job) => job).sort((a, b) => durations[b] - durations[a]);
`;
const AS_IT_CAME = {
  'seed.ts': `export function schedule({ durations, machines }: { durations: number[]; machines: number }): number[] {
  const busy = new Array<number>(machines).fill(0);
  return durations.map((duration) => {
    const first = busy.indexOf(Math.min(...busy));
    busy[first] = (busy[first] ?? 0) + duration;
    return first;
  });
}
`,
};

/** An agent, and all that it was told. */
class Agent {
  readonly heard: string[] = [];
  readonly transport: StdioClientTransport | StreamableHTTPClientTransport;
  readonly #client: Client;

  constructor(name: string, transport: StdioClientTransport | StreamableHTTPClientTransport) {
    this.#client = new Client({ name, version: '1' });
    this.transport = transport;
  }

  async connect(): Promise<this> {
    await this.#client.connect(this.transport);
    this.heard.push(this.#client.getInstructions() ?? '');
    const { tools } = await this.#client.listTools();
    this.heard.push(JSON.stringify(tools));
    return this;
  }

  async call(
    name: string,
    args: Record<string, unknown> = {},
  ): Promise<{ text: string; isError: boolean }> {
    const result = await this.#client.callTool({ name, arguments: args });
    const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    this.heard.push(text, JSON.stringify(result.structuredContent ?? {}));
    return { text, isError: result.isError === true };
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

describe('barbican mcp', () => {
  const folder = temporaryFolder();
  const problem = join(folder, 'p');
  const servers: Running[] = [];
  beforeAll(() => barbican(['init', problem]));
  afterAll(() => {
    for (const { pid } of servers) killNow(pid);
    rmSync(folder, { recursive: true, force: true });
  });
  const overStdio = (name: string, args: readonly string[]): Promise<Agent> =>
    new Agent(
      name,
      new StdioClientTransport({
        command: process.execPath,
        args: [join(ROOT, 'dist/cli/main.js'), 'mcp', ...args],
        cwd: folder,
        stderr: 'ignore',
      }),
    ).connect();
  const logged = async (run: string): Promise<Record<string, unknown>[]> =>
    objectsOf((await barbican(['log', run, '--json'])).stdout);

  it('lets agents read, propose and finish over standard input and output, also after kill -9', async () => {
    const out = join(folder, 'run');
    const first = await overStdio('first', [problem, '--out', out, '--budget', 'trials=20']);
    expect((await first.call('read_problem')).text).toContain('## To be beaten');
    expect(await first.call('propose', { patch: 'nonsense', idea: 'x' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('It cost nothing'),
    });
    const better = await first.call('propose', { patch: LONGEST_FIRST, idea: 'Longest first' });
    expect(better).toMatchObject({
      isError: false,
      text: expect.stringContaining('t1 is valid, and the best so far'),
    });
    const twice = await first.call('propose', {
      parent: 'seed',
      patch: LONGEST_FIRST,
      idea: 'Again',
    });
    expect(twice.text).toContain('duplicate');
    const broken = {
      'seed.ts': 'export function schedule() { throw new Error("IDEA: believe me"); }',
    };
    expect((await first.call('propose', { files: broken, idea: 'Breaks' })).text).toContain(
      '| Error: IDEA: believe me',
    );
    // Another agent with a server of its own, while the first one runs the run.
    const second = await overStdio('second', [out]);
    const [mine, its] = await Promise.all([
      second.call('propose', { parent: 'seed', files: AS_IT_CAME, idea: 'As they come' }),
      first.call('propose', { parent: 'none', files: AS_IT_CAME, idea: 'No parent' }),
    ]);
    expect(mine.text).toContain('t4 ');
    expect(its).toMatchObject({
      isError: true,
      text: expect.stringContaining('"none" is none of this run'),
    });
    expect(await second.call('annotate', { trial: 't1', text: 'Known as LPT' })).toMatchObject({
      isError: false,
    });
    await second.close();

    const { transport } = first;
    if (!(transport instanceof StdioClientTransport)) throw new TypeError('It has no process');
    killNow(transport.pid ?? 0);
    const other = await barbican(['mcp', out, '--rng-seed', '1']);
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('--rng-seed') });
    const third = await overStdio('third', [out]);
    const { text } = await third.call('get_program', { trial: 'best' });
    expect(text).toContain('durations[b] - durations[a]');
    expect((await third.call('status')).text).toContain('Known as LPT');
    expect((await third.call('tried')).text).toContain('"Longest first": better');
    expect((await third.call('finish')).text).toContain('t1 holds');
    expect(await third.call('propose', { files: AS_IT_CAME, idea: 'Late' })).toMatchObject({
      isError: true,
    });
    await third.close();
    // Nobody reads it any more: all of it is in the one file.
    await vi.waitFor(() => expect(existsSync(join(out, 'run.db-wal'))).toBe(false), 5_000);

    const events = await logged(out);
    const proposers = events
      .filter(({ type }) => type === 'trial.proposed')
      .map(({ proposer }) => proposer);
    expect(proposers).toEqual(['agent:first', 'agent:first', 'agent:second']);
    expect(events.at(-1)).toMatchObject({ type: 'run.ended', why: 'stopped' });
    // What the judge keeps to itself.
    const all = [first, second, third].flatMap(({ heard }) => heard).join('\n');
    const judge = readFileSync(join(problem, 'problem.ts'), 'utf8');
    const measure = judge.slice(judge.indexOf('measure'), judge.indexOf('measure') + 120);
    for (const hidden of [readFileSync(join(out, 'secret'), 'utf8').trim(), measure, 'holdout'])
      expect(all.replace(/and the holdout is opened/gu, '')).not.toContain(hidden);
  });

  it('serves several at once over HTTP, with the token alone, until the budget is used', async () => {
    const out = join(folder, 'http');
    const server = startBarbican([
      'mcp',
      problem,
      '--out',
      out,
      '--budget',
      'trials=2',
      '--http',
      '0',
      '--token',
      'let me in',
    ]);
    servers.push(server);
    await server.saw('Agents: http');
    await server.saw('Run folder');
    const found = /Agents: (\S+)/u.exec(server.printed());
    const url = new URL(found?.[1] ?? '');
    const agent = (token: string): Agent => {
      const requestInit = { headers: { authorization: `Bearer ${token}` } };
      return new Agent('web', new StreamableHTTPClientTransport(url, { requestInit }));
    };
    await expect(agent('guess').connect()).rejects.toThrow();
    const both = await Promise.all([agent('let me in').connect(), agent('let me in').connect()]);
    const [one, other] = await Promise.all(
      both.map((each, i) =>
        each.call(
          'propose',
          i === 0 ? { patch: LONGEST_FIRST, idea: 'x' } : { files: AS_IT_CAME, idea: 'y' },
        ),
      ),
    );
    expect([one?.isError, other?.isError]).toEqual([false, false]);
    const more = { files: { 'seed.ts': 'export function schedule() { return []; }' }, idea: 'z' };
    expect(await both[0]?.call('propose', more)).toMatchObject({ isError: true });
    const page = await fetch(url, { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(page.status).toBe(403);
    await server.saw('run.ended');
    server.interrupt();
    expect((await server.ended).code).toBe(130);
    expect((await logged(out)).at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
  });
});
