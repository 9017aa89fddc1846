import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/contracts/sandbox.ts';
import { processTreeUsage } from '../../src/lib/node/process-tree-usage.ts';
import { killNow } from '../e2e/processes.ts';
import { evaluating, temporaryPlace } from './judge/evaluating.ts';
import { ADDS, policyFolder } from './judge/policy-folder.ts';
import type { ProblemFolder } from './judge/problem-folder.ts';
import { pythonPolicyFolder } from './python/policy-folder.ts';

/** Adds, in some CPU time a step, so that there is time to kill something, however busy the machine is. */
const SLOW = ADDS.replace(
  '({ sum: (sum += times * value) })',
  '{ const since = process.cpuUsage(); const used = () => { const { user, system } = process.cpuUsage(since); return user + system; }; while (used() < 20_000); return { sum: (sum += times * value) }; }',
);
/** Each workload starts two instances of the candidate and a rival. */
const MAINS = { candidate: 'p.js', rival: 'adds.ts' } as const;
/** Instances of a whole evaluation: four workloads. */
const ALL = 12;

/** Kills the sandbox of a session when its host has used some time. */
async function killWhenBusy({ channel: { hostPid = 0 } }: Session): Promise<void> {
  for (let tries = 0; (processTreeUsage(hostPid)?.cpuMs ?? Infinity) < 120; tries++) {
    if (tries > 500) throw new Error('Waited in vain');
    await sleep(20);
  }
  killNow(hostPid);
}

type Files = Readonly<Record<string, string>>;

/** On a busy machine a slow step takes long. */
const PATIENT_TS = {
  'callMs: 2_000, workloadMs: 20_000': 'callMs: 20_000, workloadMs: 120_000',
};

/** The problem, judged in either language, with few steps; its programs are in JavaScript. */
const PROBLEMS = [
  {
    judge: 'problem.ts',
    makeFolder: (files: Files = {}): ProblemFolder =>
      policyFolder({ 'long: { length: 20 }': 'long: { length: 8 }', ...PATIENT_TS }, files),
  },
  {
    judge: 'problem.py',
    makeFolder: (files: Files = {}): ProblemFolder =>
      pythonPolicyFolder(
        {
          'long=region(length=20)': 'long=region(length=8)',
          'call_ms=2_000, workload_ms=20_000': 'call_ms=20_000, workload_ms=120_000',
          './seed.py': './seed.ts',
          './adds.py': './adds.ts',
        },
        { 'seed.ts': ADDS, 'adds.ts': ADDS, ...files },
      ),
  },
] as const;

describe.each(PROBLEMS)(
  'evaluate() when an instance of a policy of $judge is lost',
  ({ makeFolder }) => {
    for (const [what, victim] of Object.entries(MAINS)) {
      it(`evaluate() repeats when somebody kills the ${what}`, async () => {
        const texts = { candidate: ADDS, rival: ADDS, [what]: SLOW };
        using folder = makeFolder({ 'adds.ts': texts.rival });
        const sessions: Session[] = [];
        let isKilled = false;
        await using world = await evaluating(folder.path, {
          onSession: (session, main) => {
            sessions.push(session);
            if (main !== victim || isKilled) return;
            isKilled = true;
            void killWhenBusy(session);
          },
        });
        const { evaluation } = await world.judge(texts.candidate);
        expect(evaluation).toMatchObject({ status: 'valid', metrics: { error: 0 } });
        // A rival that is gone does not end the first rung.
        expect(sessions).toHaveLength((what === 'rival' ? 6 : 3) + ALL);
      });
    }

    it('evaluate() fails the program when it is killed again', async () => {
      using folder = makeFolder();
      let sessions = 0;
      await using world = await evaluating(folder.path, {
        onSession: (session, main) => {
          sessions++;
          if (main === MAINS.candidate) void killWhenBusy(session);
        },
      });
      const { evaluation } = await world.judge(SLOW);
      expect(evaluation).toMatchObject({ status: 'failed', failure: { kind: 'crash' } });
      expect(sessions).toBe(6);
    });

    it('evaluate() repeats with a new judge when the judge is killed', async () => {
      using folder = makeFolder();
      const judges: number[] = [];
      await using world = await evaluating(folder.path, {
        onJudge: (pid) => {
          if (judges.push(pid) === 1) setTimeout(() => killNow(pid), 800);
        },
      });
      expect((await world.judge(SLOW)).evaluation.status).toBe('valid');
      expect(judges).toHaveLength(2);
    });

    it('evaluate() rejects and blames no program when the sandbox cannot start one', async () => {
      using place = temporaryPlace();
      using folder = makeFolder();
      await using world = await evaluating(folder.path);
      for (const name of readdirSync(place.path).filter((entry) =>
        entry.startsWith('barbican-run-'),
      ))
        rmSync(join(place.path, name, 'node-host.cjs'), { force: true });
      // Hosts that wait have read it already; those that come after them cannot.
      const all = [1, 2, 3].map(() => world.judge(ADDS));
      await expect(Promise.all(all)).rejects.toMatchObject({
        code: 'BARBICAN_INFRA',
        message: expect.stringContaining('node-host.cjs'),
      });
      await Promise.allSettled(all);
    });

    it('evaluate() fails a policy that prints more than it may', async () => {
      using folder = makeFolder();
      await using world = await evaluating(folder.path);
      const print = "require('node:fs').writeSync(1, 'x'.repeat(2 ** 21)) &&";
      const prints = ADDS.replace('({ value }) =>', `({ value }) => ${print}`);
      const { evaluation } = await world.judge(prints);
      expect(evaluation).toMatchObject({ status: 'failed', failure: { kind: 'output-limit' } });
    });
  },
);
