/**
 * A signal that is given when time runs out, or when another is. `AbortSignal.any` and `AbortSignal.timeout` do the same,
 * but are missing in browsers that citizens still have (Safari before 17.4, Chrome before 116, Firefox before 124).
 */

export class Deadline {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly outer: AbortSignal | null = null) {
    if (outer?.aborted) this.give();
    outer?.addEventListener("abort", this.give);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Counts from now; what was counted before is forgotten. */
  within(milliseconds: number): this {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.give, milliseconds);
    return this;
  }

  /** Nothing is waited for any longer. */
  done(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener("abort", this.give);
  }

  private readonly give = (): void => { this.controller.abort(); };
}
