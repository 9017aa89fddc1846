import type { Brief, Proposal, Proposer } from '../contracts/proposer.ts';
import { type ArmStandings, isParked, standingOfArm } from '../domain/arm.ts';
import { InfraError } from '../domain/errors.ts';
import { drawBeta } from '../lib/beta.ts';
import { createRng, pick, type Rng } from '../lib/rng.ts';
import type { LlmProposer } from './llm/llm.ts';
import { isPromptMode, type PromptMode } from './llm/prompt/modes.ts';

/** A model of an ensemble. */
export interface EnsembleModel {
  readonly proposer: LlmProposer;
  /** Temperatures to choose from; empty for the model's own. */
  readonly temperatures: readonly number[];
}

/** Who proposes. */
export interface EnsembleOptions {
  /** At least one. */
  readonly models: readonly EnsembleModel[];
  /** The honest control, and who goes on if no model answers; absent where it cannot change the programs. */
  readonly classical: Proposer | undefined;
  /** Share of the trials that are its, in [0, 1]. */
  readonly classicalShare: number;
  /** Proposals at a time. */
  readonly atOnce: number;
}

/** One way to propose: who, in which mode, at which temperature. */
interface Arm {
  readonly key: string;
  readonly model: EnsembleModel;
  readonly mode: PromptMode;
  readonly temperature: number | undefined;
}

/** Share of the trials whose way is drawn with the same chance for all, so that none is given up for good. */
const FLOOR = 0.15;
/** What an hour of waiting for a model is worth, in dollars: tells free models apart. */
const USD_PER_HOUR = 1;
/** How many proposals the expected cost counts for. */
const PRIOR_PULLS = 2;
const PRIOR_MS = 15_000;
/**
 * How much a model's cost weighs against its success, by mode: a step to the side is worth a strong model, a small
 * change is not.
 */
const THRIFT: Readonly<Record<PromptMode, number>> = {
  refine: 0.5,
  simplify: 0.7,
  repair: 0.5,
  merge: 0.35,
  diverge: 0.2,
  idea: 0.2,
};

/**
 * Several models, and the classical operators as control: a bandit over model, mode and temperature that weighs success
 * against cost. It keeps no state: how each way has done comes with the brief, from the log.
 *
 * @see Thompson 1933, "On the likelihood that one unknown probability exceeds another"
 */
export function ensemble(options: EnsembleOptions): Proposer {
  const { models, classical, atOnce } = options;
  const worst = models.map(({ proposer }) => proposer.worstCase);
  return {
    name: [
      ...models.map(({ proposer }) => proposer.name),
      ...(classical ? [classical.name] : []),
    ].join(' + '),
    atOnce,
    worstCase: {
      tokens: Math.max(...worst.map(({ tokens }) => tokens)),
      usd: Math.max(...worst.map(({ usd }) => usd)),
    },
    propose: async (brief, signal) => {
      const rng = createRng(brief.rngSeed).fork('ensemble');
      const able = models.filter(({ proposer }) => !isParked(brief.arms, proposer.name));
      if (classical && (able.length === 0 || rng.next() < options.classicalShare)) {
        return { ...(await classical.propose(brief, signal)), proposer: classical.name };
      }
      if (able.length === 0) throw new InfraError(noAnswerText(brief.arms));
      return await propose(chooseArm(armsOf(able, brief), brief.arms, rng), brief, signal);
    },
  };
}

async function propose(arm: Arm, brief: Brief, signal: AbortSignal): Promise<Proposal> {
  const { model, mode, temperature, key } = arm;
  return { ...(await model.proposer.propose(brief, { mode, temperature }, signal)), arm: key };
}

function noAnswerText({ byProposer }: ArmStandings): string {
  const said = Object.entries(byProposer).map(([name, { lastError }]) => `${name}: ${lastError}`);
  return `No model answers any more, and nothing else can propose here: go on later with "barbican resume". ${said.join('; ')}`;
}

function armsOf(models: readonly EnsembleModel[], brief: Brief): Arm[] {
  const modes = modesFor(brief);
  return models.flatMap((model) => {
    const { name } = model.proposer;
    const temperatures = model.temperatures.length === 0 ? [undefined] : model.temperatures;
    return modes.flatMap((mode) =>
      temperatures.map((temperature): Arm => {
        const key = `${name} ${mode}${temperature === undefined ? '' : ` at ${temperature}`}`;
        return { key, model, mode, temperature };
      }),
    );
  });
}

/** A mode that the strategy names is kept; `refine` leaves the choice open. */
function modesFor({ mode, dossier }: Brief): readonly PromptMode[] {
  if (isPromptMode(mode) && mode !== 'refine') return [mode];
  const { parents, context } = dossier();
  if (parents[0]?.evaluation.status !== 'valid') return ['repair'];
  const others = parents.length > 1 || context.length > 0;
  return others ? ['refine', 'diverge', 'idea', 'merge'] : ['refine', 'diverge', 'idea'];
}

function chooseArm(arms: readonly Arm[], standings: ArmStandings, rng: Rng): Arm {
  if (rng.next() < FLOOR) return pick(rng, arms);
  const costs = arms.map((arm) => costOf(arm, standings));
  const cheapest = Math.min(...costs);
  let best: { arm: Arm; value: number } | undefined;
  for (const [i, arm] of arms.entries()) {
    const { pulls, successes, bests } = standingOfArm(standings, arm.key);
    const chance = drawBeta(rng, 1 + successes, 1 + Math.max(0, pulls - successes));
    const gain = 1 + (2 * bests) / Math.max(1, successes);
    const value = (chance * gain) / ((costs[i] ?? cheapest) / cheapest) ** THRIFT[arm.mode];
    if (best === undefined || value > best.value) best = { arm, value };
  }
  return best?.arm ?? pick(rng, arms);
}

/** What one more proposal of this kind is expected to cost, its time included, in dollars. */
function costOf({ key, model }: Arm, standings: ArmStandings): number {
  const { pulls, usd, ms } = standingOfArm(standings, key);
  const prior = model.proposer.expectedUsd + hoursUsd(PRIOR_MS);
  return (PRIOR_PULLS * prior + usd + hoursUsd(ms)) / (PRIOR_PULLS + pulls);
}

function hoursUsd(ms: number): number {
  return (USD_PER_HOUR * ms) / 3_600_000;
}
