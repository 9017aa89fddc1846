import type { Brief, Proposal, Proposer } from '../../contracts/proposer.ts';
import type { Program } from '../../domain/program.ts';
import type { Language } from '../../domain/program.ts';
import { createRng, type Rng } from '../../lib/rng.ts';
import type { Syntax } from '../../lib/syntax/syntax.ts';
import { type Applied, applyOperator, type Draft, type Material } from './apply-operator.ts';
import { chooseOperator } from './choose-operator.ts';
import type { Operator } from './operators/operator.ts';
import { OPERATORS } from './operators/table.ts';
import { drawStepCount } from './step-count.ts';

/** Operators that one step tries before it is given up. */
const TRIES = 6;
/** Modes in which only some operators are used; in any other all of them are. */
const OPERATORS_BY_MODE: ReadonlyMap<string, readonly Operator[]> = new Map([
  ['simplify', OPERATORS.filter(({ simplifies }) => simplifies)],
  ['tune', OPERATORS.filter(({ tunes }) => tunes)],
]);

/** What the operators can change. */
export const CLASSICAL_LANGUAGES: readonly Language[] = ['javascript', 'typescript'];

/** Changes programs by operators on their syntax trees: no model, no memory, about a millisecond. */
export function classical({ syntax }: { readonly syntax: Syntax }): Proposer {
  return {
    name: 'classical',
    propose: (brief, signal) => {
      signal.throwIfAborted();
      return Promise.resolve(proposalFor(brief, syntax));
    },
  };
}

function proposalFor(brief: Brief, syntax: Syntax): Proposal {
  const rng = createRng(brief.rngSeed);
  const [parent, ...others] = brief.parents;
  const program = parent?.program ?? brief.seedProgram;
  const donors = [...others, ...brief.context].map((donor) => donor.program);
  const material: Material = { syntax, donors, seedProgram: brief.seedProgram };
  const steps = brief.mode === 'simplify' ? 1 : drawStepCount(rng.fork('steps'));
  const used: string[] = [];
  let draft: Draft = { program, scope: brief.scope };
  for (let i = 0; i < steps; i++) {
    const step = takeStep(draft, material, { brief, parent: program, rng: rng.fork(`step ${i}`) });
    if (step.kind === 'none') {
      if (used.length === 0) return without(step);
      break;
    }
    draft = step.draft;
    used.push(step.operator);
  }
  return { kind: 'program', program: draft.program, operators: used, tokens: 0, usd: 0 };
}

type Step =
  | { readonly kind: 'draft'; readonly draft: Draft; readonly operator: string }
  | { readonly kind: 'none'; readonly why: Why; readonly tried: readonly string[] };
type Why = Extract<Applied, { kind: 'none' }>['why'];

interface Stepping {
  readonly brief: Brief;
  /** What all steps together must not come back to. */
  readonly parent: Program;
  readonly rng: Rng;
}

/** One operator's change; one that does not apply, or takes back all that was done, makes room for another. */
function takeStep(draft: Draft, material: Material, { brief, parent, rng }: Stepping): Step {
  const { syntax } = material;
  let able = OPERATORS_BY_MODE.get(brief.mode) ?? OPERATORS;
  const tried: string[] = [];
  let why: Why = 'inapplicable';
  for (let i = 0; i < TRIES && able.length > 0; i++) {
    const operator = chooseOperator(able, brief.creditByOperator, rng);
    const applied = applyOperator(operator, draft, material, rng);
    if (applied.kind === 'none') {
      if (applied.why !== 'inapplicable') why = applied.why;
    } else if (syntax.canonicalHash(applied.draft.program) !== syntax.canonicalHash(parent)) {
      return { ...applied, operator: operator.name };
    } else why = 'unchanged';
    tried.push(operator.name);
    able = able.filter((other) => other !== operator);
  }
  return { kind: 'none', why, tried };
}

function without({
  why,
  tried,
}: {
  readonly why: Why;
  readonly tried: readonly string[];
}): Proposal {
  const detail = `No change came of ${tried.join(', ')}`;
  return { kind: 'none', why, detail, operators: tried, tokens: 0, usd: 0 };
}
