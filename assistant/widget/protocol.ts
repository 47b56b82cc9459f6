/** What the server says, parsed where it enters: docs/protocol.md, in types. Everything past this file trusts them. */

/** Languages that a conversation can be opened in, and that the widget has words in. */
export const LANGS = ["sv", "en", "ar", "fa", "fi", "so", "uk"] as const;
export type Lang = (typeof LANGS)[number];
export type Speaker = "citizen" | "assistant" | "agent" | "notice";
export type Holder = "assistant" | "queue" | "agent" | "nobody";

export interface Source {
  readonly title: string;
  readonly url: string;
  readonly owner: string;
  readonly words: SourceWords;
  readonly translation: Translation | null;
}

/** What stands with a source, in the answer's own language. */
export interface SourceWords {
  readonly source: string;
  readonly reviewed: string;
  /** Null where there is nothing to warn of. */
  readonly changed: string | null;
}

/** That an answer is a translation, in its own language, and the way to the Swedish it follows. */
export interface Translation {
  readonly words: string;
  /** A path on the server. */
  readonly original: string;
  readonly originalWords: string;
}

export interface Utterance {
  /** Place in the conversation, from 1, without gaps. */
  readonly seq: number;
  readonly id: string;
  readonly speaker: Speaker;
  readonly name: string | null;
  readonly at: string;
  readonly lang: string;
  readonly text: string;
  readonly html: string | null;
  readonly article: string | null;
  readonly sources: readonly Source[];
  readonly quickReplies: readonly string[];
  /** It may be dangerous to be seen reading this: the way off the page shall stand in view. */
  readonly quickExit: boolean;
  /** When an agent put these words in the place of others. */
  readonly correctedAt: string | null;
}

export interface State {
  readonly holder: Holder;
  /** That of the conversation, as opened, chosen or asked for in words; empty where the server does not tell. */
  readonly lang: string;
  readonly closed: boolean;
  readonly agentName: string | null;
  readonly place: number | null;
  readonly expectedWaitSeconds: number | null;
  readonly leastWaitSeconds: number | null;
  readonly longestWaitSeconds: number | null;
  readonly staffed: boolean;
  /** When people answer again, outside the hours in which they do. */
  readonly opensAt: string | null;
  readonly typing: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly state: State;
  readonly utterances: readonly Utterance[];
  /** Shown before, with the words that hold now. */
  readonly corrections: readonly Utterance[];
}

export interface Survey {
  readonly resolved: boolean | null;
  readonly treatment: number | null;
  readonly comment: string;
}

type Fields = Readonly<Record<string, unknown>>;

const SPEAKERS: readonly string[] = ["citizen", "assistant", "agent", "notice"];
const HOLDERS: readonly string[] = ["assistant", "queue", "agent", "nobody"];

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw new TypeError("expected an object");
  return value;
}

export function textOf(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("expected a text");
  return value;
}

export function numberOf(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new TypeError("expected a number");
  return value;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function sourceOf(value: unknown): Source {
  const { title, url, owner, words, translation } = fieldsOf(value);
  return {
    title: textOf(title),
    url: textOrNull(url) ?? "",
    owner: textOrNull(owner) ?? "",
    words: sourceWordsOf(fieldsOf(words)),
    translation: isFields(translation) ? translationOf(translation) : null,
  };
}

function sourceWordsOf({ source, reviewed, changed }: Fields): SourceWords {
  return { source: textOf(source), reviewed: textOf(reviewed), changed: textOrNull(changed) };
}

function translationOf({ words, original, original_words }: Fields): Translation {
  return { words: textOf(words), original: textOf(original), originalWords: textOf(original_words) };
}

export function utteranceOf(value: unknown): Utterance {
  const fields = fieldsOf(value);
  const speaker = textOf(fields["speaker"]);
  if (!SPEAKERS.includes(speaker)) throw new TypeError("unknown speaker");
  return {
    seq: numberOf(fields["seq"]),
    id: textOf(fields["id"]),
    speaker: speaker as Speaker,
    name: textOrNull(fields["name"]),
    at: textOf(fields["at"]),
    lang: textOf(fields["lang"]),
    text: textOf(fields["text"]),
    html: textOrNull(fields["html"]),
    article: textOrNull(fields["article"]),
    sources: listOf(fields["sources"]).map(sourceOf),
    quickReplies: listOf(fields["quick_replies"]).map(textOf),
    quickExit: fields["quick_exit"] === true,
    correctedAt: textOrNull(fields["corrected_at"]),
  };
}

/** Fixed words and numbers for somebody whose words could not be received. */
export interface FirstHelp {
  readonly html: string;
  readonly lang: string;
  readonly quickExit: boolean;
}

export function firstHelpOf(value: unknown): FirstHelp {
  const { html, lang, quick_exit } = fieldsOf(value);
  return { html: textOf(html), lang: textOf(lang), quickExit: quick_exit === true };
}

export function stateOf(value: unknown): State {
  const fields = fieldsOf(value);
  const holder = textOf(fields["holder"]);
  if (!HOLDERS.includes(holder)) throw new TypeError("unknown holder");
  return {
    holder: holder as Holder,
    lang: textOrNull(fields["lang"]) ?? "",
    closed: fields["closed"] === true,
    agentName: textOrNull(fields["agent_name"]),
    place: numberOrNull(fields["place"]),
    expectedWaitSeconds: numberOrNull(fields["expected_wait_seconds"]),
    leastWaitSeconds: numberOrNull(fields["least_wait_seconds"]),
    longestWaitSeconds: numberOrNull(fields["longest_wait_seconds"]),
    staffed: fields["staffed"] !== false,
    opensAt: textOrNull(fields["opens_at"]),
    typing: fields["typing"] === true,
  };
}

export function conversationOf(value: unknown): Conversation {
  const fields = fieldsOf(value);
  return {
    id: textOf(fields["conversation"]),
    state: stateOf(fields["state"]),
    utterances: listOf(fields["utterances"]).map(utteranceOf),
    corrections: listOf(fields["corrections"]).map(utteranceOf),
  };
}
