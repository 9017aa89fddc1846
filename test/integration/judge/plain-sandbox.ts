/** A sandbox without walls: a Node process over two FIFOs. Enough to test the judge alone. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import type { Sandbox, Session } from '../../../src/contracts/sandbox.ts';
import type { Failure } from '../../../src/domain/evaluation.ts';

/** The host: waits for requests, calls the program, answers. `hostSource` replaces it in tests that lie. */
const HOST = `
const fs = require('node:fs');
const [, , nonce, entry, file] = process.argv;
const reply = fs.openSync('/proc/self/fd/4', 'w');
const send = (value) => {
  const body = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const head = Buffer.alloc(4); head.writeUInt32LE(body.length);
  let bytes = Buffer.concat([head, body]);
  while (bytes.length > 0) bytes = bytes.subarray(fs.writeSync(reply, bytes));
};
const request = fs.openSync('/proc/self/fd/3', 'r');
fs.closeSync(3); fs.closeSync(4);
const read = (n) => {
  const bytes = Buffer.alloc(n);
  for (let at = 0; at < n; ) { const got = fs.readSync(request, bytes, at, n - at, null); if (got === 0) process.exit(0); at += got; }
  return bytes;
};
send({ nonce, begun: true });
const program = require(file);
if (typeof program[entry] !== 'function') { process.exitCode = 71; process.exit(); }
globalThis.lie = { send, nonce };
send({ nonce, ready: true });
for (;;) {
  const { id, inputs } = JSON.parse(read(read(4).readUInt32LE()).toString());
  globalThis.lie.id = id;
  let outputs;
  try { outputs = inputs.map((input) => program[entry](input)); } catch (error) { send({ nonce, id, error: { message: String(error) } }); continue; }
  send({ nonce, id, outputs });
}
`;

/** Makes the sandbox. Its sessions leave nothing behind. */
export function plainSandbox(): Sandbox {
  return {
    tier: 'process',
    async open({ program, entry, nonce }) {
      const folder = mkdtempSync(join(tmpdir(), 'barbican-test-'));
      const [requestPath, replyPath] = [join(folder, 'request'), join(folder, 'reply')];
      spawnSync('mkfifo', [requestPath, replyPath]);
      const code = transformSync(program.files[program.main] ?? '', {
        loader: 'ts',
        format: 'cjs',
      }).code;
      writeFileSync(join(folder, 'program.cjs'), code);
      writeFileSync(join(folder, 'host.cjs'), HOST);
      const held = [requestPath, replyPath].map((path) =>
        openSync(path, constants.O_RDWR | constants.O_NONBLOCK),
      );
      const args = [join(folder, 'host.cjs'), nonce, entry, join(folder, 'program.cjs')];
      const child = spawn(process.execPath, args, {
        env: {},
        stdio: ['ignore', 'pipe', 'pipe', ...held],
      });
      const printed = { stdout: '', stderr: '' };
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
      const opened = (): void => {
        for (const fd of held.splice(0)) closeSync(fd);
      };
      const ended: Session['ended'] = new Promise((resolve) => {
        child.once('close', (code, signal) => {
          opened();
          resolve({
            failure: failureOf(code, signal, printed.stderr),
            artifacts: printed,
            killedByOthers: false,
          });
        });
      });
      return {
        tier: 'process',
        channel: {
          requestPath,
          replyPath,
          ...(child.pid === undefined ? {} : { hostPid: child.pid }),
        },
        opened,
        kill: () => void child.kill('SIGKILL'),
        ended,
        async [Symbol.asyncDispose]() {
          child.kill('SIGKILL');
          await ended;
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  };
}

function failureOf(
  code: number | null,
  signal: string | null,
  stderr: string,
): Failure | undefined {
  if (code === 0) return undefined;
  if (code === 71) return { kind: 'missing-entry', detail: 'no such export' };
  return {
    kind: 'crash',
    detail: `${signal ?? `exit code ${code}`} ${stderr.trim().split('\n').at(-1) ?? ''}`,
  };
}
