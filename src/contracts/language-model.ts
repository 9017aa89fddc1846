import type { ModelUsage, Price } from '../domain/model-usage.ts';

/** One turn of a conversation. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** One question to a model. Plain JSON: its hash is the key of the record of calls. */
export interface ModelRequest {
  /** Names the call within its run, such as `7/t12/1`: two calls may ask the same. */
  readonly label: string;
  /** What is the same in all calls of a run, so that providers may keep it in their cache. */
  readonly system: string;
  /** From the user's first message on, alternating. */
  readonly messages: readonly ModelMessage[];
  /** Absent for the model's own. */
  readonly temperature?: number;
  /** Most tokens to write, those of reasoning included. */
  readonly maxOutputTokens: number;
  /** The program that is to be changed, by path; only for who works on files. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a model answered. */
export interface ModelReply {
  /** Without its reasoning. */
  readonly text: string;
  /** `length`: it was cut off; `refused`: a filter of the provider stopped it. */
  readonly finish: 'stop' | 'length' | 'refused' | 'other';
  readonly usage: ModelUsage;
  readonly usd: number;
  /** From the request to the last token, without waiting and retries, in milliseconds. */
  readonly latencyMs: number;
}

/** A language model. */
export interface LanguageModel {
  /** `provider/name`. */
  readonly name: string;
  /** Most tokens of a request and its reply together. */
  readonly contextTokens: number;
  /** Most tokens that it may write in one reply. */
  readonly maxOutputTokens: number;
  readonly price: Price;
  /** Whether it is given the program as files, which it changes, instead of answering with edits. */
  readonly wantsFiles?: true;
  /** Most that one call can cost, in dollars, where the price does not tell. */
  readonly worstUsd?: number;
  /**
   * Asks once.
   *
   * @throws {InfraError} If it does not answer; the text holds no key.
   * @throws The signal's reason if it is aborted.
   */
  ask(request: ModelRequest, signal: AbortSignal): Promise<ModelReply>;
}
