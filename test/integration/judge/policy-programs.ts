/** Policies in JavaScript for the problem of `policy-folder.ts`. */

/** A program that adds one more when `knows` is true. */
function addsUnless(knows: string, before = ''): string {
  return `${before}
export function start({ times }) {
  const more = (${knows}) ? 1 : 0;
  let sum = 0;
  return ({ value }) => ({ sum: (sum += times * value) + more });
}
`;
}

/** A program and what is told of it. */
export interface Case {
  readonly title: string;
  readonly text: string;
}

/** Programs that would be wrong if anything of an instance outlived it or was seen by another. */
export const FORGETFUL: readonly Case[] = [
  { title: 'in its module', text: addsUnless('++started > 1', 'let started = 0;') },
  {
    title: 'in the global object',
    text: addsUnless('(globalThis.started = (globalThis.started ?? 0) + 1) > 1'),
  },
  {
    title: 'in a built-in',
    text: addsUnless('(Array.prototype.started = (Array.prototype.started ?? 0) + 1) > 1'),
  },
  {
    title: 'in its environment',
    text: addsUnless("process.env.SEEN === '1' || !(process.env.SEEN = '1')"),
  },
];
/** The same by files: only namespaces hide those. */
export const FORGETFUL_FILES: readonly Case[] = [
  '/tmp/seen',
  '/dev/shm/seen',
  './seen',
  '/var/tmp/seen',
].map((path) => ({
  title: `in ${path}`,
  text: addsUnless(
    `fs.existsSync('${path}') || keep()`,
    `import fs from 'node:fs'; const keep = () => { try { fs.writeFileSync('${path}', 'x'); } catch {} return false; };`,
  ),
}));

/** Programs that fail, and how. */
export const FAILING: readonly (Case & { readonly kind: string; readonly says?: RegExp })[] = [
  { title: 'cannot be compiled', text: 'export function start( {', kind: 'compile' },
  { title: 'lacks the entry', text: 'export const stop = 1;', kind: 'missing-entry' },
  {
    title: 'throws when it is loaded',
    text: "throw new Error('no idea');",
    kind: 'crash',
    says: /no idea/,
  },
  {
    title: 'throws when it is started',
    text: "export function start() { throw new Error('no idea'); }",
    kind: 'crash',
    says: /no idea/,
  },
  {
    title: 'gives no function when it is started',
    text: 'export function start() { return { step: 1 }; }',
    kind: 'crash',
    says: /gave object, not a function/,
  },
  {
    title: 'throws in a step',
    text: "export const start = () => () => { throw new Error('no idea'); };",
    kind: 'crash',
    says: /no idea/,
  },
  {
    title: 'gives what the schema refuses',
    text: "export const start = () => () => ({ sum: 'much' });",
    kind: 'bad-output',
    says: /the action does not fit/,
  },
  {
    title: 'gives more than the schema knows',
    text: 'export const start = () => () => ({ sum: 1, error: 0 });',
    kind: 'bad-output',
  },
  {
    title: 'leaves in a step',
    text: 'export const start = () => () => process.exit(7);',
    kind: 'exit',
    says: /7/,
  },
  {
    title: 'does not answer a step',
    text: 'export const start = () => () => { for (;;); };',
    kind: 'timeout',
  },
  { title: 'does not start', text: 'export const start = () => { for (;;); };', kind: 'timeout' },
  {
    title: 'takes more memory than it may',
    text: 'export const start = () => () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); };',
    kind: 'memory',
  },
];
