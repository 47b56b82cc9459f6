/** Follows a conversation through sleep, tunnels and restarts of the server. */

import { type Client, type Listener, Problem } from "./client";
import { Pause, pauseBefore } from "./pause";
import type { State, Utterance } from "./protocol";

/** So many streams in a row without a word: perhaps something on the way withholds them, and only plain requests pass. */
const FAILURES_BEFORE_POLLING = 2;
const BETWEEN_POLLS_MILLISECONDS = 3000;

/** How long to wait, in milliseconds. */
export interface Rhythm {
  readonly beforeAttempt: (attempt: number) => number;
  readonly betweenPolls: number;
}

const RHYTHM: Rhythm = { beforeAttempt: pauseBefore, betweenPolls: BETWEEN_POLLS_MILLISECONDS };

export interface FollowerEvents {
  onUtterance(utterance: Utterance): void;
  onCorrection(utterance: Utterance): void;
  onState(state: State): void;
  /** The stream broke (first time since it last worked), and later works again. */
  onLost(): void;
  onRestored(): void;
  /** It can not go on: the token is not good, or the conversation is gone. */
  onFinal(problem: Problem): void;
}

export class Follower implements Listener {
  private readonly pause = new Pause();
  private readonly betweenPolls = new Pause();
  private readonly stopped = new AbortController();
  private attempt = 0;
  /** Streams in a row that never told the state. */
  private failures = 0;
  private polling = false;
  private pollWorks = false;
  private lost = false;
  private closed = false;

  /** @param seen the last `seq` that has been shown. */
  constructor(
    private readonly client: Client,
    private seen: number,
    private readonly events: FollowerEvents,
    private readonly rhythm: Rhythm = RHYTHM,
  ) {}

  start(): void {
    const { signal } = this.stopped;
    addEventListener("online", () => { this.hurry(); }, { signal });
    addEventListener("offline", () => {
      this.pollWorks = false;
      this.breaks();
    }, { signal });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.hurry(); }, { signal });
    void this.run();
  }

  stop(): void {
    this.stopped.abort();
    this.pause.cut();
    this.betweenPolls.cut();
  }

  /** Asks once for what has been said since the last that was shown; also when it no longer follows. */
  async catchUp(): Promise<State> {
    const { utterances, corrections, state } = await this.client.read(this.seen);
    for (const utterance of corrections) this.onCorrection(utterance);
    for (const utterance of utterances) this.onUtterance(utterance);
    return state;
  }

  /** The reader is back, or the network: do not wait out a pause. */
  private hurry(): void {
    this.attempt = 0;
    this.pause.cut();
    this.betweenPolls.cut();
  }

  onUtterance(utterance: Utterance): void {
    if (utterance.seq <= this.seen) return;
    this.seen = utterance.seq;
    this.events.onUtterance(utterance);
  }

  onCorrection(utterance: Utterance): void {
    if (utterance.seq <= this.seen) this.events.onCorrection(utterance);
  }

  onState(state: State): void {
    // One comes at the start of every stream: it works.
    this.attempt = 0;
    this.failures = 0;
    this.pollWorks = false;
    this.works(state);
  }

  private works(state: State): void {
    if (this.lost) this.events.onRestored();
    this.lost = false;
    this.closed = state.closed;
    this.events.onState(state);
  }

  private breaks(): void {
    if (this.pollWorks) return;
    if (!this.lost) this.events.onLost();
    this.lost = true;
  }

  private async run(): Promise<void> {
    while (!this.isOver()) {
      this.failures++;
      try {
        await this.client.follow(this.seen, this, this.stopped.signal);
      } catch (error) {
        this.stopIfFinal(error);
      }
      if (this.isOver()) return;
      this.breaks();
      if (this.isMute()) void this.poll();
      await this.pause.wait(this.rhythm.beforeAttempt(this.attempt++));
    }
  }

  /** Beside the attempts at a stream, until one works. */
  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    while (!this.isOver() && this.isMute()) {
      await this.pollOnce();
      if (!this.isOver()) await this.betweenPolls.wait(this.rhythm.betweenPolls);
    }
    this.polling = false;
  }

  private async pollOnce(): Promise<void> {
    try {
      const state = await this.catchUp();
      // A stream that came back meanwhile knows better.
      if (this.isOver() || !this.isMute()) return;
      this.pollWorks = true;
      this.works(state);
    } catch (error) {
      this.pollWorks = false;
      this.stopIfFinal(error);
      if (!this.isOver() && this.isMute()) this.breaks();
    }
  }

  private stopIfFinal(error: unknown): void {
    if (this.isOver() || !(error instanceof Problem && error.final)) return;
    this.stop();
    this.events.onFinal(error);
  }

  private isMute(): boolean {
    return this.failures >= FAILURES_BEFORE_POLLING;
  }

  private isOver(): boolean {
    return this.closed || this.stopped.signal.aborted;
  }
}
