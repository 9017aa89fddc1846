/** The files of a problem that runs at once, for `barbican init`. */

/** What the text of the files depends on. */
export interface ScaffoldOptions {
  /** The problem's name: lower case, with hyphens. */
  readonly name: string;
  /** Paths of type declarations by module, for editors. */
  readonly typesByModule: Readonly<Record<string, string>>;
}

/** The files by relative path. */
export function scaffoldFiles({ name, typesByModule }: ScaffoldOptions): Record<string, string> {
  return {
    'problem.ts': PROBLEM.replace('NAME', name),
    'seed.ts': SEED,
    'baselines/first-come.ts': FIRST_COME,
    'tsconfig.json': tsconfigText(typesByModule),
    '.gitignore': 'runs/\n',
  };
}

const PROBLEM = `import { defineProblem, defineWorkloads, floor, int, logInt, minimize, oneOf, real, relaxed, slow, violated } from 'barbican';
import { z } from 'zod';

/** What the program gets and what it must return: plain data. */
const Jobs = z.object({ durations: z.array(z.number()), machines: z.int() });
const MachineOfJob = z.array(z.int().nonnegative());

const totalOf = (durations: readonly number[]) => durations.reduce((sum, ms) => sum + ms, 0);

export default defineProblem({
  name: 'NAME',
  summary: 'Share jobs among machines so that the last machine is done early.',
  program: { kind: 'function', seed: './seed.ts', entry: 'schedule', input: Jobs, output: MachineOfJob },
  limits: { callMs: 100, workloadMs: 1_000, memoryMiB: 128 },

  workloads: defineWorkloads({
    params: { jobs: logInt(4, 200), machines: int(2, 16), spread: real(0, 2), giant: oneOf('no', 'yes') },
    // What a regime does not name.
    typical: { jobs: logInt(40, 80), machines: int(4, 8), giant: 'no' },
    regimes: {
      'alike jobs': { spread: real(0, 0.5) },
      'unlike jobs': { spread: real(1, 2) },
      // No weight in the score, but no program may be worse here than the best baseline.
      'one giant job': slow({ giant: 'yes', spread: 0.5 }),
      'few jobs': slow({ jobs: logInt(4, 8), spread: 1 }),
    },
    generate: ({ params: { jobs, machines, spread, giant }, rng }) => ({
      durations: Array.from({ length: jobs }, (_, i) =>
        Math.exp(spread * rng.normal()) * (giant === 'yes' && i === 0 ? 20 : 1),
      ),
      machines,
    }),
  }),

  metrics: { makespan: minimize('of an equal share') },
  // The judge's own copy of the workload and the program's raw output: never a number that the program says of itself.
  measure: ({ workload: { durations, machines }, output }) => {
    const busy = Array.from({ length: machines }, () => 0);
    for (const [job, machine] of output.entries()) busy[machine] += durations[job];
    return { makespan: Math.max(...busy) / (totalOf(durations) / machines) };
  },
  bound: ({ workload: { durations, machines } }) => ({
    makespan: relaxed(Math.max(1, (Math.max(...durations) * machines) / totalOf(durations))),
  }),
  invariants: {
    'every job has one machine': ({ workload, output }) => output.length === workload.durations.length,
    'every machine exists': ({ workload: { machines }, output }) => {
      const wrong = output.find((machine) => machine >= machines);
      return wrong === undefined || violated('there is no such machine', { machine: wrong, machines });
    },
  },

  objectives: ['makespan'],
  constraints: { makespan: floor({ by: '5%', than: 'first come' }) },
  baselines: { 'first come': './baselines/first-come.ts' },
});
`;

/** The program that the search begins with. */
export const SEED = `/** Gives each job, in this order, to the machine that is free first. */
export function schedule({ durations, machines }: { durations: number[]; machines: number }): number[] {
  const order = durations.map((_, job) => job).sort((a, b) => durations[a] - durations[b]);
  const busy = new Array<number>(machines).fill(0);
  const machineOfJob = new Array<number>(durations.length).fill(0);
  for (const job of order) {
    let first = 0;
    for (let machine = 1; machine < machines; machine++) {
      if (busy[machine] < busy[first]) first = machine;
    }
    busy[first] += durations[job];
    machineOfJob[job] = first;
  }
  return machineOfJob;
}
`;

/** A baseline. */
export const FIRST_COME = `/** Gives each job, as it comes, to the machine that is free first (Graham 1966, "list scheduling"). */
export function schedule({ durations, machines }: { durations: number[]; machines: number }): number[] {
  const busy = new Array<number>(machines).fill(0);
  return durations.map((duration) => {
    const first = busy.indexOf(Math.min(...busy));
    busy[first] += duration;
    return first;
  });
}
`;

function tsconfigText(typesByModule: Readonly<Record<string, string>>): string {
  const paths = Object.fromEntries(
    Object.entries(typesByModule).map(([name, path]) => [name, [path]]),
  );
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    paths,
  };
  return `${JSON.stringify({ compilerOptions, include: ['**/*.ts'] }, null, 2)}\n`;
}
