import type { Sandbox } from '../contracts/sandbox.ts';
import type { Lacks } from '../domain/wall.ts';
import type { attemptEscapes } from '../sandboxes/escapes/attempts.ts';

/** The sandbox under test. */
export interface SandboxSubject {
  /** Makes it; called once for each law. */
  open(): Promise<Sandbox & Disposable>;
  /** What it does not promise here; everything else is tried. */
  readonly lacks: Lacks;
  /** Tries to get out of it, in the build that is under test. */
  readonly attempt: typeof attemptEscapes;
}

/** A thing that every sandbox does: `run` throws if this one does not. Free of any test framework. */
export interface SandboxLaw {
  readonly name: string;
  /** `skip` says why a law does not apply to a sandbox. */
  readonly skip?: string;
  run(): Promise<void>;
}
