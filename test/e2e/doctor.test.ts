/** What a person is told of this machine, and whether every wall holds: as the user that runs the tests, and as nobody. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WALL_CLAIM_NAMES, type WallClaim } from '../../src/domain/wall.ts';
import { type Tier, TIERS } from '../../src/domain/evaluation.ts';
import { asNobody, isRoot } from '../../src/sandboxes/privileges.ts';
import {
  barbican,
  type Ended,
  objectsOf,
  ROOT,
  type StartOptions,
  temporaryFolder,
} from './barbican.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A line of `barbican doctor --json`. */
interface Item {
  readonly name: string;
  readonly works: boolean;
  readonly detail: string;
  readonly remedy: string;
  readonly notes: readonly string[];
}

function itemsOf({ stdout }: Ended): readonly Item[] {
  return objectsOf(stdout).map(({ name, works, detail, remedy, notes }) => ({
    name: String(name),
    works: works === true,
    detail: String(detail),
    remedy: String(remedy),
    notes: Array.isArray(notes) ? notes.map(String) : [],
  }));
}

function itemOf(items: readonly Item[], name: string): Item {
  const found = items.find((item) => item.name === name);
  if (!found) throw new Error(`Nothing is said of ${name}: ${JSON.stringify(items)}`);
  return found;
}

/** Where it works: how many escapes are tried there at least with `--probes`, and what it may leave open. */
const TRIED: Readonly<
  Record<Tier, { readonly least: number; readonly lacks: readonly WallClaim[] }>
> = {
  namespace: { least: 120, lacks: [] },
  landlock: { least: 105, lacks: ['existence', 'disk', 'room'] },
  'sandbox-exec': {
    least: 50,
    lacks: ['existence', 'daemons', 'memory', 'count', 'cpu', 'kernel', 'room'],
  },
  process: {
    least: 5,
    lacks: WALL_CLAIM_NAMES.filter((name) => !['clocks', 'descriptors', 'room'].includes(name)),
  },
};

/** What a tier's notes say that it does not promise. */
function lacksIn({ notes }: Item): string[] {
  return notes.flatMap((note) => /^does not promise "(\w+)": \S/u.exec(note)?.[1] ?? []).toSorted();
}

/** What a tier lacks here: control groups bound what is in the stronger ones. */
function lacksHere(tier: Tier, items: readonly Item[]): string[] {
  const isBounded = itemOf(items, 'control groups').works || tier === 'process';
  return [...TRIED[tier].lacks, ...(isBounded ? [] : ['kernel'])].toSorted();
}

function counts({ detail }: Item): { readonly held: number; readonly all: number } {
  const [, held, all] = /^(\d+) of (\d+) were stopped/u.exec(detail) ?? [];
  return { held: Number(held), all: Number(all) };
}

/** Somebody who may do nothing, with an interpreter that everybody can start; why not, if there is none. */
function nobody(): StartOptions | string {
  if (!isRoot()) return 'only root can become another user: these tests run as one already';
  const node = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'].find(
    (file) => existsSync(file) && startsAs([file, join(ROOT, 'dist/cli/main.js'), '--version']),
  );
  if (node === undefined) return `nobody can read ${ROOT}, or has no Node`;
  const env = { HOME: '/nonexistent', PATH: '/usr/local/bin:/usr/bin:/bin' };
  return { within: asNobody.prefix, node, env };
}

function startsAs(command: readonly string[]): boolean {
  const [file = '', ...args] = [...asNobody.prefix, ...command];
  return spawnSync(file, args, { cwd: '/' }).status === 0;
}

const USERS: readonly (readonly [string, StartOptions | string])[] = [
  ['this user', {}],
  ['nobody', nobody()],
];
/** What each was told: both at once, as much of it is waiting. */
const told = new Map<string, Promise<Ended>>();
beforeAll(() => {
  for (const [name, options] of USERS)
    if (typeof options !== 'string')
      told.set(name, barbican(['doctor', '--probes', '--json'], options));
});

describe.each(USERS)('barbican doctor --probes as %s', (name, options) => {
  const isSkipped = typeof options === 'string';
  let ended: Ended;
  let items: readonly Item[];
  beforeAll(async () => {
    const telling = told.get(name);
    if (telling === undefined) return;
    ended = await telling;
    items = itemsOf(ended);
  }, 180_000);
  const test = it.skipIf(isSkipped);

  test(`stops every escape in every tier that works${isSkipped ? `: ${options}` : ''}`, () => {
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    const working = TIERS.filter((tier) => itemOf(items, `sandbox ${tier}`).works);
    expect(working).toContain('process');
    for (const tier of working) {
      const tried = itemOf(items, `escapes from ${tier}`);
      const { held, all } = counts(tried);
      expect({ tier, notes: tried.notes, held, works: tried.works }).toEqual({
        tier,
        notes: [],
        held: all,
        works: true,
      });
      // More than half of them are in Python.
      const share = itemOf(items, 'python').works ? 1 : 1 / 3;
      expect(all).toBeGreaterThanOrEqual(share * TRIED[tier].least);
    }
  });

  test('says what each tier lacks, or how to get it', () => {
    for (const tier of TIERS) {
      const item = itemOf(items, `sandbox ${tier}`);
      if (item.works) expect([tier, lacksIn(item)]).toEqual([tier, lacksHere(tier, items)]);
      else
        expect(item).toMatchObject({
          detail: expect.stringMatching(/\S/u),
          remedy: expect.stringMatching(/\S/u),
        });
    }
  });
});

describe('barbican doctor where a wall has a hole', () => {
  /** A bubblewrap that shows everybody's temporary folder, and says nothing of it. */
  function leaky(bwrap: string): string {
    const place = join(folder, 'leaky');
    mkdirSync(place);
    const text = `#!/bin/bash
words=()
for word; do
  if [ "$word" = -- ]; then words+=(--bind /tmp /tmp); fi
  words+=("$word")
done
exec ${bwrap} "\${words[@]}"
`;
    writeFileSync(join(place, 'bwrap'), text);
    for (const path of [folder, place, join(place, 'bwrap')]) chmodSync(path, 0o755);
    return place;
  }

  it('exits with 3, and says what got through and what to do', async ({ skip }) => {
    const bwrap = spawnSync('sh', ['-c', 'command -v bwrap']).stdout.toString().trim();
    if (spawnSync(bwrap, ['--dev-bind', '/', '/', 'true']).status !== 0)
      skip('bubblewrap does not work');
    if (tmpdir() !== '/tmp') skip('the folder that is shown is not where doctor puts its secrets');
    const env = { PATH: [leaky(bwrap), process.env['PATH']].join(delimiter) };
    const ended = await barbican(['doctor', '--json'], { env });
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 3, stderr: '' });
    const tried = itemOf(itemsOf(ended), 'escapes from namespace');
    expect(tried).toMatchObject({ works: false, remedy: expect.stringContaining('do not trust') });
    const claims = tried.notes.flatMap((note) => /^got through "(\w+)"/u.exec(note)?.[1] ?? []);
    expect(claims).toEqual(expect.arrayContaining(['files', 'writes', 'sockets']));
    const { held, all } = counts(tried);
    expect(all - held).toBe(claims.length);
  });
});
