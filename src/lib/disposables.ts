/** What is to be given back at the end, last taken first. Node 20 has no `AsyncDisposableStack`. */
export class Disposables implements AsyncDisposable {
  #releases: (() => unknown)[] = [];

  /** Takes `resource` into its care. */
  use<T extends Disposable | AsyncDisposable>(resource: T): T {
    this.defer(() =>
      Symbol.asyncDispose in resource
        ? resource[Symbol.asyncDispose]()
        : resource[Symbol.dispose](),
    );
    return resource;
  }

  /** Runs `release` at the end. */
  defer(release: () => unknown): void {
    this.#releases.push(release);
  }

  /** Hands everything over to a new owner; this one has nothing left. */
  move(): Disposables {
    const owner = new Disposables();
    owner.#releases = this.#releases.splice(0);
    return owner;
  }

  /** Releases everything; what the first failing release throws is thrown when all have run. */
  async [Symbol.asyncDispose](): Promise<void> {
    let failed: { readonly error: unknown } | undefined;
    for (const release of this.#releases.splice(0).toReversed()) {
      try {
        await release();
      } catch (error) {
        failed ??= { error };
      }
    }
    if (failed) throw failed.error;
  }
}
