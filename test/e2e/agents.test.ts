import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, objectsOf, ROOT, startBarbican, temporaryFolder } from './barbican.ts';
import { killNow, processesWith } from './processes.ts';
import { startScriptedAnthropic } from './scripted-anthropic.ts';
import { startScriptedOpenAi } from './scripted-openai.ts';

/** Of this process alone. */
const LONG = 10_000 + process.pid;

describe('barbican run --agent', () => {
  const folder = temporaryFolder();
  const problem = join(folder, 'p');
  const script = join(folder, 'agent.sh');
  const seen = join(folder, 'seen');
  const better = join(folder, 'better.ts');
  const logged = async (run: string): Promise<Record<string, unknown>[]> =>
    objectsOf((await barbican(['log', run, '--json'])).stdout);

  beforeAll(async () => {
    await barbican(['init', problem]);
    const seed = readFileSync(join(problem, 'seed.ts'), 'utf8');
    writeFileSync(
      better,
      seed.replace('durations[a] - durations[b]', 'durations[b] - durations[a]'),
    );
    // Changes something else each time, and keeps what it saw where the test finds it.
    writeFileSync(
      script,
      `#!/bin/sh
cat > /dev/null
n=$(cat ${seen}.count 2>/dev/null || echo 0); n=$((n + 1)); echo $n > ${seen}.count
env > ${seen}.env; cat BRIEF.md > ${seen}.brief
case $n in
  1) cp ${better} seed.ts; echo "Longest first" > IDEA.txt;;
  2) ;;
  *) sed -i "s/let first = 0;/let first = 0; void $n;/" seed.ts; echo "Nothing much $n" > IDEA.txt;;
esac
`,
    );
    chmodSync(script, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('searches with it beside the classical operators, tells who made what, and is replayed without it', async () => {
    const out = join(folder, 'run');
    const args = ['run', problem, '--out', out, '--rng-seed', '3', '--budget', 'trials=12'];
    const ran = await barbican(
      [...args, '--agent', `mine=${script} {brief}`, '--classical', '0.5'],
      {
        env: { OPENAI_API_KEY: 'openai-key-0123456789' },
      },
    );
    expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({ code: 0 });
    const events = await logged(out);
    const made = events.filter(({ type }) => type === 'trial.proposed');
    const byAgent = made.filter(({ proposer }) => proposer === 'agent/mine');
    expect(byAgent.map(({ idea }) => idea)).toContain('Longest first');
    expect(made.length).toBeGreaterThan(byAgent.length);
    expect(ran.stdout).toMatch(/agent\/mine +\d+ /u);
    const [brief, env] = [
      readFileSync(`${seen}.brief`, 'utf8'),
      readFileSync(`${seen}.env`, 'utf8'),
    ];
    expect(brief).toContain('# How to work');
    expect(env).not.toContain('openai-key');
    for (const place of [problem, out]) expect(brief + env).not.toContain(place);
    rmSync(script);
    const replayed = await barbican(['run', '--replay', out, '--quiet']);
    expect({ code: replayed.code, stderr: replayed.stderr }).toEqual({ code: 0, stderr: '' });
    expect(await logged(`${out}-replay`)).toEqual(events);
  });

  it('is not waited for when the wall time is over', async () => {
    const out = join(folder, 'late');
    const agent = `exec sleep ${LONG + 1}`;
    const args = ['run', problem, '--out', out, '--budget', '6s', '--classical', '0'];
    const { code, stderr } = await barbican([...args, '--agent', `mine=${agent}`]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const events = await logged(out);
    const rejected = events.filter(({ type }) => type === 'trial.rejected');
    expect(rejected.length).toBeGreaterThan(0);
    for (const event of rejected)
      expect(event).toMatchObject({
        why: 'no-reply',
        detail: expect.stringContaining('wall time is over'),
      });
    expect(events.at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
    expect(processesWith(`sleep ${LONG + 1}`)).toEqual([]);
    expect(await barbican(['run', '--replay', out, '--quiet'])).toMatchObject({ code: 0 });
    expect(await logged(`${out}-replay`)).toEqual(events);
  });

  it('goes on after kill -9, and leaves no agent behind', async () => {
    const out = join(folder, 'killed');
    const places = { env: { TMPDIR: folder } };
    const slow = `echo x > ${seen}.began; exec sleep ${LONG}`;
    const engine = startBarbican(
      [
        'run',
        problem,
        '--out',
        out,
        '--budget',
        'trials=4',
        '--agent',
        `slow=${slow}`,
        '--classical',
        '0',
        '--agent-minutes',
        '0.05',
      ],
      places,
    );
    while (!existsSync(`${seen}.began`)) await new Promise((resolve) => setTimeout(resolve, 20));
    killNow(engine.pid);
    await engine.ended;
    expect(processesWith(`sleep ${LONG}`).length).toBeGreaterThan(0);
    const again = await barbican(['resume', out, '--quiet'], places);
    expect(again.code).toBe(0);
    expect(processesWith(`sleep ${LONG}`)).toEqual([]);
    const events = await logged(out);
    const rejected = events.filter(({ type }) => type === 'trial.rejected');
    expect(rejected[0]).toMatchObject({
      why: 'no-reply',
      detail: expect.stringContaining('did not end within 0.05 minutes'),
    });
  });

  it('says what is wrong with an agent', async () => {
    const empty = await barbican(['run', problem, '--agent', 'mine=']);
    expect(empty).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('name claude or codex'),
    });
    const minutes = await barbican(['run', problem, '--agent', 'x', '--agent-minutes', 'soon']);
    expect(minutes).toMatchObject({ code: 2, stderr: expect.stringContaining('number above 0') });
  });

  // Such as node_modules/.bin/claude of a folder where @anthropic-ai/claude-code was installed; it is too large for all.
  const claude = process.env['BARBICAN_TEST_CLAUDE'];
  it.skipIf(claude === undefined)('lets Claude Code propose, without a network', async () => {
    await using server = await startScriptedAnthropic('seed.ts', readFileSync(better, 'utf8'));
    const out = join(folder, 'claude');
    const ran = await barbican(
      [
        'run',
        problem,
        '--out',
        out,
        '--agent',
        'claude',
        '--classical',
        '0',
        '--budget',
        'trials=1',
      ],
      {
        env: {
          PATH: `${dirname(claude ?? '')}:${process.env['PATH'] ?? ''}`,
          ANTHROPIC_BASE_URL: server.url,
          ANTHROPIC_API_KEY: 'anthropic-key-0123456789',
          CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        },
      },
    );
    expect(ran.code).toBe(0);
    const made = (await logged(out)).find(({ type }) => type === 'trial.proposed');
    expect(made).toMatchObject({
      proposer: 'agent/claude',
      idea: 'As scripted',
      cost: { tokens: expect.any(Number) },
    });
    expect(JSON.stringify(made)).toMatch(/"usd":0\.\d+/u);
    expect(server.calls()).toBeGreaterThanOrEqual(4);
  });

  // Of @openai/codex; its home must not lie in a temporary folder.
  const codex = process.env['BARBICAN_TEST_CODEX'];
  it.skipIf(codex === undefined)('lets Codex propose, without a network', async () => {
    const text = readFileSync(better, 'utf8');
    await using server = await startScriptedOpenAi(
      `cat > seed.ts <<'END'\n${text}END\necho Scripted > IDEA.txt`,
    );
    const home = join(ROOT, '.cache/codex-test');
    mkdirSync(home, { recursive: true });
    writeFileSync(
      join(home, 'config.toml'),
      `model = "scripted"\nmodel_provider = "here"\n[model_providers.here]\nname = "here"\nbase_url = "${server.url}"\nwire_api = "responses"\nenv_key = "CODEX_TEST_KEY"\nsupports_websockets = false\n`,
    );
    const out = join(folder, 'codex');
    const ran = await barbican(
      [
        'run',
        problem,
        '--out',
        out,
        '--agent',
        'codex',
        '--classical',
        '0',
        '--budget',
        'trials=1',
      ],
      {
        env: {
          PATH: `${dirname(codex ?? '')}:${process.env['PATH'] ?? ''}`,
          CODEX_HOME: home,
          CODEX_TEST_KEY: 'codex-key-0123456789',
        },
      },
    );
    rmSync(home, { recursive: true, force: true });
    expect(ran.code).toBe(0);
    const made = (await logged(out)).find(({ type }) => type === 'trial.proposed');
    expect(made).toMatchObject({
      proposer: 'agent/codex',
      idea: 'Scripted',
      cost: { tokens: 300 },
    });
  });
});
