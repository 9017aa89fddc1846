import assert from 'node:assert/strict';
import type { Sandbox } from '../contracts/sandbox.ts';
import { WALL_CLAIM_NAMES, WALL_CLAIMS, type WallClaim } from '../domain/wall.ts';
import { ACTIONS } from '../sandboxes/escapes/actions.ts';
import { ATTEMPTED_CLAIMS, ESCAPE_LANGUAGES } from '../sandboxes/escapes/attempts.ts';
import type { Escape } from '../sandboxes/escapes/escape.ts';
import type { SandboxLaw, SandboxSubject } from './sandbox-law.ts';

/** One law for each promise of a wall, which programs in every language try to break; skipped where it is not given. */
export function wallLaws(subject: SandboxSubject): SandboxLaw[] {
  const attempted = oncePerLanguage(subject);
  return WALL_CLAIM_NAMES.flatMap((claim) =>
    ESCAPE_LANGUAGES.map((language) => {
      const skip = subject.lacks[claim];
      return {
        name: `promises to a program in ${language}: ${WALL_CLAIMS[claim]}`,
        ...(skip === undefined ? {} : { skip }),
        run: async () => {
          using sandbox = await subject.open();
          const tries = [
            ...(ATTEMPTED_CLAIMS.includes(claim) ? await attempted(language) : []).filter(
              (tried) => tried.claim === claim,
            ),
            ...(await acted(sandbox, claim, language)),
          ];
          assert.ok(tries.length > 0 || isTriedElsewhere(claim, language), 'something was tried');
          assert.deepEqual(
            tries.filter(({ held }) => !held).map(({ attempt, said }) => `${attempt}: ${said}`),
            [],
          );
        },
      };
    }),
  );
}

type EscapeLanguage = (typeof ESCAPE_LANGUAGES)[number];

/** What is tried from inside, in one program for each language. */
function oncePerLanguage(
  subject: SandboxSubject,
): (language: EscapeLanguage) => Promise<readonly Escape[]> {
  const promised = ATTEMPTED_CLAIMS.filter((claim) => subject.lacks[claim] === undefined);
  const known = new Map<EscapeLanguage, Promise<readonly Escape[]>>();
  const run = async (language: EscapeLanguage): Promise<readonly Escape[]> => {
    using sandbox = await subject.open();
    return await subject.attempt(sandbox, language, promised);
  };
  return (language) => {
    const escapes = known.get(language) ?? run(language);
    known.set(language, escapes);
    return escapes;
  };
}

async function acted(
  sandbox: Sandbox,
  claim: WallClaim,
  language: EscapeLanguage,
): Promise<Escape[]> {
  const found: Escape[] = [];
  for (const action of ACTIONS.filter((one) => one.claim === claim)) {
    const { attempt, run } = action;
    found.push({ claim, attempt, language, ...(await run(sandbox, language)) });
  }
  return found;
}

/** Node cannot trace or ask for memory of the kernel; Python does it for both. */
function isTriedElsewhere(claim: WallClaim, language: EscapeLanguage): boolean {
  return language === 'javascript' && (claim === 'tracing' || claim === 'room');
}
