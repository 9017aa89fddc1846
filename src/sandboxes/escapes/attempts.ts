import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Sandbox } from '../../contracts/sandbox.ts';
import type { Language } from '../../domain/program.ts';
import { isWallClaim, type WallClaim } from '../../domain/wall.ts';
import { type Escape, opened } from './escape.ts';
import { openStage } from './stage.ts';

/** Languages in which there are programs that try to get out. */
export const ESCAPE_LANGUAGES = ['javascript', 'python'] as const;

/** The promises that are tried from inside; the others need to be looked at from outside. */
export const ATTEMPTED_CLAIMS: readonly WallClaim[] = [
  'files',
  'existence',
  'writes',
  'disk',
  'network',
  'sockets',
  'processes',
  'signals',
  'tracing',
  'privileges',
  'clocks',
  'environment',
  'descriptors',
  'room',
];

const lineSchema = z.object({
  claim: z.string(),
  attempt: z.string(),
  held: z.boolean(),
  said: z.string(),
});

/** Runs one program of a language that tries to break the promises, one after the other. */
export async function attemptEscapes(
  sandbox: Sandbox,
  language: Language,
  claims: readonly WallClaim[],
): Promise<readonly Escape[]> {
  await using stage = await openStage();
  const told = JSON.stringify({ ...stage.told, claims });
  const head = language === 'python' ? `STAGE = ${told}` : `const STAGE = ${told};`;
  await using session = await opened(sandbox, language, `${head}\n${textOf(language)}`);
  const { artifacts, failure } = await session.ended;
  const lines = artifacts.stdout.split('\n').filter(Boolean);
  // It says at its end that it is still there.
  const lived = lines.at(-1) === 'null';
  const tries = lines.slice(0, lived ? -1 : undefined).flatMap((line) => escapeIn(line, language));
  const seen = stage.reached().map(({ claim, said }) => ({
    claim,
    attempt: 'leave a trace outside',
    language,
    held: false,
    said,
  }));
  if (lived) return [...tries, ...seen];
  const said = `it ended early: ${failure?.detail ?? 'no reason'} ${artifacts.stderr}`.slice(
    0,
    500,
  );
  return [...tries, ...seen, { claim: 'signals', attempt: 'live on', language, held: false, said }];
}

function textOf(language: Language): string {
  const name = language === 'python' ? 'attempts.py' : 'attempts.cjs';
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
}

function escapeIn(line: string, language: Language): Escape[] {
  const { claim, ...tried } = lineSchema.parse(JSON.parse(line));
  return isWallClaim(claim) ? [{ claim, ...tried, language }] : [];
}
