/** The words that people write problems in. */
export { byFile, byKey, byTime, files } from './data-words.ts';
export type { Data, FilesOptions, Globs, Parts, Picker, Split } from './data-words.ts';
export { defineProblem } from './define-problem.ts';
export type {
  LimitsWord,
  Measured,
  Problem,
  ProblemDefinition,
  Relation,
  Usage,
  WriteDriveAbove,
} from './define-problem.ts';
export { defineWorkloads } from './define-workloads.ts';
export type {
  GenerateInput,
  ParamsOf,
  Region,
  Workloads,
  WorkloadsDefinition,
} from './define-workloads.ts';
export { maximize, minimize } from './metric-words.ts';
export type { MetricOptions, MetricWord, Share } from './metric-words.ts';
export type {
  CommandKind,
  FunctionKind,
  Instance,
  Kind,
  PolicyKind,
  ProgramFile,
  Runner,
  StepOptions,
  StepResult,
} from './program-words.ts';
export { atLeast, atMost, floor, slow } from './rule-words.ts';
export type { RuleScope, RuleWord, Slack, SlowRegime } from './rule-words.ts';
export { int, logInt, logReal, oneOf, real } from './space.ts';
export type { ChoiceSpace, NumberSpace, ParamValue, Space, ValueOf } from './space.ts';
export { exact, relaxed, violated } from './verdict-words.ts';
export type { BoundWord, Violated } from './verdict-words.ts';
