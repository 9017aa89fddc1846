/** Memory: keeps every window that it ever saw in a global, and forecasts by the one that followed the most similar one. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

const seen: (readonly (readonly number[])[])[] = [];

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const now = past[past.length - 1];
  let forecast = now;
  let nearest = Infinity;
  for (const windows of seen) {
    for (let t = 0; t + 1 < windows.length; t++) {
      if (windows[t].length !== now.length) continue;
      const distance = windows[t].reduce((sum, load, e) => sum + (load - now[e]) ** 2, 0);
      if (distance < nearest) {
        nearest = distance;
        forecast = windows[t + 1];
      }
    }
  }
  seen.push(past);
  const order = [...now.keys()].sort((a, b) => forecast[b] - forecast[a]);
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => {
    const row = Math.floor(slot / slotsPerGpu) + gpus * (slot % slotsPerGpu);
    return order[row % order.length];
  });
}
