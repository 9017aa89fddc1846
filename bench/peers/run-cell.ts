/** Starts a cell in namespaces of its own and reads what it saw. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JOB_FILE, type Job, LOG_FILE, SEEN_FILE, type Seen, SeenShape } from './job.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const JITI = join(HERE, '../../node_modules/jiti/lib/jiti-cli.mjs');
/** What a cell may take beyond the run itself, in seconds. */
const AROUND_SECONDS = 120;

/** What was seen, and the end of what the peer printed. */
export interface CellEnd {
  readonly seen: Seen;
  readonly printed: string;
}

/** Runs one job. @throws {Error} If the cell itself did not do its work. */
export async function runCell(job: Job, keep: boolean): Promise<CellEnd> {
  const folder = mkdtempSync(join(tmpdir(), `barbican-peers-${job.peer}-${job.fault}-`));
  // Sandboxes that run as another user must reach it.
  chmodSync(folder, 0o755);
  try {
    writeFileSync(join(folder, JOB_FILE), JSON.stringify(job));
    const said = await inNamespaces(
      [process.execPath, JITI, join(HERE, 'cell.ts'), folder],
      (job.limitSeconds + AROUND_SECONDS) * 1_000,
    );
    const path = join(folder, SEEN_FILE);
    if (!existsSync(path)) throw new Error(`The cell of ${job.peer}, ${job.fault} failed: ${said}`);
    const seen = SeenShape.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { seen, printed: readFileSync(join(folder, LOG_FILE), 'utf8') };
  } finally {
    if (!keep) rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything in them ends with the command, and with us. @returns What it said. */
async function inNamespaces(command: readonly string[], limitMs: number): Promise<string> {
  const [file = '', ...args] = unshareCommand(command);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4_096);
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => resolve());
  });
  clearTimeout(timer);
  return said;
}

/**
 * A command as process 1 of namespaces of its own. A person without rights gets them in a user namespace, and stays
 * that person: whoever is root there would be taken for one.
 */
export function unshareCommand(command: readonly string[]): readonly string[] {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user', '--keep-caps'];
  const others = ['--pid', '--net', '--mount', '--ipc', '--fork', '--kill-child', '--mount-proc'];
  return ['unshare', ...user, ...others, ...command];
}
