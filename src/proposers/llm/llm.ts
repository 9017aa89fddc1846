import type { LanguageModel, ModelMessage, ModelReply } from '../../contracts/language-model.ts';
import type { Brief, Proposal } from '../../contracts/proposer.ts';
import { NoReplyError } from '../../domain/errors.ts';
import {
  afterCall,
  type ModelSpend,
  NO_SPEND,
  tokensOf,
  usdOf,
  NO_USAGE,
} from '../../domain/model-usage.ts';
import type { Syntax } from '../../lib/syntax/syntax.ts';
import { type Applied, applyReply } from './apply-reply.ts';
import { fitted, tokensIn } from './prompt/fit.ts';
import type { PromptMode } from './prompt/modes.ts';
import { systemPrompt } from './prompt/system.ts';
import { userSections } from './prompt/user.ts';

/** A model that makes proposals. */
export interface LlmProposer {
  readonly name: string;
  /** Most that one proposal can use. */
  readonly worstCase: { readonly tokens: number; readonly usd: number };
  /** What one proposal is expected to cost before any was made, in dollars. */
  readonly expectedUsd: number;
  /** @throws The signal's reason if it is aborted. */
  propose(brief: Brief, way: LlmWay, signal: AbortSignal): Promise<Proposal>;
}

/** How a model is asked. */
interface LlmWay {
  readonly mode: PromptMode;
  /** Absent for the model's own. */
  readonly temperature: number | undefined;
}

/** A reply that cannot be used goes back once with the reason. */
const TURNS = 2;
/** Longer prompts say no more, and cost more. */
const PROMPT_TOKENS = 49_152;
/** What a proposal usually takes. */
const USUAL = { ...NO_USAGE, inputTokens: 6000, outputTokens: 2500 };

/**
 * Asks `model` for a program.
 *
 * A reply that cannot be applied, changes nothing, does not parse or leaves the edit scope costs no evaluation: it goes
 * back once with the reason. One that is too long for the model is made shorter in a declared order.
 */
export function llmProposer(model: LanguageModel, syntax: Question['syntax']): LlmProposer {
  const { name, contextTokens, maxOutputTokens, price, worstUsd } = model;
  const promptTokens = Math.min(PROMPT_TOKENS, contextTokens - maxOutputTokens);
  const longest = {
    ...NO_USAGE,
    inputTokens: promptTokens + maxOutputTokens,
    outputTokens: maxOutputTokens,
  };
  return {
    name,
    worstCase: {
      tokens: TURNS * tokensOf(longest),
      usd: TURNS * (worstUsd ?? usdOf(price, longest)),
    },
    expectedUsd: usdOf(price, USUAL),
    propose: async (brief, way, signal) => {
      const talk = new Talk(model, brief, way);
      const system = systemPrompt(brief.problem, model.wantsFiles ? 'files' : 'text');
      const facts = { ...brief, mode: way.mode, dossier: brief.dossier() };
      const question = fitted(userSections(facts), promptTokens - tokensIn(system));
      if (question === undefined) {
        const detail = `The program is too long for ${name}, which takes ${promptTokens} tokens: give context=… if it takes more`;
        return talk.none('inapplicable', detail);
      }
      return await conversation(talk, { system, question: question.text, syntax }, signal);
    },
  };
}

interface Question {
  readonly system: string;
  readonly question: string;
  readonly syntax: Pick<Syntax, 'firstError' | 'canonicalHash'>;
}

async function conversation(talk: Talk, asked: Question, signal: AbortSignal): Promise<Proposal> {
  const { brief } = talk;
  const { problem, seedProgram } = brief;
  const parent = brief.parents[0]?.program ?? seedProgram;
  const { entry, command } = problem;
  const ground = { parent, seedProgram, edit: command?.edit, entry, syntax: asked.syntax };
  const messages: ModelMessage[] = [{ role: 'user', text: asked.question }];
  let applied: Applied | undefined;
  for (let turn = 1; turn <= TURNS; turn++) {
    const reply = await talk.ask(asked.system, messages, signal);
    if ('silence' in reply) return talk.none('no-reply', reply.silence);
    applied = applyReply(reply.text, ground, reply.finish === 'length');
    if (applied.kind === 'program') return talk.program(applied);
    messages.push({ role: 'assistant', text: reply.text === '' ? '(nothing)' : reply.text });
    messages.push({ role: 'user', text: talk.second(applied.reason) });
  }
  if (applied?.kind !== 'unusable') throw new RangeError('A model was not asked');
  return talk.none(
    applied.why,
    `Twice the reply could not be used: ${applied.reason}`,
    applied.idea,
  );
}

function secondQuestion(reason: string): string {
  return `Your reply could not be used: ${reason}.\n\nAnswer again, whole: the line with IDEA: and then the blocks, which are applied to the program as I gave it.`;
}

function secondTry(reason: string): string {
  return `# A first try\n\nWhat you left in the folder the first time could not be used: ${reason}.\nThe files are as they were before it: begin again.`;
}

/** The calls of one proposal, and what they have used. */
class Talk {
  readonly brief: Brief;
  readonly #model: LanguageModel;
  readonly #way: LlmWay;
  #spend: ModelSpend = NO_SPEND;
  #usd = 0;

  constructor(model: LanguageModel, brief: Brief, way: LlmWay) {
    this.#model = model;
    this.brief = brief;
    this.#way = way;
  }

  async ask(
    system: string,
    messages: readonly ModelMessage[],
    signal: AbortSignal,
  ): Promise<ModelReply | { readonly silence: string }> {
    const { temperature } = this.#way;
    const parent = this.brief.parents[0]?.program ?? this.brief.seedProgram;
    const request = {
      label: `${this.brief.rngSeed}/${this.#spend.calls + 1}`,
      system,
      messages: [...messages],
      ...(temperature === undefined ? {} : { temperature }),
      maxOutputTokens: this.#model.maxOutputTokens,
      ...(this.#model.wantsFiles ? { files: parent.files } : {}),
    };
    try {
      const reply = await this.#model.ask(request, signal);
      this.#spend = afterCall(this.#spend, reply.usage);
      this.#usd += reply.usd;
      return reply;
    } catch (error) {
      if (error instanceof NoReplyError) return { silence: error.message };
      throw error;
    }
  }

  /** What follows a reply that cannot be used. */
  second(reason: string): string {
    return this.#model.wantsFiles ? secondTry(reason) : secondQuestion(reason);
  }

  program({ program, idea, notes }: Extract<Applied, { kind: 'program' }>): Proposal {
    const operators = [
      this.#way.mode,
      ...new Set(notes.map((note) => `${note.split(': ')[1]} edit`)),
    ];
    return { kind: 'program', program, operators, ...this.#made(idea) };
  }

  none(why: Extract<Proposal, { kind: 'none' }>['why'], detail: string, idea?: string): Proposal {
    return { kind: 'none', why, detail, operators: [this.#way.mode], ...this.#made(idea) };
  }

  #made(
    idea: string | undefined,
  ): Pick<Proposal, 'tokens' | 'usd' | 'spend' | 'idea' | 'proposer'> {
    return {
      proposer: this.#model.name,
      tokens: tokensOf(this.#spend),
      usd: this.#usd,
      spend: this.#spend,
      ...(idea === undefined ? {} : { idea }),
    };
  }
}
