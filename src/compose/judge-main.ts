/** The judge's process: loads a problem and judges programs, told what to do over file descriptors 3 and 4. */
import { Socket } from 'node:net';
import { serveJudge } from '../evaluators/judge/serve.ts';
import { systemClock } from '../lib/clock.ts';

await serveJudge({
  requests: new Socket({ fd: 3, readable: true, writable: false }),
  replies: new Socket({ fd: 4, readable: false, writable: true }),
  clock: systemClock,
});
// The parent is gone; timers of the problem's own must not keep this process.
process.exit(0);
