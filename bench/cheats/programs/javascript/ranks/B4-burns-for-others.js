// Leaves a process that burns CPU time, so that whoever is measured next is slower.
import { spawn } from 'node:child_process';
const child = spawn('/bin/sh', ['-c', 'exec -a @STAYS@ sleep 20'], {
  detached: true,
  stdio: 'ignore',
});
const burner = spawn('/bin/sh', ['-c', 'i=0; while [ $i -lt 3000000 ]; do i=$((i+1)); done'], {
  detached: true,
  stdio: 'ignore',
});
for (const one of [child, burner]) one.on('error', () => {}).unref();
export const count = (numbers) => honest(numbers);
