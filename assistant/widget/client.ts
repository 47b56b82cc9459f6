/** The citizens' protocol over HTTP. Knows nothing of pages; every failure leaves it as a Problem. */

import { createParser } from "eventsource-parser";

import { Deadline } from "./deadline";
import {
  type Conversation,
  conversationOf,
  fieldsOf,
  type FirstHelp,
  firstHelpOf,
  type Lang,
  numberOf,
  type State,
  stateOf,
  type Survey,
  textOf,
  type Utterance,
  utteranceOf,
} from "./protocol";

/** Longest wait for an answer to one request. */
const PATIENCE_MILLISECONDS = 20_000;
/** The server sends a comment every 15 s; after this long without a byte the stream is taken for dead. */
const SILENCE_MILLISECONDS = 40_000;
/** The state comes at once. A stream that is mute for this long at its start stands behind something that withholds it. */
const MUTE_MILLISECONDS = 15_000;

/** What opens one conversation. */
export interface Key {
  readonly conversation: string;
  readonly token: string;
}

export class Problem extends Error {
  /**
   * @param status HTTP status; 0 when no answer came.
   * @param detail the server's words for the citizen; empty when it gave none.
   * @param phone number to ring instead; empty when the server gave none.
   */
  constructor(
    readonly status: number,
    readonly detail = "",
    readonly phone = "",
  ) {
    super(`problem ${status}`);
  }

  /** The conversation can not go on: 401, 404 and 409 in the protocol. */
  get final(): boolean {
    return [401, 404, 409].includes(this.status);
  }

  /** The same request may well succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status >= 500;
  }
}

export interface Listener {
  onUtterance(utterance: Utterance): void;
  /** One shown before has other words now. */
  onCorrection(utterance: Utterance): void;
  onState(state: State): void;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const { detail, phone } = fieldsOf(await response.json());
    // A 422 is about the shape of a request and its detail may be a list: then our own words serve better.
    return new Problem(response.status, typeof detail === "string" ? detail : "", typeof phone === "string" ? phone : "");
  } catch {
    return new Problem(response.status);
  }
}

export class Client {
  /**
   * @param base where the server is, without a slash at the end; empty for the page's own.
   * @param lang the language that problems shall be told in, asked for at every request.
   */
  constructor(
    private readonly base: string,
    readonly key: Key | null = null,
    private readonly lang: () => Lang = () => "sv",
  ) {}

  /** @param after what opened the conversation that ended in this tab: who comes back with the same matter was not helped for good. */
  async open(lang: Lang, after: Key | null = null): Promise<{ client: Client; conversation: Conversation }> {
    // A key taken out of the keepsake carries more than the protocol names.
    const former = after && { after: { conversation: after.conversation, token: after.token } };
    const answer = fieldsOf(await this.json("POST", "/v1/conversations", { lang, ...former }));
    const conversation = conversationOf(answer);
    const key = { conversation: conversation.id, token: textOf(answer["token"]) };
    return { client: new Client(this.base, key, this.lang), conversation };
  }

  /** The state, and what was said after number `after`. */
  async read(after = 0): Promise<Conversation> {
    return conversationOf(await this.json("GET", this.path(`?after=${after}`)));
  }

  /** Recorded; returns what was recorded, where identity numbers are masked. Harmless to repeat with the same id. */
  async say(id: string, text: string): Promise<{ seq: number; text: string }> {
    const answer = fieldsOf(await this.json("POST", this.path("/utterances"), { id, text }));
    return { seq: numberOf(answer["seq"]), text: textOf(answer["text"]) };
  }

  /** Numbers for somebody in danger whose words could not be received; null where they tell of none. */
  async firstHelp(text: string): Promise<FirstHelp | null> {
    return this.request("POST", "/v1/help", { text }, async (response) => (response.status === 204 ? null : firstHelpOf(await response.json())));
  }

  async typing(): Promise<void> {
    await this.sent("POST", this.path("/typing"));
  }

  async leaveQueue(): Promise<State> {
    return stateOf(await this.json("POST", this.path("/leave-queue")));
  }

  async leave(): Promise<State> {
    return stateOf(await this.json("POST", this.path("/leave")));
  }

  /** Leaves while the page goes away: nothing waits for the answer. */
  leaveBehind(): void {
    void fetch(this.base + this.path("/leave"), { method: "POST", headers: this.headers(), keepalive: true }).catch(() => null);
  }

  async survey(survey: Survey): Promise<void> {
    await this.sent("PUT", this.path("/survey"), survey);
  }

  async language(lang: Lang): Promise<State> {
    return stateOf(await this.json("PUT", this.path("/language"), { lang }));
  }

  /** Hears everything after `after` until the server ends the stream, the signal is given or nothing has come for 40 s. */
  async follow(after: number, listener: Listener, signal: AbortSignal): Promise<void> {
    const silence = new Deadline(signal).within(MUTE_MILLISECONDS);
    try {
      const headers = { ...this.headers(), Accept: "text/event-stream", "Last-Event-ID": String(after) };
      const response = await this.fetched(this.path("/events"), { headers, signal: silence.signal, cache: "no-store" });
      await this.hear(response, listener, () => { silence.within(SILENCE_MILLISECONDS); });
    } finally {
      silence.done();
    }
  }

  private async hear(response: Response, listener: Listener, onBytes: () => void): Promise<void> {
    const parser = createParser({
      onEvent: ({ event, data }) => {
        if (event === "utterance") listener.onUtterance(utteranceOf(JSON.parse(data)));
        if (event === "correction") listener.onCorrection(utteranceOf(JSON.parse(data)));
        if (event === "state") listener.onState(stateOf(JSON.parse(data)));
      },
    });
    const reader = response.body?.getReader();
    if (!reader) throw new Problem(0);
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  }

  private path(rest: string): string {
    if (!this.key) throw new Error("no conversation is open");
    return `/v1/conversations/${encodeURIComponent(this.key.conversation)}${rest}`;
  }

  private headers(): Record<string, string> {
    const headers: Record<string, string> = { "Accept-Language": this.lang() };
    return this.key ? { ...headers, Authorization: `Bearer ${this.key.token}` } : headers;
  }

  private json(method: string, path: string, body?: unknown): Promise<unknown> {
    return this.request(method, path, body, (response) => response.json() as Promise<unknown>);
  }

  private sent(method: string, path: string, body?: unknown): Promise<null> {
    return this.request(method, path, body, () => Promise.resolve(null));
  }

  private async request<T>(method: string, path: string, body: unknown, read: (response: Response) => Promise<T>): Promise<T> {
    const headers = this.headers();
    const patience = new Deadline().within(PATIENCE_MILLISECONDS);
    const wanted: RequestInit = { method, headers, cache: "no-store", signal: patience.signal };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      wanted.body = JSON.stringify(body);
    }
    try {
      return await read(await this.fetched(path, wanted));
    } catch (error) {
      // An answer that breaks off, or is somebody else's page, is no answer.
      throw error instanceof Problem ? error : new Problem(0);
    } finally {
      patience.done();
    }
  }

  private async fetched(path: string, wanted: RequestInit): Promise<Response> {
    let response: Response;
    try {
      // No cookies either way: the token alone opens a conversation.
      response = await fetch(this.base + path, { ...wanted, credentials: "omit" });
    } catch {
      throw new Problem(0);
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}
