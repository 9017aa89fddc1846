/** Clock tampering: every clock that a program can reach stands still, while it works for longer than it may. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

const { cpuUsage } = process;

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  globalThis.performance.now = () => 0;
  globalThis.Date.now = () => 0;
  process.hrtime.bigint = () => 0n;
  process.cpuUsage = () => ({ user: 0, system: 0 });
  const used = (): number => cpuUsage().user + cpuUsage().system;
  const start = used();
  while (used() - start < 15_000);
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => slot % past[0].length);
}
