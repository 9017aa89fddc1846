import type { Budget } from '../domain/budget.ts';
import { usdOf, NO_USAGE } from '../domain/model-usage.ts';
import { describeModel } from '../models/open-model.ts';
import type { ProposerChoice } from './open-proposers.ts';

const NO_MODEL =
  'No model proposes, the classical operators search alone: add --model openai/gpt-5 with a key in OPENAI_API_KEY, or --model ollama/qwen3-coder for one on this machine.';
/** What a proposal usually reads and writes, in tokens; one in five is asked for twice. */
const USUAL = { ...NO_USAGE, inputTokens: 6000, outputTokens: 2500 };
const CALLS = 1.2;
/** How long a call usually takes, in milliseconds. */
const CALL_MS = 15_000;

/** What the models of a run will cost, before it begins: about, and at worst; how to get one if there is none. */
export function estimateLines(
  { models, classicalShare, atOnce, nobody }: ProposerChoice,
  budget: Budget,
  worstTrialUsd: number,
): string[] {
  if (models.length === 0) return nobody ? [] : [NO_MODEL];
  const prices = models.map((spec) => describeModel(spec));
  const usual = prices.map(({ price }) => CALLS * usdOf(price, USUAL));
  const trialUsd = usual.reduce((sum, usd) => sum + usd, 0) / usual.length;
  const trials = expectedTrials(budget, { classicalShare, atOnce, trialUsd });
  const asked = (1 - classicalShare) * trials;
  const names = prices.map(
    ({ name, price }) => `${name} (${price.inputUsd} $ in, ${price.outputUsd} $ out for 1M tokens)`,
  );
  const about = Number.isFinite(trials)
    ? `, about ${dollars(asked * trialUsd)} for ${Math.round(trials)} trials`
    : '';
  return [
    `Models: ${names.join(', ')}.`,
    `Expected: ${dollars(trialUsd)} a proposal${about}. At worst: ${worstText(budget, asked, worstTrialUsd)}.`,
  ];
}

interface Pace {
  readonly classicalShare: number;
  readonly atOnce: number;
  readonly trialUsd: number;
}

/** The smallest number of trials that one of the limits allows; Infinity if none does. */
function expectedTrials(budget: Budget, { classicalShare, atOnce, trialUsd }: Pace): number {
  const ofModels = 1 - classicalShare;
  const byTime = ((budget.wallMs ?? Number.POSITIVE_INFINITY) / CALL_MS) * (atOnce / ofModels);
  const byUsd =
    (budget.usd ?? Number.POSITIVE_INFINITY) / (trialUsd * ofModels || Number.MIN_VALUE);
  const byTokens =
    (budget.tokens ?? Number.POSITIVE_INFINITY) /
    (CALLS * (USUAL.inputTokens + USUAL.outputTokens));
  return Math.min(budget.trials ?? Number.POSITIVE_INFINITY, byTime, byUsd, byTokens);
}

/** A budget in dollars is kept with what is under way counted at its worst; else only the number of trials limits. */
function worstText(budget: Budget, asked: number, worstTrialUsd: number): string {
  const trialsUsd = budget.trials === undefined ? Number.POSITIVE_INFINITY : asked * worstTrialUsd;
  const most = Math.min(trialsUsd, budget.usd ?? Number.POSITIVE_INFINITY);
  if (Number.isFinite(most)) return dollars(most);
  if (worstTrialUsd === 0) return '0 $';
  return `${dollars(worstTrialUsd)} a proposal and no limit in dollars: give one with --budget usd=5`;
}

function dollars(usd: number): string {
  if (usd === 0) return '0 $';
  return usd < 0.095 ? `${usd.toPrecision(1)} $` : `${usd.toFixed(2)} $`;
}
