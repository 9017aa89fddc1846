import { describe, expect, it } from 'vitest';
import { Instances } from './instances.ts';

const channel = { requestPath: '', replyPath: '' };

/** Instances that note what is said and opened. */
function instances(): { readonly said: object[]; readonly of: Instances } {
  const said: object[] = [];
  const of = new Instances({
    send: (message) => said.push(message),
    open: (_, nonce) => {
      said.push({ type: 'talks', nonce });
      const reply = { kind: 'reply', outputs: [], us: 0 } as const;
      return { ready: () => reply, exchange: () => reply, close: () => undefined };
    },
    readyMs: 1,
    cpuMs: () => 0,
  });
  return { said, of };
}

describe('Instances', () => {
  it('end() closes what was started when a workload is over', async () => {
    const { said, of } = instances();
    const started = of.start('candidate');
    of.answer({ id: 1, type: 'opened-session', session: 1, nonce: 'a', channel });
    expect(await started).toMatchObject({ kind: 'running' });
    of.end();
    expect(said.slice(1)).toEqual([
      { type: 'talks', nonce: 'a' },
      { type: 'opened', session: 1 },
      { type: 'close', session: 1 },
    ]);
  });

  it('start() closes an instance unseen when the workload was over before it was there', async () => {
    const { said, of } = instances();
    const started = of.start('candidate');
    of.end();
    const settled = of.settled();
    of.answer({ id: 1, type: 'opened-session', session: 1, nonce: 'a', channel });
    expect(await started).toMatchObject({ kind: 'gone' });
    await settled;
    expect(said).toEqual([
      { type: 'open', session: 1, program: 'candidate' },
      { type: 'close', session: 1 },
    ]);
  });

  it('settled() waits when an instance is still being started', async () => {
    const { of } = instances();
    void of.start('candidate');
    of.end();
    let isSettled = false;
    const settled = of.settled().then(() => (isSettled = true));
    await Promise.resolve();
    expect(isSettled).toBe(false);
    of.answer({ id: 1, type: 'not-opened', session: 1, failure: { kind: 'exit', detail: '' } });
    await settled;
    expect(isSettled).toBe(true);
  });
});
