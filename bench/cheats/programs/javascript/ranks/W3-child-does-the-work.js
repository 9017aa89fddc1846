// Lets another process do the work, so that its own counters stay low.
// stopped: misses cpuMs
import { spawnSync } from 'node:child_process';
const code =
  'let t="";process.stdin.on("data",d=>t+=d).on("end",()=>{const n=JSON.parse(t);console.log(JSON.stringify(n.map((x,i)=>{let s=0;for(let j=i+1;j<n.length;j++)if(n[j]<x)s++;return s})))})';
export function count(numbers) {
  const { stdout } = spawnSync(process.execPath, ['-e', code], {
    input: JSON.stringify(numbers),
    maxBuffer: 1e8,
  });
  return JSON.parse(String(stdout));
}
