/** What one may write wrong in the problems of `typing.test.ts`. */

/** One thing that a person may write wrong in a problem. */
export type Slip = { title: string; from: string; to: string; at: string };

/** What one may write wrong: text to replace, by what, and the text where the only error must be. */
export const SLIPS: readonly Slip[] = [
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
  { title: 'unknown data in generate', from: `data.traces`, to: `data.trases`, at: 'trases' },
  {
    title: 'a split without a gap',
    from: `, gap: '2h'`,
    to: ``,
    at: `{ search: 0.5, selection: 0.2, holdout: 0.3 }`,
  },
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
    title: 'a start of a function',
    from: `program.call({ past: workload.past })`,
    to: `program.start({}).then(() => ({ slots: [1] }))`,
    at: '{}',
  },
  {
    title: 'an unknown program kind',
    from: `kind: 'function'`,
    to: `kind: 'funktion'`,
    at: 'kind',
  },
];

/** The same for a policy. */
export const POLICY_SLIPS: readonly Slip[] = [
  {
    title: 'a wrong config',
    from: `start({ capacity: 8 })`,
    to: `start({ capasity: 8 })`,
    at: 'capasity',
  },
  {
    title: 'a config of another type',
    from: `start({ capacity: 8 })`,
    to: `start({ capacity: 'all' })`,
    at: 'capacity',
  },
  { title: 'an unknown rival', from: `'uniform');`, to: `'unifrom');`, at: `'unifrom'` },
  {
    title: 'an observation that lacks a field',
    from: `step({ key, hit: true })`,
    to: `step({ key })`,
    at: `{ key }`,
  },
  {
    title: 'an observation with a field too many',
    from: `step({ key, hit: true })`,
    to: `step({ key, hit: true, next: workload.next })`,
    at: 'next',
  },
  {
    title: 'a field that the action does not have',
    from: `const { evict } =`,
    to: `const { evicted: evict } =`,
    at: 'evicted',
  },
  {
    title: 'a call of a policy',
    from: `await policy.step({ key, hit: true })`,
    to: `{ evict: [Number(await program.call(key))] }`,
    at: 'key',
  },
  {
    title: 'a step that is not awaited',
    from: `await policy.step({ key, hit: true })`,
    to: `policy.step({ key, hit: true })`,
    at: 'evict',
  },
  {
    title: 'a field that the output of drive does not have',
    from: `moved: output.evicted`,
    to: `moved: output.evict`,
    at: 'evict',
  },
];

/** The same for a command. */
export const COMMAND_SLIPS: readonly Slip[] = [
  {
    title: 'an unknown step',
    from: `exec('packCounted')`,
    to: `exec('packCount')`,
    at: `'packCount'`,
  },
  {
    title: 'a time of a counted step',
    from: `usage.pack.cpuMs`,
    to: `usage.packCounted.cpuMs`,
    at: 'cpuMs',
  },
  {
    title: 'instructions of a step that is not counted',
    from: `usage.packCounted.instructions`,
    to: `usage.pack.instructions`,
    at: 'instructions',
  },
  {
    title: 'instructions of all steps together',
    from: `usage.packCounted.instructions`,
    to: `usage.instructions`,
    at: 'instructions',
  },
];
