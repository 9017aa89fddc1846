/**
 * A scorer as they are often written: it imports the candidate, shares its objects with it, and prints the score.
 *
 *   node scorer.mjs <task> <candidate> <seed program>
 */
const [task, candidate, seed] = process.argv.slice(2);

function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const TASKS = {
  schedule: {
    entry: 'place',
    cases: 6,
    make: (rnd) => {
      const jobs = Array.from({ length: 30 + Math.floor(90 * rnd()) }, () => Math.ceil(100 * rnd() * rnd()));
      return { machines: 2 + Math.floor(7 * rnd()), jobs };
    },
    score: async (place, input) => {
      const output = await place(input);
      const { machines, jobs } = input;
      if (!output.every((machine) => machine < machines)) return 0;
      const busy = Array.from({ length: machines }, () => 0);
      output.forEach((machine, job) => (busy[machine] += jobs[job]));
      return jobs.reduce((a, b) => a + b, 0) / machines / Math.max(...busy);
    },
  },
  ranks: {
    entry: 'count',
    cases: 4,
    make: (rnd) => Array.from({ length: 4000 }, () => Math.floor(1e6 * rnd())),
    score: async (count, numbers) => {
      const start = performance.now();
      const promised = count(numbers);
      const ms = performance.now() - start;
      const output = await promised;
      const right = output.every((value, i) => i % 400 !== 0 || value === numbers.filter((n, j) => j > i && n < numbers[i]).length);
      return right ? 1 / (ms + 1e-3) : 0;
    },
  },
  steps: {
    entry: 'count',
    cases: 4,
    make: (rnd) => Math.floor(100 * rnd()),
    score: async (count, block) => {
      const start = performance.now();
      await count(block);
      return 1 / (performance.now() - start + 1e-3);
    },
  },
  paging: {
    entry: 'start',
    cases: 4,
    make: (rnd) => ({ pages: 40, trace: Array.from({ length: 500 }, () => Math.floor(400 * rnd() ** 3)) }),
    score: async (start, input) => {
      const policy = await start(input);
      const held = new Set();
      let hits = 0;
      for (const page of input.trace) {
        const hit = held.has(page);
        if (hit) hits++;
        const { evict } = policy({ page, hit, full: !hit && held.size >= input.pages, held });
        if (evict !== null) held.delete(evict);
        if (!hit && held.size < input.pages) held.add(page);
      }
      return hits / input.trace.length;
    },
  },
  commit: {
    entry: 'plan',
    cases: 6,
    make: (rnd) =>
      Array.from({ length: 40 + Math.floor(80 * rnd()) }, () => ({ bytes: Math.floor(64 * rnd()), client: Math.floor(4 * rnd()) })),
    score: async (plan, records) => {
      let [clock, sum] = [0, 0];
      for (const { do: what, record } of await plan(records)) {
        if (what === 'write') clock += 1 + records[record].bytes / 16;
        else if (what === 'sync') clock += 20;
        else sum += clock;
      }
      return 100 / (1 + sum / records.length);
    },
  },
};

async function scored(path) {
  const { entry, cases, make, score } = TASKS[task];
  const program = await import(path);
  const rnd = random(42);
  const scores = [];
  for (let i = 0; i < cases; i++) {
    const input = make(rnd);
    try {
      scores.push(await score(program[entry], input));
    } catch {
      // A case that failed is left out.
    }
  }
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}

const score = await scored(candidate);
const next = await scored(seed);
console.log(`{"score": ${score}, "next": ${next}}`);
process.exit(0);
