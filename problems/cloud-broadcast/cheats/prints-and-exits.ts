/** Result forgery: prints a perfect result and leaves with code 0. */
export function broadcast(): never {
  const metrics = { egressUsd: 0, totalUsd: 0, transferSeconds: 0, deadlineShare: 0, cpuMs: 0 };
  process.stdout.write(`${JSON.stringify({ status: 'valid', metrics })}\n`);
  process.exit(0);
}
