/**
 * Brings the citizen's words to the record: one at a time, in order, each under the id it was given at first. What failed for
 * want of a connection is sent again when there is one.
 */

import { type Client, Problem } from "./client";
import { Pause, pauseBefore } from "./pause";

/** Attempts before we say that it failed: waits 1 + 2 + 4 s at most. Pressing "send again" gives as many again. */
const ATTEMPTS = 4;

export interface Unsent {
  readonly id: string;
  readonly text: string;
}

export interface OutboxEvents {
  onRecorded(id: string, seq: number, text: string): void;
  onFailed(unsent: Unsent, problem: Problem): void;
  /** It had failed, and is now sent again without being asked to. */
  onResent(unsent: Unsent): void;
  /** Went wrong and is tried again by itself; `again` counts from 0. */
  onTrouble(unsent: Unsent, problem: Problem, again: number): void;
}

export class Outbox {
  private readonly waiting: Unsent[] = [];
  /** Given up for reasons that may pass. */
  private failed: Unsent[] = [];
  private readonly pause = new Pause();
  private busy = false;
  private stopped = false;
  private client: Client | null = null;

  /** @param beforeAttempt milliseconds to wait before trying for the nth time again. */
  constructor(
    private readonly events: OutboxEvents,
    private readonly beforeAttempt: (attempt: number) => number = pauseBefore,
  ) {
    addEventListener("online", this.resend);
  }

  /** Words put here before there is a conversation leave when there is one. */
  opened(client: Client): void {
    this.client = client;
    void this.drain();
  }

  put(unsent: Unsent): void {
    this.failed = this.failed.filter(({ id }) => id !== unsent.id);
    this.waiting.push(unsent);
    void this.drain();
  }

  /** What waits for there to be a conversation. */
  get unopened(): readonly Unsent[] { return this.client ? [] : this.waiting; }

  stop(): void {
    this.stopped = true;
    removeEventListener("online", this.resend);
    this.pause.cut();
  }

  /** The connection is back: do not wait out a pause, and take up what was given up. */
  readonly resend = (): void => {
    this.pause.cut();
    const again = this.failed;
    this.failed = [];
    this.waiting.unshift(...again);
    for (const unsent of again) this.events.onResent(unsent);
    void this.drain();
  };

  private async drain(): Promise<void> {
    if (this.busy || !this.client) return;
    this.busy = true;
    for (let next = this.waiting.shift(); next && !this.stopped; next = this.waiting.shift()) {
      await this.send(this.client, next);
    }
    this.busy = false;
  }

  private giveUp(unsent: Unsent, problem: Problem): void {
    if (problem.passing) this.failed.push(unsent);
    this.events.onFailed(unsent, problem);
  }

  private async send(client: Client, unsent: Unsent): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const { seq, text } = await client.say(unsent.id, unsent.text);
        if (!this.stopped) this.events.onRecorded(unsent.id, seq, text);
        return;
      } catch (error) {
        if (this.stopped) return;
        const problem = error instanceof Problem ? error : new Problem(0);
        if (!problem.passing || attempt + 1 >= ATTEMPTS) {
          this.giveUp(unsent, problem);
          return;
        }
        this.events.onTrouble(unsent, problem, attempt);
        await this.pause.wait(this.beforeAttempt(attempt));
      }
    }
  }
}
