import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InfraError } from '../../domain/errors.ts';
import { killGroup } from '../../lib/node/run-in-group.ts';
import { ownedPrefix, ownerlessFolders } from '../../lib/node/owned-folders.ts';
import type { ModelRequest } from '../../contracts/language-model.ts';

/** What the agent reads, and where it says in one line what it did. */
const BRIEF_FILE = 'BRIEF.md';
const IDEA_FILE = 'IDEA.txt';
const OWN_FILES: ReadonlySet<string> = new Set([BRIEF_FILE, IDEA_FILE]);
const PREFIX = 'barbican-agent-';
/** The process group that works in a folder; in a file beside it. */
const GROUP_SUFFIX = '.group';
/** Larger files are none of a program. */
const FILE_BYTES = 2_000_000;
/** Files that are looked at, and how deep, at most. */
const MOST_FILES = 2_000;
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules', '__pycache__']);

/** A folder in which an agent works on one proposal. */
export interface AgentFolder extends Disposable {
  readonly path: string;
  readonly briefPath: string;
  readonly brief: string;
  /** Where the process that works in it writes its number, so that it can be killed when this process was. */
  readonly groupPath: string;
  /** What the agent left, as the reply of a model: an idea, then each file that has changed, whole. */
  reply(): string;
}

/**
 * Makes a folder with the files of the program and the brief; nothing in it tells of the problem's folder or the run's.
 *
 * @throws {InfraError} If it cannot be made.
 */
export function makeAgentFolder(request: ModelRequest): AgentFolder {
  const files = request.files ?? {};
  try {
    const path = mkdtempSync(join(tmpdir(), ownedPrefix(PREFIX)));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
    const briefPath = join(path, BRIEF_FILE);
    const brief = briefOf(request);
    writeFileSync(briefPath, brief);
    return {
      path,
      briefPath,
      brief,
      groupPath: `${path}${GROUP_SUFFIX}`,
      reply: () => replyIn(path, files),
      [Symbol.dispose]: () => {
        rmSync(path, { recursive: true, force: true });
        rmSync(`${path}${GROUP_SUFFIX}`, { force: true });
      },
    };
  } catch (cause) {
    throw new InfraError(`Cannot make a folder for an agent in ${tmpdir()}`, { cause });
  }
}

/** The brief: what models are told, and on a second try what was wrong with the first. */
function briefOf({ system, messages }: ModelRequest): string {
  const asked = messages.filter(({ role }) => role === 'user').map(({ text }) => text);
  return `${[system, ...asked].join('\n\n')}\n`;
}

function replyIn(path: string, before: Readonly<Record<string, string>>): string {
  const changed = filesIn(path).filter(({ name, text }) => text !== before[name]);
  const idea = textOf(join(path, IDEA_FILE)).split('\n')[0]?.trim() ?? '';
  const blocks = changed.map(({ name, text }) => `${name}\n${fenced(text)}`);
  return [`IDEA: ${idea === '' ? 'not said' : idea}`, ...blocks].join('\n\n');
}

/** A fence that is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/gu)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.replace(/\n$/u, '')}\n${fence}`;
}

interface Found {
  readonly name: string;
  readonly text: string;
}

function filesIn(root: string): Found[] {
  const found: Found[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (SKIPPED.has(entry.name) || OWN_FILES.has(name) || found.length >= MOST_FILES) continue;
      if (entry.isDirectory()) visit(name);
      // Links lead anywhere.
      else if (entry.isFile() && statSync(join(root, name)).size <= FILE_BYTES)
        found.push({ name, text: textOf(join(root, name)) });
    }
  };
  visit('');
  return found;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

/** Removes what agents of processes that were killed left, and kills those that still work. */
export function sweepAgentFolders(): void {
  for (const path of ownerlessFolders(PREFIX)) {
    const group = Number(textOf(`${path}${GROUP_SUFFIX}`));
    if (group > 1) killGroup(group);
    rmSync(path, { recursive: true, force: true });
    rmSync(`${path}${GROUP_SUFFIX}`, { force: true });
  }
}
