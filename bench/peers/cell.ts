/**
 * One run of one peer, from inside namespaces of its own: process 1 of them, so that all that is left can be seen and
 * ends with it, on a network that is nothing but loopback.
 *
 * Started by `run-cell.ts`; its argument is the cell's folder.
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { faultNamed, KEY_NAME } from './faults.ts';
import { filesUnder } from './files-under.ts';
import {
  JOB_FILE,
  type Job,
  JobShape,
  LOG_FILE,
  ScoresShape,
  SEEN_FILE,
  type Seen,
} from './job.ts';
import { othersRunning } from './processes.ts';
import { PROPOSALS, repliesWith, SEED_PROGRAM } from './script.ts';
import { MODEL, startScriptedServer } from './server.ts';
import { watchPeer } from './watch-peer.ts';

/** How long a process may take to go by itself after the peer has ended. */
const SETTLE_MS = 2_000;
/** How long reading the scores may take. */
const SCORES_MS = 60_000;
/** Larger files are not searched for the key. */
const SEARCHED_BYTES = 2 ** 24;

const folder = process.argv[2] ?? '';
if (process.pid !== 1) throw new Error('Cannot run a cell outside of its own process namespace');
raiseLoopback();
const job = JobShape.parse(JSON.parse(readFileSync(join(folder, JOB_FILE), 'utf8')));
writeFileSync(join(folder, SEEN_FILE), JSON.stringify(await cell(job)));
process.exit(0);

async function cell(job: Job): Promise<Seen> {
  const [work, outside] = [join(folder, 'work'), join(folder, 'outside')];
  for (const path of [work, outside, join(work, 'home'), join(work, 'tmp')]) mkdirSync(path);
  for (const path of [outside, join(work, 'tmp')]) chmodSync(path, 0o1777);
  const token = randomBytes(12).toString('hex');
  const key = `sk-${randomBytes(12).toString('hex')}`;
  const proof = createHash('sha256')
    .update(token + key)
    .digest('hex');
  const fault = job.fault === 'none' ? undefined : faultNamed(job.fault);
  await using server = await startScriptedServer((n, port) => {
    const replies = repliesWith(fault, { token, outsideFolder: outside, port });
    return replies[Math.min(n, replies.length - 1)] ?? '';
  });
  writeSettings(job, work, `http://127.0.0.1:${server.port}/v1`);
  const env = environment(work, key);
  const limitMs = job.limitSeconds * 1_000;
  const ended = await watchPeer([...job.run, work], { cwd: work, env, limitMs });
  writeFileSync(join(folder, LOG_FILE), ended.printed);
  if (!ended.timedOut) await sleep(SETTLE_MS);
  const left = othersRunning();
  await endOthers();
  const files = filesUnder(folder);
  const names = [...readdirSync(outside), ...server.canaries()];
  const small = files.filter(({ bytes }) => bytes <= SEARCHED_BYTES);
  return {
    timedOut: ended.timedOut,
    exitCode: ended.exitCode,
    shellKilled: ended.shellKilled,
    asked: server.asked(),
    scoresByTrial: scoresOf(job, work, env),
    left: left.map(({ command }) => command),
    peakBytes: ended.peakBytes,
    printedBytes: ended.printedBytes + files.reduce((sum, { bytes }) => sum + bytes, 0),
    keySeen:
      names.includes(proof) ||
      server.saw(proof) ||
      ended.printed.includes(proof) ||
      small.some(({ path }) => readFileSync(path).includes(proof)),
    wroteOutside: readdirSync(outside).includes(token),
    connected: server.canaries().includes(token),
    ...(ended.guarded === undefined ? {} : { guarded: ended.guarded }),
  };
}

/** Ends all that is left, also what starts others while it is ended. */
async function endOthers(): Promise<void> {
  for (let round = 0; round < 50 && othersRunning().length > 0; round++) {
    for (const { pid } of othersRunning()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went by itself.
      }
    }
    await sleep(20);
  }
}

function writeSettings(job: Job, work: string, serverUrl: string): void {
  const seedPath = join(work, 'seed.py');
  writeFileSync(seedPath, SEED_PROGRAM);
  const settings = {
    server_url: serverUrl,
    model: MODEL,
    proposals: PROPOSALS,
    eval_timeout_s: job.evalSeconds,
    seed_path: seedPath,
    evaluator_path: join(dirname(fileURLToPath(import.meta.url)), 'task/evaluator.py'),
    variant: job.variant,
  };
  writeFileSync(join(work, 'settings.json'), JSON.stringify(settings));
}

function environment(work: string, key: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: join(work, 'home'),
    TMPDIR: join(work, 'tmp'),
    LANG: 'C.UTF-8',
    PYTHONDONTWRITEBYTECODE: '1',
    [KEY_NAME]: key,
  };
}

function scoresOf(job: Job, work: string, env: Record<string, string>): Seen['scoresByTrial'] {
  const [file = '', ...args] = job.scores;
  try {
    const text = execFileSync(file, [...args, work], { env, timeout: SCORES_MS, stdio: 'pipe' });
    return ScoresShape.parse(JSON.parse(text.toString('utf8')));
  } catch (error) {
    // Nothing can be read where the peer was ended before it wrote anything.
    writeFileSync(join(folder, 'scores.log'), String(error));
    return {};
  }
}

/** A new network has a loopback that is down. */
function raiseLoopback(): void {
  const [SIOCSIFFLAGS, IFF_UP_RUNNING] = ['0x8914', '0x41'];
  const code = `import fcntl, socket, struct
fcntl.ioctl(socket.socket(), ${SIOCSIFFLAGS}, struct.pack('16sh', b'lo', ${IFF_UP_RUNNING}))`;
  execFileSync('python3', ['-c', code]);
}
