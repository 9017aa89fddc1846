import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The problem of the design page, in pieces whose order can change. */
const WORKLOADS = {
  params: `params: { experts: logInt(16, 256), gpus: oneOf(8, 16, 32), skew: real(0.2, 1.6), hot: oneOf('none', 'one') },`,
  typical: `typical: { hot: 'none', experts: logInt(64, 128) },`,
  regimes: `regimes: {
    steady: { skew: real(0, 0.1), gpus: oneOf(8, 16) },
    'one hot': slow({ hot: 'one' }, { by: '2%', than: 'hierarchical' }),
    tiny: slow({ experts: 16, gpus: 8 }),
  },`,
  where: `where: { fits: (p) => p.experts <= 9 * p.gpus },`,
  generate: `generate: ({ params, rng }) => ({ past: [params.experts * rng.next()], next: [params.skew], label: params.hot }),`,
};
const PROBLEM = {
  name: `name: 'placement',`,
  summary: `summary: 'Place.',`,
  program: `program: { kind: 'function', seed: './seed.ts', entry: 'place', input: z.object({ past: z.array(z.number()) }), output: z.object({ slots: z.array(z.number()) }) },`,
  limits: `limits: { callMs: 50, workloadMs: 2_000, memoryMiB: 256 },`,
  workloads: `workloads: defineWorkloads({ WORKLOADS }),`,
  drive: `drive: ({ workload, program }) => program.call({ past: workload.past }),`,
  metrics: `metrics: { balance: maximize('share'), moved: minimize('slots', { across: 'worst' }), cpuMs: minimize('ms') },`,
  measure: `measure: ({ workload, output, usage }) => ({ balance: workload.next.length, moved: output.slots.length, cpuMs: usage.cpuMs }),`,
  bound: `bound: ({ workload }) => ({ balance: relaxed(workload.next.length) }),`,
  invariants: `invariants: { whole: ({ workload, output }) => output.slots.length === workload.past.length || violated('some', output.slots) },`,
  relations: `relations: { numbers: { change: ({ workload, rng }) => ({ ...workload, next: [rng.next()] }), within: '0.5%' } },`,
  objectives: `objectives: ['balance', 'moved'],`,
  constraints: `constraints: { balance: floor({ than: 'hierarchical' }), cpuMs: [atMost(5), floor()] },`,
  baselines: `baselines: { hierarchical: './a.ts', uniform: './b.ts' },`,
};
type Slip = { title: string; from: string; to: string; at: string };

/** What one may write wrong: text to replace, by what, and the text where the only error must be. */
const SLIPS: readonly Slip[] = [
  {
    title: 'an unknown metric in objectives',
    from: `['balance', 'moved']`,
    to: `['balanse', 'moved']`,
    at: `'balanse'`,
  },
  {
    title: 'a metric that measure forgets',
    from: `moved: output.slots.length, `,
    to: '',
    at: `({ balance: workload.next.length, cpuMs: usage.cpuMs })`,
  },
  {
    title: 'a text where a number is measured',
    from: `balance: workload.next.length, `,
    to: `balance: 'high', `,
    at: 'balance',
  },
  {
    title: 'a field that the workload does not have',
    from: `past: workload.past }`,
    to: `past: workload.pasd }`,
    at: 'pasd',
  },
  {
    title: 'a field that the output does not have',
    from: `output.slots.length === `,
    to: `output.slotz.length === `,
    at: 'slotz',
  },
  {
    title: 'a wrong input of the program',
    from: `{ past: workload.past })`,
    to: `{ past: 'all' })`,
    at: 'past',
  },
  {
    title: 'an unknown constraint',
    from: `constraints: { balance:`,
    to: `constraints: { balanse:`,
    at: 'balanse',
  },
  {
    title: 'an unknown baseline in a floor',
    from: `floor({ than: 'hierarchical' })`,
    to: `floor({ than: 'hierarchic' })`,
    at: `balance`,
  },
  {
    title: 'an unknown parameter in a regime',
    from: `steady: { skew:`,
    to: `steady: { skev:`,
    at: 'skev',
  },
  {
    title: 'an unknown parameter in a slow regime',
    from: `tiny: slow({ experts:`,
    to: `tiny: slow({ expert:`,
    at: 'tiny',
  },
  {
    title: 'a value outside a choice in a slow regime',
    from: `slow({ hot: 'one' }`,
    to: `slow({ hot: 'two' }`,
    at: `'one hot'`,
  },
  {
    title: 'a range where a choice is',
    from: `gpus: oneOf(8, 16) }`,
    to: `gpus: real(8, 16) }`,
    at: 'gpus',
  },
  {
    title: 'an unknown parameter in typical',
    from: `typical: { hot:`,
    to: `typical: { hod:`,
    at: 'hod',
  },
  { title: 'an unknown parameter in where', from: `p.experts <=`, to: `p.expert <=`, at: 'expert' },
  { title: 'an unknown parameter in generate', from: `params.skew`, to: `params.skev`, at: 'skev' },
  {
    title: 'an unknown bound',
    from: `({ balance: relaxed`,
    to: `({ balanse: relaxed`,
    at: 'bound',
  },
  {
    title: 'a relation that loses part of the workload',
    from: `({ ...workload, next: [rng.next()] })`,
    to: `({ next: [rng.next()] })`,
    at: '({ next: [rng.next()] })',
  },
  {
    title: 'an unknown key',
    from: `summary: 'Place.',`,
    to: `summary: 'Place.', sumary: '',`,
    at: 'sumary',
  },
  { title: 'a missing limit', from: `, memoryMiB: 256 }`, to: ` }`, at: 'limits' },
  {
    title: 'a percentage without its sign',
    from: `within: '0.5%'`,
    to: `within: '0.5'`,
    at: 'within',
  },
  {
    title: 'an unknown unit of options',
    from: `{ across: 'worst' }`,
    to: `{ acros: 'worst' }`,
    at: 'acros',
  },
  {
    title: 'an unknown program kind',
    from: `kind: 'function'`,
    to: `kind: 'funktion'`,
    at: 'kind',
  },
];

const ORDERS: readonly { title: string; of: (text: string[]) => string[] }[] = [
  { title: 'as documented', of: (pieces) => pieces },
  { title: 'backwards', of: (pieces) => pieces.toReversed() },
  { title: 'rotated', of: (pieces) => [...pieces.slice(5), ...pieces.slice(0, 5)] },
];

const root = fileURLToPath(new URL('../../../', import.meta.url));
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

const cases = ORDERS.flatMap((order, i) => [
  {
    name: `ok-${i}`,
    title: `no slip, keys ${order.title}`,
    text: problemText(order.of),
    at: undefined,
  },
  ...SLIPS.map((slip, j) => ({
    name: `slip-${i}-${j}`,
    title: `${slip.title}, keys ${order.title}`,
    text: slipped(problemText(order.of), slip),
    at: slip.at,
  })),
]);
const errorsByCase = check(cases);

describe('defineProblem()', () => {
  for (const { name, title, at } of cases) {
    const words = at === undefined ? 'no error' : `one error at ${at}`;
    it(`defineProblem() gives ${words} when there is ${title}`, () => {
      expect(
        errorsByCase.get(name)?.map((error) => error.at),
        JSON.stringify(errorsByCase.get(name)),
      ).toEqual(at === undefined ? [] : [at]);
    });
  }
});

function problemText(order: (pieces: string[]) => string[]): string {
  const workloads = order(Object.values(WORKLOADS)).join('\n');
  const body = order(Object.values(PROBLEM))
    .join('\n')
    .replace('WORKLOADS', () => workloads);
  return `import { z } from 'zod';
import { atMost, defineProblem, defineWorkloads, floor, logInt, maximize, minimize, oneOf, real, relaxed, slow, violated } from './index.ts';
export default defineProblem({\n${body}\n});\n`;
}

function slipped(text: string, { from, to }: Slip): string {
  if (text.split(from).length !== 2) throw new Error(`The slip must be in the text once: ${from}`);
  return text.replace(from, () => to);
}

function check(
  files: readonly { name: string; text: string }[],
): Map<string, { at: string; message: string }[]> {
  const folder = `${root}src/domain/language/`;
  const textByPath = new Map(files.map(({ name, text }) => [`${folder}${name}.virtual.ts`, text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => textByPath.has(path) || fileExists.call(host, path);
  host.readFile = (path) => textByPath.get(path) ?? readFile.call(host, path);
  const program = ts.createProgram([...textByPath.keys()], options, host);
  return new Map(
    files.map(({ name }) => {
      const source = program.getSourceFile(`${folder}${name}.virtual.ts`);
      const found = [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ];
      return [name, found.map((diagnostic) => seen(diagnostic))];
    }),
  );
}

function seen({ file, start, length, messageText }: ts.Diagnostic): {
  at: string;
  message: string;
} {
  const at = file?.text.slice(start, (start ?? 0) + (length ?? 0)) ?? '';
  return { at, message: ts.flattenDiagnosticMessageText(messageText, '\n') };
}
