/** A thing that every sandbox does: `run` throws if this one does not. Free of any test framework. */
export interface SandboxLaw {
  readonly name: string;
  /** `skip` says why a law does not apply to a sandbox. */
  readonly skip?: string;
  run(): Promise<void>;
}
