/** Follows a conversation through sleep, tunnels and restarts of the server. */

import { type Client, type Listener, Problem } from "./client";
import { Pause, pauseBefore } from "./pause";
import type { State, Utterance } from "./protocol";

export interface FollowerEvents {
  onUtterance(utterance: Utterance): void;
  onState(state: State): void;
  /** The stream broke (first time since it last worked), and later works again. */
  onLost(): void;
  onRestored(): void;
  /** It can not go on: the token is not good, or the conversation is gone. */
  onFinal(problem: Problem): void;
}

export class Follower implements Listener {
  private readonly pause = new Pause();
  private readonly stopped = new AbortController();
  private attempt = 0;
  private lost = false;
  private closed = false;

  /** @param seen the last `seq` that has been shown. */
  constructor(
    private readonly client: Client,
    private seen: number,
    private readonly events: FollowerEvents,
  ) {}

  start(): void {
    const { signal } = this.stopped;
    addEventListener("online", () => { this.hurry(); }, { signal });
    addEventListener("offline", () => { this.breaks(); }, { signal });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.hurry(); }, { signal });
    void this.run();
  }

  stop(): void {
    this.stopped.abort();
    this.pause.cut();
  }

  /** The reader is back, or the network: do not wait out a pause. */
  private hurry(): void {
    this.attempt = 0;
    this.pause.cut();
  }

  onUtterance(utterance: Utterance): void {
    if (utterance.seq <= this.seen) return;
    this.seen = utterance.seq;
    this.events.onUtterance(utterance);
  }

  onState(state: State): void {
    // One comes at the start of every stream: it works.
    this.attempt = 0;
    if (this.lost) this.events.onRestored();
    this.lost = false;
    this.closed = state.closed;
    this.events.onState(state);
  }

  private breaks(): void {
    if (!this.lost) this.events.onLost();
    this.lost = true;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    for (;;) {
      try {
        await this.client.follow(this.seen, this, signal);
      } catch (error) {
        if (error instanceof Problem && error.final) {
          this.events.onFinal(error);
          return;
        }
      }
      if (this.isOver()) return;
      this.breaks();
      await this.pause.wait(pauseBefore(this.attempt++));
      if (this.isOver()) return;
    }
  }

  private isOver(): boolean {
    return this.closed || this.stopped.signal.aborted;
  }
}
