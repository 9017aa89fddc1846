import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInbox } from './inbox.ts';

describe('openInbox()', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'barbican-inbox-'));
    writeFileSync(join(folder, 'run.db'), '');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the orders of several writers in the order of coming, until each is settled once', () => {
    using engine = openInbox(folder);
    using ada = openInbox(folder);
    using bob = openInbox(folder);
    const first = ada.submit('ada', { kind: 'pause' }, 1);
    bob.submit('bob', { kind: 'hint', text: 'up' }, 2);
    expect(engine.waiting().map(({ by }) => by)).toEqual(['ada', 'bob']);
    expect(ada.outcome(first)).toBeUndefined();
    engine.settle(first, { kind: 'taken', trialId: 't1' });
    engine.settle(first, { kind: 'refused', why: 'too late' });
    expect(ada.outcome(first)).toEqual({ kind: 'taken', trialId: 't1' });
    expect(engine.waiting()).toMatchObject([{ by: 'bob', command: { text: 'up' } }]);
  });

  it.each([
    ['{"kind":"hint","text":"   "}', 'ada', 'must not be empty'],
    [JSON.stringify({ kind: 'hint', text: 'x'.repeat(5000) }), 'ada', '4000'],
    ['{"kind":"hint","text":"\\u001B[2J"}', 'ada', 'no control characters'],
    ['{"kind":"dance"}', 'ada', 'no order that this program knows'],
    ['not JSON', 'ada', 'no order that this program knows'],
    ['{"kind":"pause"}', 'a'.repeat(200), 'at most 100'],
  ])('refuses %s by itself, and gives what comes after it', (command, sender, why) => {
    using engine = openInbox(folder);
    const other = new DatabaseSync(join(folder, 'inbox.db'));
    other
      .prepare('INSERT INTO orders (id, sender, at_ms, command) VALUES (?, ?, 0, ?)')
      .run('x', sender, command);
    other.close();
    engine.submit('ada', { kind: 'pause' }, 1);
    expect(engine.waiting()).toMatchObject([{ command: { kind: 'pause' } }]);
    expect(engine.outcome('x')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(why),
    });
  });

  it('loses no order of many processes, and keeps those of each in order', async () => {
    const submits = `
      const { openInbox } = await import(process.argv[1]);
      const inbox = openInbox(process.argv[2]);
      for (let i = 0; i < 25; i++) inbox.submit(process.argv[3], { kind: 'hint', text: 'hint ' + i }, i);
    `;
    const built = new URL('../../dist/stores/inbox.js', import.meta.url).href;
    const names = ['a', 'b', 'c', 'd'];
    const codes = await Promise.all(
      names.map(async (name) => {
        const args = ['--input-type=module', '-e', submits, built, folder, name];
        const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
        return code;
      }),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
    using engine = openInbox(folder);
    const orders = engine.waiting();
    for (const name of names) {
      const own = orders.filter(({ by }) => by === name).map(({ command }) => command);
      expect(own).toEqual(
        Array.from({ length: 25 }, (_, i) => ({ kind: 'hint', text: `hint ${i}` })),
      );
    }
  });

  it('says what to do when the file is damaged, and leaves it as it is', () => {
    const path = join(folder, 'inbox.db');
    writeFileSync(path, 'not a database, but long enough to be taken for one'.repeat(40));
    const before = readFileSync(path);
    expect(() => openInbox(folder)).toThrow(/inbox\.db as it is damaged .* remove it/u);
    expect(readFileSync(path)).toEqual(before);
  });

  it('says that there is no run where there is none', () => {
    rmSync(join(folder, 'run.db'));
    expect(() => openInbox(folder)).toThrow(/there is no run/u);
  });
});
