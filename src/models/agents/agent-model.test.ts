import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../contracts/language-model.ts';
import { systemClock } from '../../lib/clock.ts';
import { agentModel } from './agent-model.ts';
import { type AgentSpec, agentSpecFrom } from './agent-spec.ts';

const before = process.env['TMPDIR'];
let place = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'agent-test-'));
  process.env['TMPDIR'] = place;
});
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  // Nothing stays, whatever the agent did.
  expect(readdirSync(place)).toEqual([]);
  rmSync(place, { recursive: true });
});

const REQUEST: ModelRequest = {
  label: '7/t1/1',
  system: 'Make it better.',
  messages: [{ role: 'user', text: 'Here it is.' }],
  maxOutputTokens: 100,
  files: { 'seed.ts': 'export const a = 1;\n', 'lib/b.ts': 'export const b = 2;\n' },
};
const never = new AbortController().signal;
const ENV = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/nowhere',
  OPENAI_API_KEY: 'openai-key-0123456789',
  ANTHROPIC_API_KEY: 'anthropic-key-0123456789',
  MINE: 'mine-0123456789',
};

function ask(command: string, limits: Partial<AgentSpec> = {}, signal = never, request = REQUEST) {
  const spec = { ...agentSpecFrom(`me=${command}`, { minutes: 1, env: [] }), ...limits };
  return agentModel(spec, { env: ENV, clock: systemClock }).ask(request, signal);
}

describe('agentModel()', () => {
  it('gives what changed in the folder as a reply with the idea', async () => {
    const { text, usd, usage } = await ask(
      'sed -i s/1/3/ seed.ts && echo "Three is more" > IDEA.txt && mkdir .git && touch .git/x',
    );
    expect(text).toBe('IDEA: Three is more\n\nseed.ts\n```\nexport const a = 3;\n```');
    expect([usd, usage.inputTokens]).toEqual([0, 0]);
  });

  it('gives new files and those with fences in them whole', async () => {
    const { text } = await ask(`printf '%s' '\`\`\`\`ts' > lib/c.md`);
    expect(text).toBe('IDEA: not said\n\nlib/c.md\n`````\n````ts\n`````');
  });

  it('hands over the brief as a file and on standard input, with what was wrong the first time', async () => {
    const messages = [
      { role: 'user', text: 'Here it is.' },
      { role: 'assistant', text: 'nothing' },
      { role: 'user', text: 'Try again.' },
    ] as const;
    const { text } = await ask(
      'cat > lib/b.ts; cmp lib/b.ts {brief} && cmp lib/b.ts {folder}/BRIEF.md',
      {},
      never,
      {
        ...REQUEST,
        messages,
      },
    );
    expect(text).toContain('Make it better.\n\nHere it is.\n\nTry again.');
  });

  it('says only that nothing changed when nothing did', async () => {
    expect((await ask('echo "I am done"')).text).toBe('IDEA: not said');
  });

  it('lets it see its own variables and no keys of others', async () => {
    const { text } = await ask('env > seed.ts', { env: ['MINE'] });
    expect(text).toContain('mine-0123456789');
    expect(text).not.toMatch(/openai-key|anthropic-key|BARBICAN/u);
    expect(text).not.toContain(process.cwd());
    const own = agentSpecFrom('claude', { minutes: 1, env: [] });
    expect(own).toMatchObject({ name: 'claude', command: expect.stringMatching(/^claude -p /u) });
  });

  it.each([
    ['fails', 'echo mine-0123456789 is wrong >&2; exit 3', /ended with code 3: .*is wrong/u],
    ['is not there', 'no-such-agent-here', /ended with code 127/u],
    ['prints without end', 'yes', /printed too much/u],
  ])('has no reply of one that %s', async (_, command, message) => {
    const failed = ask(command, { env: [] });
    await expect(failed).rejects.toMatchObject({ code: 'BARBICAN_INFRA' });
    await expect(failed).rejects.toThrow(message);
  });

  it('takes keys out of what it says of one that fails', async () => {
    const failed = ask('echo $ANTHROPIC_API_KEY >&2; exit 3', { env: ['ANTHROPIC_API_KEY'] });
    await expect(failed).rejects.toThrow('ended with code 3: [key]');
  });

  it('ends one that takes too long, with what it started', async () => {
    const mark = join(place, 'late');
    const slow = ask(`(sleep 1; touch ${mark}) & sleep 30`, { minutes: 0.005 });
    await expect(slow).rejects.toThrow(/did not end within 0.005 minutes/u);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(existsSync(mark)).toBe(false);
  });

  it('ends what one leaves behind, and does not wait for it', async () => {
    const mark = join(place, 'late');
    await ask(`(sleep 1; touch ${mark}) & echo x > seed.ts`);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(existsSync(mark)).toBe(false);
  });

  it('reads all that it said before it ended, also when something holds its pipes', async () => {
    const command =
      'setsid sleep 3 & head -c 3000000 /dev/zero | tr "\\0" "x"; echo the-end; exit 3';
    await expect(ask(command)).rejects.toThrow(/x{300}\n?the-end$/u);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const stopped = ask('sleep 30', {}, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 100);
    await expect(stopped).rejects.toThrow('enough');
  });
});
