/** The conversation as it stands on the page: each utterance once, in the order of the record. */

import { unasked } from "./asked";
import { element, icon } from "./elements";
import { timeOf } from "./moments";
import type { FirstHelp, Utterance } from "./protocol";
import { linkedText, safeHtml } from "./safe-html";
import { sourcesOf } from "./sources";
import type { Words } from "./words";

/** Within so many pixels of the end a reader is taken to follow along. */
const NEAR_PIXELS = 60;
/** Long enough for a browser to tell assistive technology what was inserted, while the log is not live. */
const QUIET_MILLISECONDS = 300;

type Fate = "sending" | "unsent" | "recorded";

interface Shown {
  readonly element: HTMLElement;
  /** Infinity until the record has given it a number: it stands last. */
  seq: number;
  text: string;
  fate: Fate;
  utterance: Utterance | null;
  /** What helps at once while the words cannot be received. */
  help?: HTMLElement;
}

export interface TranscriptEvents {
  onReply(text: string): void;
  onAgain(id: string, text: string): void;
}

export class Transcript {
  readonly replies = element("div", { class: "replies", role: "group", hidden: true });
  private readonly log = element("div", { class: "log", role: "log" });
  /** What scrolls: all that was said, and under the last of it the buttons, which then take no room from it. */
  readonly view = element("div", { class: "view", role: "group", tabindex: "0" }, [this.log, this.replies]);
  readonly newer = element("button", { type: "button", class: "newer", hidden: true, onclick: () => { this.toEnd(); } });
  private readonly shown = new Map<string, Shown>();
  /** The reader stands at the end: what comes is brought into view. */
  private follows = true;

  constructor(
    private words: Words,
    /** The server's address, without a slash at the end. */
    private readonly base: string,
    private readonly events: TranscriptEvents,
  ) {
    this.view.addEventListener("scroll", () => { this.scrolled(); }, { passive: true });
    // The view becomes lower when a banner comes or the field grows: the last words stay in view.
    new ResizeObserver(() => { if (this.follows && this.scroller === this.view) this.toEnd(); }).observe(this.view);
    this.label();
  }

  /** The citizen has said something that is in the record. */
  get spokenTo(): boolean {
    return [...this.shown.values()].some(({ utterance, fate }) => fate === "recorded" && (utterance?.speaker ?? "citizen") === "citizen");
  }

  /** A person has answered. */
  get agentSpoke(): boolean {
    return [...this.shown.values()].some(({ utterance }) => utterance?.speaker === "agent");
  }

  /** Everything the widget itself says, in other words; nothing is announced. */
  speak(words: Words): void {
    this.words = words;
    this.label();
    void this.quietly(() => {
      for (const [id, one] of this.shown) this.draw(id, one);
    });
  }

  /** What was said before this page was loaded. It is not news, so nothing is announced. Resolves when news may come. */
  async addHistory(utterances: readonly Utterance[]): Promise<void> {
    const live = this.quietly(() => {
      for (const utterance of utterances) this.place(utterance);
    });
    this.offerReplies();
    this.toEnd();
    await live;
  }

  add(utterance: Utterance): void {
    const { follows } = this;
    const one = this.place(utterance);
    this.offerReplies();
    if (follows) this.bringIntoView(one.element);
    else if (utterance.speaker !== "citizen") this.newer.hidden = false;
  }

  /** Words that hold now in the place of those shown; nothing moves when they are as they were. */
  correct(utterance: Utterance): void {
    const before = this.shown.get(utterance.id)?.utterance;
    if (before && before.correctedAt !== utterance.correctedAt) this.place(utterance);
  }

  /** The citizen's own words, at once. */
  addOwn(id: string, text: string): void {
    const own = element("article", { class: "utterance citizen", lang: this.words.lang, "aria-live": "off" });
    const one: Shown = { element: own, seq: Infinity, text, fate: "sending", utterance: null };
    this.shown.set(id, one);
    this.draw(id, one);
    this.log.append(own);
    this.offerReplies();
    if (this.scroller === this.view) this.toEnd();
    else this.bringIntoView(own);
  }

  /** `text` is what was recorded: numbers may be masked. */
  recorded(id: string, seq: number, text: string): void {
    const one = this.shown.get(id);
    if (!one) return;
    one.help?.remove();
    Object.assign(one, { seq, text, fate: "recorded" });
    this.draw(id, one);
  }

  /** Numbers under the citizen's words that could not be received, until the record answers them. */
  help(id: string, { html, lang }: FirstHelp): void {
    const one = this.shown.get(id);
    if (!one || one.fate === "recorded" || one.help) return;
    one.help = element("article", { class: "utterance assistant", lang, role: "alert" }, safeHtml(html, this.base, this.words));
    one.element.after(one.help);
    if (this.follows) this.toEnd();
  }

  failed(id: string): void {
    this.settle(id, "unsent");
  }

  sendingAgain(id: string): void {
    this.settle(id, "sending");
  }

  toEnd(): void {
    this.follows = true;
    // At once: a long glide would pass for the reader's own scrolling, and be cut short when the view becomes lower.
    this.scroller.style.scrollBehavior = "auto";
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.scroller.style.removeProperty("scroll-behavior");
    this.newer.hidden = true;
  }

  /** Where the reader stands survives a `move` of the transcript into another panel, which by itself scrolls it to its top. */
  keepPlace(move: () => void): void {
    const { follows } = this;
    const { scrollTop } = this.scroller;
    move();
    if (follows) this.toEnd();
    else this.scroller.scrollTop = scrollTop;
  }

  private settle(id: string, fate: Fate): void {
    const one = this.shown.get(id);
    if (!one || one.fate === "recorded") return;
    one.fate = fate;
    this.draw(id, one);
    if (this.follows) this.toEnd();
  }

  private label(): void {
    for (const one of [this.view, this.log]) one.setAttribute("aria-label", this.words.log);
    this.replies.setAttribute("aria-label", this.words.replies);
    this.newer.replaceChildren(icon("down"), this.words.newer);
  }

  private async quietly(act: () => void): Promise<void> {
    this.log.setAttribute("aria-live", "off");
    this.log.setAttribute("aria-busy", "true");
    act();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MILLISECONDS));
    this.log.removeAttribute("aria-live");
    this.log.removeAttribute("aria-busy");
  }

  private place(utterance: Utterance): Shown {
    const known = this.shown.get(utterance.id);
    const one: Shown = known ?? { element: element("article"), seq: 0, text: "", fate: "recorded", utterance };
    Object.assign(one, { seq: utterance.seq, text: utterance.text, fate: "recorded", utterance });
    one.element.className = `utterance ${utterance.speaker}`;
    one.element.lang = utterance.lang;
    one.element.dataset["seq"] = String(utterance.seq);
    this.shown.set(utterance.id, one);
    this.draw(utterance.id, one);
    const after = this.firstAfter(one);
    if (!known) this.log.insertBefore(one.element, after);
    // Moving an element would announce it again; its neighbours are moved only if it stands wrong.
    else if (after !== one.element.nextElementSibling) this.log.insertBefore(one.element, after);
    return one;
  }

  private firstAfter(one: Shown): Element | null {
    const later = [...this.shown.values()].filter((other) => other !== one && other.seq > one.seq);
    return [...this.log.children].find((child) => later.some((other) => other.element === child)) ?? null;
  }

  /** Buttons for the last utterance only, and none while the citizen's own words are on their way. */
  private offerReplies(): void {
    const last = [...this.shown.values()].filter(({ fate }) => fate !== "unsent").reduce<Shown | null>((a, b) => (a && a.seq > b.seq ? a : b), null);
    // The way to a person stands below at all times: once is enough.
    const texts = this.offeredBy(last?.utterance ?? null).filter((text) => text !== this.words.person);
    this.replies.lang = last?.utterance?.lang ?? this.words.lang;
    this.replies.replaceChildren(
      ...texts.map((text) => element("button", { type: "button", class: "reply", dir: "auto", onclick: () => { this.events.onReply(text); } }, [text])),
    );
    this.replies.hidden = texts.length === 0;
  }

  /** Next questions once; what else is offered, a yes or a no, as often as it is. */
  private offeredBy(utterance: Utterance | null): readonly string[] {
    if (utterance === null) return [];
    if (utterance.article === null) return utterance.quickReplies;
    const own = [...this.shown.values()].filter((one) => (one.utterance?.speaker ?? "citizen") === "citizen");
    return unasked(utterance.quickReplies, own.map(({ text }) => text));
  }

  private scrolled(): void {
    this.follows = this.nearEnd();
    if (this.follows) this.newer.hidden = true;
  }

  private nearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.view;
    return scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
  }

  /** In a low window the whole panel scrolls, under its heading. */
  private get scroller(): HTMLElement {
    const panel = this.view.closest<HTMLElement>(".panel");
    return panel && getComputedStyle(this.view).overflowY === "visible" ? panel : this.view;
  }

  /** A long answer is read from its beginning. */
  private bringIntoView(one: HTMLElement): void {
    const { scroller, view } = this;
    const margin = scroller === view ? 12 : 60;
    const start = one.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop - margin;
    this.follows = scroller !== view || start + view.clientHeight >= view.scrollHeight;
    scroller.scrollTop = start;
    this.newer.hidden = true;
  }

  private draw(id: string, { element: drawn, text, fate, utterance }: Shown): void {
    const { words } = this;
    const content = utterance === null ? [text] : wordsOf(utterance, this.base, words);
    const parts: HTMLElement[] = [element("div", { class: "words", dir: "auto" }, content)];
    if (utterance?.sources.length) parts.push(sourcesOf(utterance, this.base, words));
    if (utterance && utterance.speaker !== "citizen") parts.unshift(element("span", { class: "portrait", "aria-hidden": "true" }, [portraitOf(utterance)]));
    if (fate === "sending") parts.push(element("p", { class: "fate", lang: words.lang }, [words.sending]));
    if (fate === "unsent") parts.push(this.unsent(id, text));
    drawn.dataset["fate"] = fate;
    drawn.replaceChildren(headOf(utterance, words), ...parts);
  }

  private unsent(id: string, text: string): HTMLElement {
    const again = element("button", { type: "button", class: "again", onclick: () => { this.events.onAgain(id, text); } }, [this.words.tryAgain]);
    return element("p", { class: "fate", lang: this.words.lang }, [`${this.words.unsent} `, again]);
  }
}

function portraitOf({ speaker, name }: Utterance): Node | string {
  if (speaker === "agent") return name ? name.slice(0, 1).toUpperCase() : icon("person");
  return icon("spark");
}

function speakerOf(utterance: Utterance | null, words: Words): string {
  switch (utterance?.speaker) {
    case "assistant": return words.assistant;
    case "agent": return utterance.name ? words.agentNamed(utterance.name) : words.agent;
    case "notice": return words.notice;
    default: return words.you;
  }
}

function headOf(utterance: Utterance | null, words: Words): HTMLElement {
  const who = element("span", { class: "speaker" }, [speakerOf(utterance, words)]);
  if (!utterance) return element("p", { class: "head", lang: words.lang }, [who]);
  const time = element("time", { datetime: utterance.at }, [timeOf(utterance.at, words)]);
  const mark = utterance.correctedAt === null ? [] : [" ", element("span", { class: "corrected" }, [words.corrected(timeOf(utterance.correctedAt, words))])];
  return element("p", { class: "head", lang: words.lang }, [who, " ", time, ...mark]);
}

function wordsOf(utterance: Utterance, base: string, words: Words): (Node | string)[] {
  if (utterance.html !== null) return safeHtml(utterance.html, base, words);
  return utterance.speaker === "citizen" ? [utterance.text] : linkedText(utterance.text, words);
}
