import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { RECIPES } from '../models/agents/recipes.ts';
import { keyOf, PROVIDER_NAMES, providerNamed } from '../models/providers.ts';

/** Who can propose beside the classical operators; a `DoctorItem`. */
interface ProposerItem {
  readonly name: string;
  readonly works: boolean;
  readonly detail: string;
  readonly remedy: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** For which models there are keys, and which coding agents are there. No key and no server is tried. */
export function proposerItems(env: Env): readonly ProposerItem[] {
  return [modelItem(env), agentItem(env)];
}

function modelItem(env: Env): ProposerItem {
  const entries = PROVIDER_NAMES.map((name) => ({ name, ...providerNamed(name) }));
  const keyed = entries.filter((entry) => keyOf(entry, env) !== undefined);
  const own = entries.filter(({ keyVariables }) => keyVariables.length === 0);
  const servers = `your own servers need no key (${own.map(({ name }) => name).join(', ')})`;
  if (keyed.length > 0) {
    const names = keyed.map(({ name }) => name).join(', ');
    return { name: 'models', works: true, detail: `keys for ${names}; ${servers}`, remedy: '' };
  }
  const variables = entries.flatMap(({ keyOptional, keyVariables }) =>
    keyOptional ? [] : keyVariables.slice(0, 1),
  );
  return {
    name: 'models',
    works: false,
    detail: `no key is set; ${servers}`,
    remedy: `set one of ${variables.join(', ')} for --model; without any model the classical operators propose`,
  };
}

function agentItem(env: Env): ProposerItem {
  const names = [...RECIPES.keys()];
  const found = names.filter((name) => isOnPath(name, env['PATH'] ?? ''));
  const works = found.length > 0;
  return {
    name: 'coding agents',
    works,
    detail: works ? found.join(', ') : `${names.join(' and ')} are not on the path`,
    remedy: works ? '' : 'only --agent needs one; any command that changes files will do',
  };
}

function isOnPath(name: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false;
      throw error;
    }
  });
}
