import { ConfigError } from '../../domain/errors.ts';
import { RECIPES } from './recipes.ts';

/** A coding agent as the user names it. Plain JSON: it is logged, and holds no key. */
export interface AgentSpec {
  /** How it is called in the log, without `agent/`. */
  readonly name: string;
  /** What the shell runs in the folder; `{brief}` and `{folder}` stand for their paths. */
  readonly command: string;
  /** Longest time of one proposal, in minutes. */
  readonly minutes: number;
  /** Most that one proposal can cost, in dollars, for the budget; absent if nobody has said. */
  readonly usd?: number;
  /** Names of variables that it gets of the environment, beyond those of the machine and of its recipe. */
  readonly env: readonly string[];
}

/** What goes for all agents of a run. */
export type AgentLimits = Pick<AgentSpec, 'minutes' | 'usd' | 'env'>;

/**
 * The agent that a text such as `claude`, `aider --yes …` or `mine=./agent.sh {brief}` names.
 *
 * @throws {ConfigError} If it names no command.
 */
export function agentSpecFrom(text: string, limits: AgentLimits): AgentSpec {
  const [, given, rest = text] = /^([A-Za-z][\w.-]*)=(.*)$/su.exec(text.trim()) ?? [];
  const command = rest.trim();
  if (command === '') {
    throw new ConfigError(
      `Cannot use agent "${text}": name ${[...RECIPES.keys()].join(' or ')}, or a command such as mine="./agent.sh {brief}"`,
    );
  }
  const recipe = RECIPES.get(command);
  const first = command.split(/\s+/u)[0] ?? '';
  const name = given ?? (recipe ? command : (first.split('/').at(-1) ?? first));
  return { name, command: recipe?.command ?? command, ...limits };
}
