import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readRun } from '../../src/compose/index.ts';
import { startModelServer } from '../../src/testing/model-server.ts';
import { barbican, type Ended, objectsOf, startBarbican, temporaryFolder } from './barbican.ts';
import { killNow } from './processes.ts';
import { KEY, PRICE, scriptedReply, startBlock } from './scripted-replies.ts';
import { writeTinyProblem } from './tiny-problem.ts';

const folder = temporaryFolder();
const problem = join(folder, 'p');
const env = { COMPATIBLE_API_KEY: KEY, ANTHROPIC_API_KEY: KEY };

beforeAll(() => writeTinyProblem(problem));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (out: string, ...args: string[]): Promise<Ended> =>
  barbican(['run', problem, '--out', join(folder, out), ...args], { env });

async function logOf(out: string): Promise<string> {
  return (await barbican(['log', join(folder, out), '--json'])).stdout;
}

const linesOf = (path: string): Record<string, unknown>[] => objectsOf(readFileSync(path, 'utf8'));

describe('a run with models', () => {
  it('ends every trial, costs what the calls cost, keeps the key to itself, and is replayed byte for byte', async () => {
    await using server = await startModelServer(scriptedReply);
    const model = (provider: string, name: string): string[] => [
      '--model',
      `${provider}/${name},url=${server.url},${PRICE}`,
    ];
    const ended = await run(
      'wire',
      '--json',
      '--budget=trials=45',
      '--concurrency=2',
      '--proposals=6',
      ...model('compatible', 'one'),
      ...model('anthropic', 'two'),
    );
    expect({ code: ended.code, stderr: ended.stderr }).toMatchObject({ code: 0 });
    const events = objectsOf(await logOf('wire'));
    const started = events.filter(({ type }) => type === 'trial.started');
    const over = events.filter(
      ({ type }) => type === 'trial.finished' || type === 'trial.rejected',
    );
    expect(started.length).toBeGreaterThan(35);
    expect(new Set(over.map(({ trialId }) => trialId)).size).toBe(started.length);

    const calls = linesOf(join(folder, 'wire', 'calls.jsonl'));
    const paid = calls.reduce((sum, { reply }) => sum + usdOfReply(reply), 0);
    const logged = over.reduce((sum, event) => sum + usdOfTrial(event), 0);
    expect(logged).toBeCloseTo(paid, 12);
    expect(paid).toBeGreaterThan(0);
    expect(new Set(server.requests.map(({ path }) => path))).toEqual(
      new Set(['/v1/chat/completions', '/v1/messages']),
    );

    expect(filesWith(join(folder, 'wire'), KEY)).toEqual([]);
    expect(await logOf('wire')).not.toContain(KEY);
    const programs = programsOf(join(folder, 'wire'));
    expect(programs.some((text) => text.includes('[key]'))).toBe(true);
    expect(programs.filter((text) => text.includes(KEY))).toEqual([]);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(KEY);

    const before = server.requests.length;
    const again = await barbican(['run', '--replay', join(folder, 'wire'), '--quiet']);
    expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: '' });
    expect(server.requests).toHaveLength(before);
    expect(await logOf('wire-replay')).toBe(await logOf('wire'));

    const summary = await barbican(['show', join(folder, 'wire')]);
    expect(summary.stdout).toContain('compatible/one');
  });

  it('says which call is missing when the record lacks one', async () => {
    const path = join(folder, 'wire', 'calls.jsonl');
    const lines = readFileSync(path, 'utf8').split('\n');
    const [lost] = objectsOf(lines[4] ?? '');
    writeFileSync(path, lines.filter((_, i) => i !== 4).join('\n'));
    const { code, stderr } = await barbican([
      'run',
      '--quiet',
      `--replay=${join(folder, 'wire')}`,
      `--out=${join(folder, 'lacking')}`,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(String(lost?.['label']));
    expect(stderr).toContain('calls.jsonl');
  });

  it('pays for no call twice when it was killed and goes on', async () => {
    const answered: string[] = [];
    await using server = await startModelServer((request, n) => {
      answered.push(request.text);
      return { kind: 'text', delayMs: 150, text: `IDEA: ${n}\n${startBlock(n)}` };
    });
    const out = join(folder, 'killed');
    const first = startBarbican(
      [
        'run',
        problem,
        '--json',
        `--out=${out}`,
        '--budget=trials=20',
        '--classical=0',
        `--model=compatible/one,url=${server.url},${PRICE}`,
      ],
      { env },
    );
    await first.saw('"trial.finished"');
    killNow(first.pid);
    await first.ended;
    const recorded = linesOf(join(out, 'calls.jsonl')).length;
    // As if the machine had died in the middle of a line.
    const path = join(out, 'calls.jsonl');
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"v":1,"key":"ab`);
    const resumed = await barbican(['resume', out, '--quiet', '--proposals', '3'], { env });
    expect({ code: resumed.code, stderr: resumed.stderr }).toMatchObject({ code: 0 });
    const events = objectsOf((await barbican(['log', out, '--json'])).stdout);
    expect(events.find(({ type }) => type === 'run.resumed')).toMatchObject({
      proposers: expect.arrayContaining([
        { name: 'compatible/one', options: expect.objectContaining({ atOnce: 3 }) },
      ]),
    });
    const labels = linesOf(path).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(recorded).toBeGreaterThan(0);
    const replayed = await barbican(['run', '--replay', out, '--quiet']);
    expect({ code: replayed.code, stderr: replayed.stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('a model that cannot be used', () => {
  it('is left out with what to do when it has no key, and the classical operators go on', async () => {
    const { code, stderr } = await barbican(
      [
        'run',
        problem,
        '--out',
        join(folder, 'keyless'),
        '--budget',
        'trials=2',
        '--quiet',
        '--model',
        'openai/gpt-5',
      ],
      { env: { OPENAI_API_KEY: '' } },
    );
    expect(code).toBe(0);
    expect(stderr).toContain('OPENAI_API_KEY');
  });

  it('is refused when its price is not known', async () => {
    const { code, stderr } = await run(
      'priceless',
      '--model',
      'compatible/x,url=http://127.0.0.1:1/v1',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('price=');
  });

  it('is parked when it never answers, and the others go on', async () => {
    await using server = await startModelServer(() => ({
      kind: 'status',
      status: 401,
      message: `no such key: ${KEY}`,
    }));
    const { code, stderr } = await run(
      'parked',
      '--budget=trials=20',
      '--proposals=2',
      '--classical=0.1',
      `--model=compatible/dead,url=${server.url},${PRICE}`,
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain('compatible/dead is parked');
    expect(stderr).toContain('the key is not accepted');
    expect(stderr).not.toContain(KEY);
    expect(server.requests.length).toBeLessThan(8);
  });
});

/** The texts of all programs: in the store they are packed, so that a search of its file finds nothing. */
function programsOf(out: string): string[] {
  const run = readRun(out);
  try {
    const ids = [...run.state.trialById.values()].map(({ programId }) => programId);
    return ids.map((id) => JSON.stringify(run.getProgram(id).files));
  } finally {
    run.close();
  }
}

const Reply = z.object({
  usage: z.object({ inputTokens: z.number(), cachedTokens: z.number(), outputTokens: z.number() }),
});
const Cost = z.object({ cost: z.object({ usd: z.number() }) });

/** What a call must cost, computed here from what the provider counted. */
function usdOfReply(reply: unknown): number {
  const read = Reply.safeParse(reply);
  if (!read.success) return 0;
  const { inputTokens, cachedTokens, outputTokens } = read.data.usage;
  return (inputTokens - cachedTokens + 0.1 * cachedTokens + 10 * outputTokens) / 1e6;
}

function usdOfTrial(event: Record<string, unknown>): number {
  return Cost.parse(event['trial'] ?? event).cost.usd;
}

function filesWith(place: string, text: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
