/** One conversation on the page, from its opening to its end: the record, the stream and the outbox brought together. */

import { Client, Problem } from "./client";
import { Follower } from "./follower";
import { Outbox, type Unsent } from "./outbox";
import type { FirstHelp, Lang, State, Survey, Utterance } from "./protocol";

/** The protocol's limit: whoever answers is told that the citizen writes at most once every 3 s. */
const BETWEEN_TYPING_MILLISECONDS = 3000;

export interface ConversationEvents {
  onOpened(utterances: readonly Utterance[], resumed: boolean): Promise<void>;
  onUtterance(utterance: Utterance): void;
  onCorrection(utterance: Utterance): void;
  onState(state: State): void;
  onOwn(unsent: Unsent): void;
  onRecorded(id: string, seq: number, text: string): void;
  onFailed(unsent: Unsent, problem: Problem): void;
  onResent(unsent: Unsent): void;
  onTrouble(problem: Problem): void;
  /** The words could not be received, and may tell of danger. */
  onFirstHelp(id: string, help: FirstHelp): void;
  onLost(): void;
  onRestored(): void;
  /** It is over, by a state that says so (null) or by a problem that leaves no way on. */
  onEnded(problem: Problem | null): void;
}

/** Tells what the field is not yet told: nothing is known of the queue before the server has spoken. */
export const BEFORE: State = {
  holder: "assistant", lang: "", closed: false, agentName: null, place: null, expectedWaitSeconds: null, leastWaitSeconds: null, longestWaitSeconds: null, staffed: true, opensAt: null, typing: false,
};

/** A random UUID (RFC 9562, version 4). `crypto.randomUUID` is missing where a test site runs without TLS; this is not. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export class Conversation {
  state: State = BEFORE;
  private follower: Follower | null = null;
  private readonly outbox: Outbox;
  private typedAt = -Infinity;
  private over = false;

  constructor(
    private client: Client,
    private readonly events: ConversationEvents,
    private readonly after: Client["key"] = null,
  ) {
    this.outbox = new Outbox({
      onRecorded: (id, seq, text) => { events.onRecorded(id, seq, text); },
      onTrouble: (unsent, problem, again) => {
        events.onTrouble(problem);
        if (again === 0) this.helpFirst(unsent);
      },
      onResent: (unsent) => { events.onResent(unsent); },
      onFailed: (unsent, problem) => {
        events.onFailed(unsent, problem);
        this.helpFirst(unsent);
        if (problem.final) this.end(problem);
      },
    });
  }

  get isOver(): boolean {
    return this.over;
  }

  get key(): Client["key"] {
    return this.client.key;
  }

  /** Opens a new one. Rejects with a Problem. */
  async open(lang: Lang): Promise<void> {
    const { client, conversation } = await this.client.open(lang, this.after);
    if (this.over) {
      client.leaveBehind();
      return;
    }
    this.client = client;
    await this.begin(conversation.utterances, conversation.state, false);
  }

  /** It could not be opened: whoever has already written of danger gets the numbers all the same. */
  helpUnopened(): void {
    for (const unsent of this.outbox.unopened) this.helpFirst(unsent);
  }

  private helpFirst({ id, text }: Unsent): void {
    this.client.firstHelp(text).then((help) => { if (help) this.events.onFirstHelp(id, help); }).catch(() => undefined);
  }

  /** Takes up the one the client has the key to. Rejects with a Problem. */
  async resume(): Promise<void> {
    const { utterances, state } = await this.client.read();
    if (!this.over) await this.begin(utterances, state, true);
  }

  say(text: string): void {
    const unsent = { id: newId(), text };
    this.events.onOwn(unsent);
    this.outbox.put(unsent);
  }

  sayAgain(unsent: Unsent): void {
    this.outbox.put(unsent);
  }

  /** A person sees it, and the assistant waits for the rest; in the queue nobody reads, and telling costs a request. */
  typing(): void {
    if (this.state.holder === "queue" || this.state.holder === "nobody" || performance.now() - this.typedAt < BETWEEN_TYPING_MILLISECONDS) return;
    this.typedAt = performance.now();
    this.client.typing().catch(() => undefined);
  }

  async language(lang: Lang): Promise<void> {
    if (this.key && !this.over) this.hear(await this.client.language(lang));
  }

  /** The assistant answers again. Rejects with a Problem when the server was not reached. */
  async leaveQueue(): Promise<void> {
    if (this.key && !this.over) this.hear(await this.client.leaveQueue());
  }

  /** Ends it. Rejects with a Problem when the server was not reached. */
  async leave(): Promise<void> {
    if (!this.key) {
      this.end(null);
      return;
    }
    try {
      const state = await this.client.leave();
      // What is said last may be on its way still when the answer comes, and no stream is followed after the end.
      await this.catchUp();
      this.hear(state);
    } catch (error) {
      if (!(error instanceof Problem && error.final)) throw error;
    }
    this.end(null);
  }

  survey(survey: Survey): Promise<void> {
    return this.client.survey(survey);
  }

  /** The page is left in haste. */
  abandon(): void {
    if (this.key && !this.over) this.client.leaveBehind();
    this.stop();
  }

  stop(): void {
    this.over = true;
    this.follower?.stop();
    this.outbox.stop();
  }

  private async begin(utterances: readonly Utterance[], state: State, resumed: boolean): Promise<void> {
    this.state = state;
    await this.events.onOpened(utterances, resumed);
    this.hear(state);
    if (this.over) return;
    this.follower = new Follower(this.client, utterances[utterances.length - 1]?.seq ?? 0, {
      onUtterance: (utterance) => { this.events.onUtterance(utterance); },
      onCorrection: (utterance) => { this.events.onCorrection(utterance); },
      onState: (changed) => { this.hear(changed); },
      onLost: () => { this.events.onLost(); },
      onRestored: () => {
        this.events.onRestored();
        this.outbox.resend();
      },
      onFinal: (problem) => { this.end(problem); },
    });
    this.follower.start();
    this.outbox.opened(this.client);
  }

  private hear(state: State): void {
    if (this.over) return;
    this.state = state;
    this.events.onState(state);
    if (state.closed) this.end(null);
  }

  private async catchUp(): Promise<void> {
    // Only words would be missed, and they remain in the record.
    await this.follower?.catchUp().catch(() => null);
  }

  private end(problem: Problem | null): void {
    if (this.over) return;
    this.stop();
    if (problem?.status === 409) void this.catchUp();
    this.events.onEnded(problem);
  }
}
