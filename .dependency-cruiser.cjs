/**
 * The layer rule of ARCHITECTURE.md: a folder of `src` imports itself and strictly lower layers.
 *
 * `tools/check-layers.ts` runs this and also counts the modules, since dependency-cruiser finds nothing to
 * complain about in modules that it could not read.
 */
const LAYERS_FROM_THE_GROUND = [
  ['lib'],
  ['domain'],
  ['contracts'],
  [
    'engine',
    'strategies',
    'proposers',
    'evaluators',
    'sandboxes',
    'trust',
    'models',
    'stores',
    'queues',
    'reports',
  ],
  ['testing'],
  ['compose'],
  ['server'],
  ['cli'],
];
const TEST = '\\.test\\.ts$';
const alternatives = (folders) => `(${folders.join('|')})`;

/** One rule per layer: what it may not import, because it stands higher. */
const upward = LAYERS_FROM_THE_GROUND.slice(0, -1).map((folders, i) => ({
  name: `no-way-up-from-${folders.length === 1 ? folders[0] : 'siblings'}`,
  severity: 'error',
  from: { path: `^src/${alternatives(folders)}/`, pathNot: TEST },
  to: { path: `^src/${alternatives(LAYERS_FROM_THE_GROUND.slice(i + 1).flat())}/` },
}));

/** The same for tests, which may use the fakes of `src/testing`. */
const upwardInTests = LAYERS_FROM_THE_GROUND.slice(0, -1).map((folders, i) => ({
  name: `no-way-up-from-tests-of-${folders.length === 1 ? folders[0] : 'siblings'}`,
  severity: 'error',
  from: { path: `^src/${alternatives(folders)}/.*${TEST}` },
  to: {
    path: `^src/${alternatives(LAYERS_FROM_THE_GROUND.slice(i + 1).flat())}/`,
    pathNot: '^src/testing/',
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    ...upwardInTests,
    {
      name: 'siblings-are-blind-to-each-other',
      severity: 'error',
      from: { path: `^src/${alternatives(LAYERS_FROM_THE_GROUND[3])}/` },
      to: { path: `^src/${alternatives(LAYERS_FROM_THE_GROUND[3])}/`, pathNot: '^src/$1/' },
    },
    {
      name: 'unknown-folder',
      comment: 'Every folder of src belongs to a layer.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/${alternatives(LAYERS_FROM_THE_GROUND.flat())}/` },
    },
    {
      name: 'no-node-in-domain-and-lib',
      comment: 'They run in a browser; what needs Node is in src/lib/node.',
      severity: 'error',
      from: { path: '^src/(domain|lib)/', pathNot: [TEST, '^src/lib/node/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-lib-node-in-domain-and-lib',
      severity: 'error',
      from: { path: '^src/(domain|lib)/', pathNot: [TEST, '^src/lib/node/'] },
      to: { path: '^src/lib/node/' },
    },
    {
      name: 'language-door-imports-domain-and-lib',
      comment: 'src/index.ts is what a problem file imports; the judge loads it.',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(domain|lib)/' },
    },
    {
      name: 'no-testing-in-shipped-code',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST, '^src/testing/'] },
      to: { path: '^src/testing/' },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages-in-shipped-code',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST, '^src/testing/'] },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    skipAnalysisNotInRules: true,
  },
};
