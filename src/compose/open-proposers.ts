import type { LanguageModel } from '../contracts/language-model.ts';
import type { Proposer } from '../contracts/proposer.ts';
import { ConfigError } from '../domain/errors.ts';
import type { RunEventBody } from '../domain/event.ts';
import { LANGUAGE_NAMES, type Language } from '../domain/program.ts';
import { systemClock } from '../lib/clock.ts';
import { Disposables } from '../lib/disposables.ts';
import { createSemaphore } from '../lib/semaphore.ts';
import type { Syntax } from '../lib/syntax/syntax.ts';
import { agentModel } from '../models/agents/agent-model.ts';
import type { AgentSpec } from '../models/agents/agent-spec.ts';
import { openCassette } from '../models/cassette.ts';
import { type ModelSpec, textFromModelSpec } from '../models/model-spec.ts';
import {
  hasKey,
  keyHelp,
  modelOpener,
  type ModelWorld,
  resolvedSpec,
} from '../models/open-model.ts';
import { systemSleep } from '../models/sleep.ts';
import { withCassette } from '../models/with-cassette.ts';
import { withPlaces } from '../models/with-places.ts';
import { CLASSICAL_LANGUAGES, classical } from '../proposers/classical/classical.ts';
import { ensemble, type EnsembleModel } from '../proposers/ensemble.ts';
import { llmProposer } from '../proposers/llm/llm.ts';
import { OUTSIDE, outside } from '../proposers/outside.ts';

/** Who is to propose. Plain JSON. */
export interface ProposerChoice {
  /** Empty for the classical operators alone. */
  readonly models: readonly ModelSpec[];
  /** Coding agents, beside the models. */
  readonly agents: readonly AgentSpec[];
  /** Share of the trials of the classical operators where there are models, in [0, 1]. */
  readonly classicalShare: number;
  /** Calls of models at a time. */
  readonly atOnce: number;
  /** Nobody proposes: programs come from outside. */
  readonly nobody?: true;
}

/** What {@link openProposers} needs besides. */
export interface ProposerPlace {
  /** Path of the problem, for messages. */
  readonly problemPath: string;
  readonly language: Language;
  readonly syntax: Syntax;
  /** The run folder, which holds the record of calls. */
  readonly folder: string;
  readonly env: ModelWorld['env'];
}

/** Who proposes in a run. Disposing closes the record of calls. */
export interface OpenProposers extends AsyncDisposable {
  readonly proposer: Proposer;
  /** For the log. */
  readonly proposers: Extract<RunEventBody, { type: 'run.started' }>['proposers'];
  /** Whether the run waits for programs from outside. */
  readonly waits: boolean;
}

/** The choice with all that is looked up written out, and what has to be said about it. */
export interface CheckedChoice {
  readonly choice: ProposerChoice;
  readonly notices: readonly string[];
}

/** How a choice is kept in the log, beside the names. */
const CLASSICAL = 'classical';

/**
 * Leaves out models without a key, says so, and looks up what the others cost.
 *
 * @throws {ConfigError} If a price or an address is not known, or nothing is left that can change the programs.
 */
export function checkedChoice(
  choice: ProposerChoice,
  { problemPath, language, env }: Pick<ProposerPlace, 'problemPath' | 'language' | 'env'>,
): CheckedChoice {
  if (choice.nobody) return { choice, notices: [] };
  const able = choice.models.filter((spec) => hasKey(spec, env));
  const keyless = choice.models.filter((spec) => !able.includes(spec));
  const operators = CLASSICAL_LANGUAGES.includes(language);
  const hasOthers = able.length + choice.agents.length > 0;
  if (!hasOthers && !operators) throw nothingProposes(problemPath, language, keyless);
  const notices = keyless.map((spec) => {
    const others = hasOthers
      ? 'the others go on without it'
      : 'the classical operators go on alone';
    return `Model ${spec.provider}/${spec.name} has no key, ${others}: ${keyHelp(spec)}`;
  });
  return { choice: { ...choice, models: able.map(resolvedSpec) }, notices };
}

/** Opens what `choice` names; it must have been checked. @throws {InfraError} If the record of calls cannot be opened. */
export async function openProposers(
  { models, agents, classicalShare, atOnce, nobody }: ProposerChoice,
  place: ProposerPlace,
): Promise<OpenProposers> {
  if (nobody) return given(outside(), [], new Disposables());
  const { syntax, language, folder, env } = place;
  const operators = CLASSICAL_LANGUAGES.includes(language) ? classical({ syntax }) : undefined;
  await using resources = new Disposables();
  if (models.length + agents.length === 0)
    return given(operators ?? classical({ syntax }), [], resources);
  const cassette = resources.use(await openCassette(folder));
  const open = modelOpener({ env, clock: systemClock, sleep: systemSleep });
  const places = createSemaphore(atOnce);
  const recorded = (model: LanguageModel): LanguageModel =>
    withCassette(withPlaces(model, places), cassette);
  const members: EnsembleModel[] = [];
  for (const spec of models) members.push(memberOf(recorded(await open(spec)), spec, syntax));
  for (const spec of agents) {
    const agent = agentModel(spec, { env, clock: systemClock });
    members.push(agentMember(recorded(agent), syntax));
  }
  const proposer = ensemble({ models: members, classical: operators, classicalShare, atOnce });
  const named = models.map((spec) => ({
    name: `${spec.provider}/${spec.name}`,
    options: { model: textFromModelSpec(spec), atOnce },
  }));
  const working = agents.map((spec) => ({
    name: `agent/${spec.name}`,
    options: { agent: { ...spec, env: [...spec.env] }, atOnce },
  }));
  const control = operators ? [{ name: CLASSICAL, options: { share: classicalShare } }] : [];
  return given(proposer, [...named, ...working, ...control], resources);
}

/** A model with the temperatures that it is asked at. */
export function memberOf(model: LanguageModel, spec: ModelSpec, syntax: Syntax): EnsembleModel {
  return { proposer: llmProposer(model, syntax), temperatures: temperaturesOf(spec) };
}

/** An agent: it has no temperature. */
export function agentMember(agent: LanguageModel, syntax: Syntax): EnsembleModel {
  return { proposer: llmProposer(agent, syntax), temperatures: [] };
}

function given(
  proposer: Proposer,
  proposers: OpenProposers['proposers'],
  resources: Disposables,
): OpenProposers {
  const owned = resources.move();
  return {
    proposer,
    proposers: proposers.length > 0 ? proposers : [{ name: proposer.name, options: {} }],
    waits: proposer.name === OUTSIDE,
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

/** What reasons has a temperature of its own. */
function temperaturesOf({ temperature, effort }: ModelSpec): readonly number[] {
  if (temperature === 'none' || (temperature === undefined && effort !== undefined)) return [];
  return temperature?.split('/').map(Number) ?? [];
}

function nothingProposes(
  problemPath: string,
  language: Language,
  keyless: readonly ModelSpec[],
): ConfigError {
  const [spec] = keyless;
  const known = CLASSICAL_LANGUAGES.map((one) => LANGUAGE_NAMES[one]).join(' or ');
  const [is, remedy] =
    language === 'any'
      ? ['a tree of files', `make the program a function or a policy in ${known}`]
      : [
          `in ${LANGUAGE_NAMES[language]}`,
          `write the programs in ${known} (the problem may stay as it is)`,
        ];
  const how = spec
    ? `model ${spec.provider}/${spec.name} has no key: ${keyHelp(spec)}`
    : `name a model, such as --model openai/gpt-5 or --model ollama/qwen3-coder, or ${remedy}`;
  return new ConfigError(
    `Cannot search in ${problemPath} as its seed program is ${is}, which only models can change: ${how}; "barbican check" judges them all`,
  );
}
