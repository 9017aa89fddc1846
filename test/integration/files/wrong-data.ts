/** What is wrong with a problem's real inputs: how it is changed in each language, and what its error must name. */
export interface WrongData {
  readonly title: string;
  readonly typescript: Readonly<Record<string, string>>;
  readonly python: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | null>>;
  /** Parts of the message; of the key, only what both languages spell alike. */
  readonly says: readonly string[];
}

const TS_SPLIT = "byFile({ search: 'a*', selection: 'b*', holdout: ['c*', 'd*'] })";
const PY_SPLIT = "by_file(search='a*', selection='b*', holdout=['c*', 'd*'])";
const split = (typescript: string, python: string): Pick<WrongData, 'typescript' | 'python'> => ({
  typescript: { [TS_SPLIT]: typescript },
  python: { [PY_SPLIT]: python },
});
const glob = (text: string): Pick<WrongData, 'typescript' | 'python'> => ({
  typescript: { "'marks/*.csv'": `'${text}'` },
  python: { "'marks/*.csv'": `'${text}'` },
});
const licence = (text: string): Pick<WrongData, 'typescript' | 'python'> => ({
  typescript: { "'CC-BY-4.0'": text },
  python: { "'CC-BY-4.0'": text },
});

/** Splits by rows, in both languages. */
const SPLITS = {
  'byKey with names': split(
    "byKey('zone', { search: 'w*', selection: 'north', holdout: ['south'] })",
    "by_key('zone', search='w*', selection='north', holdout=['south'])",
  ),
  'byTime over numbers': split(
    "byTime('at', { search: 0.5, selection: 0.25, holdout: 0.25, gap: 1 })",
    "by_time('at', search=0.5, selection=0.25, holdout=0.25, gap=1)",
  ),
  'byTime over dates': split(
    "byTime('day', { search: 0.5, selection: 0.25, holdout: 0.25, gap: '24h' })",
    "by_time('day', search=0.5, selection=0.25, holdout=0.25, gap='24h')",
  ),
} as const;

/** Inputs that are split in every way, of which a workload has all. */
export const ALL_SPLITS: Pick<WrongData, 'typescript' | 'python'> = {
  typescript: {
    '    data: {\n': `    data: {\n      ${[
      `files: files('marks/*.csv', { parse, split: ${TS_SPLIT}, licence: 'MIT' }),`,
      ...Object.values(SPLITS).map(
        ({ typescript }, i) =>
          `rows${i}: files('marks/*.csv', { parse, split: ${typescript[TS_SPLIT]}, licence: 'MIT' }),`,
      ),
    ].join('\n      ')}\n`,
    'data.marks.pick(rng).map(': 'Object.values(data).flatMap((set) => set.pick(rng)).map(',
  },
  python: {
    '    data=dict(\n': `    data=dict(\n        ${[
      `files=files('marks/*.csv', parse=parse, split=${PY_SPLIT}, licence='MIT'),`,
      ...Object.values(SPLITS).map(
        ({ python }, i) =>
          `rows${i}=files('marks/*.csv', parse=parse, split=${python[PY_SPLIT]}, licence='MIT'),`,
      ),
    ].join('\n        ')}\n`,
    "for row in data['marks'].pick(rng)]": 'for one in data.values() for row in one.pick(rng)]',
  },
};

/** Shares of the distinct values of a column. */
export const BY_SHARE: Pick<WrongData, 'typescript' | 'python'> = split(
  "byKey('zone', { search: 0.4, selection: 0.3, holdout: 0.3 })",
  "by_key('zone', search=0.4, selection=0.3, holdout=0.3)",
);

/** Refused when it is loaded. */
export const WRONG_DATA: readonly WrongData[] = [
  {
    title: 'a glob without files',
    ...glob('mark/*.csv'),
    says: ['data.marks', '"mark/*.csv"', 'matches no file', '--data'],
  },
  {
    title: 'a glob that leaves the folder',
    ...glob('../*.csv'),
    says: ['data.marks', 'without `..`'],
  },
  { title: 'a glob with braces', ...glob('marks/{a,b}.csv'), says: ['data.marks', '[a-m]'] },
  {
    title: 'a licence in words',
    ...licence("'MIT License'"),
    says: ['licence', '"MIT License"', 'SPDX'],
  },
  { title: 'no licence', ...licence("''"), says: ['data.marks.licence', 'SPDX'] },
  {
    title: 'no split',
    ...split("'a*'", "'a*'"),
    says: ['data.marks.split', '"a*"'],
  },
  {
    title: 'a file in two parts',
    ...split(
      "byFile({ search: '[ab]*', selection: 'b*', holdout: '[cd]*' })",
      "by_file(search='[ab]*', selection='b*', holdout='[cd]*')",
    ),
    says: ['data.marks.split', '"marks/b.csv"', 'two parts, search and selection'],
  },
  {
    title: 'a file in no part',
    ...split(
      "byFile({ search: 'a*', selection: 'b*', holdout: 'c*' })",
      "by_file(search='a*', selection='b*', holdout='c*')",
    ),
    says: ['data.marks.split', '"marks/d.csv"', 'is in no part', 'narrow the glob'],
  },
  {
    title: 'a part without files',
    ...split(
      "byFile({ search: '[abcd]*', selection: 'x*', holdout: 'y*' })",
      "by_file(search='[abcd]*', selection='x*', holdout='y*')",
    ),
    says: ['data.marks.split.selection', '"x*"', 'is empty', 'marks/a1.csv'],
  },
  {
    title: 'the same file in two parts',
    typescript: {},
    python: {},
    files: { 'marks/d.csv': 'west,1,1\nwest,2,1\n' },
    says: ['data.marks.split', '"marks/d.csv"', 'byte for byte the same as marks/a1.csv in search'],
  },
  {
    title: 'shares that are not one',
    ...split(
      "byKey('zone', { search: 0.5, selection: 0.3, holdout: 0.3 })",
      "by_key('zone', search=0.5, selection=0.3, holdout=0.3)",
    ),
    says: ['data.marks.split', 'add up to 1.1'],
  },
  {
    title: 'a column that is not there',
    ...split(
      "byKey('zome', { search: 0.4, selection: 0.3, holdout: 0.3 })",
      "by_key('zome', search=0.4, selection=0.3, holdout=0.3)",
    ),
    says: ['data.marks.split.column', '"zome"', 'row 0 of marks/a1.csv', 'did you mean "zone"?'],
  },
  {
    title: 'a value in no part',
    ...split(
      "byKey('zone', { search: 'w*', selection: 'n*', holdout: 'x*' })",
      "by_key('zone', search='w*', selection='n*', holdout='x*')",
    ),
    says: ['data.marks.split', '"south"', 'in no part'],
  },
  {
    title: 'too few values for three parts',
    ...split(
      "byKey('zone', { search: 0.4, selection: 0.3, holdout: 0.3 })",
      "by_key('zone', search=0.4, selection=0.3, holdout=0.3)",
    ),
    files: { 'marks/b.csv': null },
    says: ['data.marks.split.', 'is empty', 'zone has 2 values: south, west'],
  },
  {
    title: 'a gap that leaves nothing',
    ...split(
      "byTime('at', { search: 0.5, selection: 0.25, holdout: 0.25, gap: 3 })",
      "by_time('at', search=0.5, selection=0.25, holdout=0.25, gap=3)",
    ),
    says: ['data.marks.split.selection', 'is empty', 'gap shorter'],
  },
  {
    title: 'a gap in hours for numbers',
    ...split(
      "byTime('at', { search: 0.5, selection: 0.25, holdout: 0.25, gap: '2h' })",
      "by_time('at', search=0.5, selection=0.25, holdout=0.25, gap='2h')",
    ),
    says: ['data.marks.split.gap', 'the column has numbers'],
  },
  {
    title: 'a gap that is no time',
    ...split(
      "byTime('day', { search: 0.5, selection: 0.25, holdout: 0.25, gap: 'a while' })",
      "by_time('day', search=0.5, selection=0.25, holdout=0.25, gap='a while')",
    ),
    says: ['data.marks.split.gap', '"a while"', "'2h'"],
  },
  {
    title: 'a column that is no time',
    ...split(
      "byTime('zone', { search: 0.5, selection: 0.25, holdout: 0.25, gap: '2h' })",
      "by_time('zone', search=0.5, selection=0.25, holdout=0.25, gap='2h')",
    ),
    says: ['data.marks.split.column', '"west"', 'no time'],
  },
  {
    title: 'rows that are none',
    typescript: {
      ...SPLITS['byTime over numbers'].typescript,
      '  return lines.map(': '  return 7;\n  lines.map(',
    },
    python: {
      ...SPLITS['byTime over numbers'].python,
      '    return [dict(': '    return 7\n    [dict(',
    },
    says: ['data.marks.parse', 'list of rows for marks/a1.csv', 'current value is 7'],
  },
  {
    title: 'a parse that throws',
    typescript: {
      ...SPLITS['byTime over numbers'].typescript,
      '  return lines.map(':
        "  if (name === 'marks/d.csv') throw new Error('odd file');\n  return lines.map(",
    },
    python: {
      ...SPLITS['byTime over numbers'].python,
      '    return [dict(':
        "    if name == 'marks/d.csv':\n        raise ValueError('odd file')\n    return [dict(",
    },
    says: ['data.marks.parse', 'Error: odd file', 'on marks/d.csv'],
  },
];
