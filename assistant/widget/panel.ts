/** The panel's furniture: what stands around the transcript, and what it shows for each state of the conversation. */

import { ConnectionLine } from "./connection-line";
import { directionOf } from "./direction";
import { element, icon, phoneLink } from "./elements";
import { exitButton, type MenuEvents, menuOf, type MenuSettings, pageLink } from "./menu";
import { momentOf } from "./moments";
import type { State } from "./protocol";
import type { Words } from "./words";

/** Queue places are read out at most this often; they can be seen at all times. */
const BETWEEN_ANNOUNCEMENTS_MILLISECONDS = 30_000;

export interface PanelSettings extends MenuSettings {
  readonly heading: string;
  readonly phone: string;
}

export interface PanelEvents extends MenuEvents {
  onSend(): void;
  onTyping(): void;
  /** A button that speaks for the citizen. */
  onPress(words: string): void;
  onMinimise(): void;
  /** @param queued it is the queue that is left, not the conversation. */
  onEnd(queued: boolean): void;
}

type Press = () => void;

function button(words: string, className: string, onclick: Press, drawn?: Node): HTMLButtonElement {
  return element("button", { type: "button", class: className, onclick }, drawn ? [drawn, words] : [words]);
}

export class Panel {
  readonly root: HTMLElement;
  readonly field: HTMLTextAreaElement;
  readonly problem = element("p", { id: "problem", class: "problem", role: "alert" });
  readonly connection: ConnectionLine;
  readonly menuButton: HTMLButtonElement;
  readonly exitBar: HTMLElement;
  private readonly holder = element("p", { class: "holder" });
  private readonly who = element("span", { class: "whom" });
  private readonly notice = element("p", { id: "notice", class: "with" });
  private readonly typing = element("p", { class: "typing", role: "status" });
  private readonly queue = element("div", { class: "queue" });
  private readonly place = element("p", { role: "status" });
  private readonly over = element("div", { class: "over", role: "status" });
  private readonly ended = element("div", { class: "ended", hidden: true });
  private readonly confirm = element("div", { class: "confirm", role: "group", hidden: true });
  private readonly menu: HTMLElement;
  private readonly tools: HTMLElement;
  private readonly person: HTMLButtonElement;
  private readonly composer: HTMLFormElement;
  private announcedAt = -Infinity;
  private asker: HTMLElement | null = null;

  constructor(
    private readonly words: Words,
    private readonly settings: PanelSettings,
    private readonly events: PanelEvents,
    middle: readonly HTMLElement[],
  ) {
    this.connection = new ConnectionLine(words);
    this.field = this.fieldOf();
    this.menu = menuOf(words, settings, events);
    this.menuButton = element("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": "menu", onclick: () => { this.showMenu(this.menuButton.getAttribute("aria-expanded") !== "true"); } }, [icon("more"), words.menu]);
    this.person = button(words.person, "person", () => { events.onPress(words.person); }, icon("person"));
    this.tools = element("div", { class: "tools" }, [this.person, button(words.end, "quiet", () => { this.ask(); })]);
    this.exitBar = element("div", { class: "exit", hidden: true }, [exitButton(words, events), element("span", { class: "hint" }, [words.quickExitHint])]);
    this.composer = this.composerOf();
    this.root = element("section", { id: "panel", class: "panel", lang: words.lang, dir: directionOf(words.lang), "aria-label": words.panel(settings.heading), hidden: true }, [
      this.headerOf(), this.menu, this.connection.element, this.queue, this.exitBar,
      element("div", { class: "middle" }, middle), this.typing, this.over, this.ended, this.composer,
    ]);
    this.queue.append(icon("clock"), this.place, button(words.callBack, "quiet", () => { events.onPress(words.callBack); }), button(words.leaveQueue, "quiet", () => { this.ask(true); }));
    this.root.addEventListener("keydown", (event) => { this.onKey(event); });
  }

  /** What was written, and what stood in view, stays; so does the focus, if it stood in the field. */
  takePlaceOf(before: Panel, open: boolean): void {
    const writing = before.focused() === before.field;
    before.root.replaceWith(this.root);
    this.root.style.animation = "none"; // it stands there already
    this.root.hidden = !open;
    this.exitBar.hidden = before.exitBar.hidden;
    this.field.value = before.field.value;
    this.fitField();
    if (writing) this.field.focus();
  }

  show(state: State): void {
    const queued = state.holder === "queue" && !state.closed;
    this.holder.replaceChildren(icon(state.holder === "agent" ? "person" : state.holder === "queue" ? "clock" : "spark"), this.holderOf(state));
    this.who.textContent = `${this.noticeOf(state)} `;
    this.root.dataset["holder"] = state.closed ? "nobody" : state.holder;
    this.person.hidden = state.holder === "agent" || queued;
    this.showTyping(state);
    this.showQueue(queued ? state : null);
  }

  private showTyping({ typing, holder, agentName }: State): void {
    const who = holder === "agent" ? agentName ?? this.words.agent : this.words.assistant;
    const said = typing ? this.words.typing(who) : "";
    if (this.typing.textContent === said) return;
    const dots = element("span", { class: "dots", "aria-hidden": "true" }, [element("i"), element("i"), element("i")]);
    this.typing.replaceChildren(...(typing ? [said, dots] : []));
  }

  /** Puts `end`, what there is to do when it is over, where the field was. Focus follows only if it stood in what goes away. */
  showEnded(end: readonly (Node | string)[]): void {
    const title = element("h3", { tabindex: "-1" }, [this.words.ended]);
    const within = this.composer.contains(this.focused()) || this.confirm.contains(this.focused()) || this.queue.contains(this.focused());
    this.over.setAttribute("aria-live", within ? "off" : "polite");
    this.over.replaceChildren(title);
    this.ended.replaceChildren(...end);
    this.ended.hidden = false;
    this.composer.hidden = true;
    this.showQueue(null);
    if (within) title.focus();
  }

  /** The words of a problem and a number to ring, tied to the field when they are about what stands there. */
  showProblem(words: string, phone = "", aboutField = false): void {
    this.field.toggleAttribute("aria-invalid", aboutField);
    this.problem.replaceChildren(words, ...(phone ? [" ", element("span", {}, [this.words.orRing]), " ", phoneLink(phone)] : []));
  }

  addToProblem(action: string, press: Press): void {
    this.problem.append(" ", button(action, "again", press));
  }

  clearProblem(): void {
    this.field.removeAttribute("aria-invalid");
    if (this.problem.hasChildNodes()) this.problem.replaceChildren();
  }

  showMenu(open: boolean): void {
    this.menu.hidden = !open;
    this.menuButton.setAttribute("aria-expanded", String(open));
  }

  /** As tall as its text, within the limits of the style, and running its way; empty, the way of what it asks for. */
  fitField(): void {
    this.field.dir = this.field.value ? "auto" : directionOf(this.words.lang);
    this.field.style.blockSize = "auto";
    this.field.style.blockSize = `${this.field.scrollHeight + 2}px`;
  }

  private focused(): Element | null {
    const root = this.root.getRootNode();
    return root instanceof ShadowRoot ? root.activeElement : null;
  }

  private holderOf(state: State): string {
    const { words } = this;
    if (state.closed) return words.finished;
    if (state.holder === "queue") return words.waiting;
    if (state.holder !== "agent") return words.assistant;
    return state.agentName ? words.agentNamed(state.agentName) : words.agent;
  }

  private noticeOf(state: State): string {
    if (state.holder === "queue") return this.words.inQueue;
    return state.holder === "agent" ? this.words.withAgent(state.agentName) : this.words.withAssistant;
  }

  private showQueue(state: State | null): void {
    this.queue.toggleAttribute("data-waiting", state !== null);
    const said = state === null ? "" : this.waitOf(state);
    if (this.queue.dataset["said"] === said) return;
    this.queue.dataset["said"] = said;
    this.place.setAttribute("aria-live", this.mayAnnounce() ? "polite" : "off");
    this.place.replaceChildren(said, ...(state?.staffed === false ? [" ", phoneLink(this.settings.phone)] : []));
  }

  private waitOf(state: State): string {
    if (state.staffed) return this.words.queue(state);
    return state.opensAt === null ? this.words.unstaffed : this.words.closedUntil(momentOf(state.opensAt, this.words));
  }

  private leave(queued: boolean): void {
    if (queued) this.answerNo();
    this.events.onEnd(queued);
  }

  private mayAnnounce(): boolean {
    const now = performance.now();
    if (now - this.announcedAt < BETWEEN_ANNOUNCEMENTS_MILLISECONDS) return false;
    this.announcedAt = now;
    return true;
  }

  /** Asks once before the conversation is ended; Esc is no. */
  private ask(queued = false): void {
    const { words } = this;
    this.asker = this.focused() instanceof HTMLElement ? this.focused() as HTMLElement : null;
    const question = element("p", { id: "question", tabindex: "-1" }, [queued ? words.leaveQueueAsk : words.endAsk]);
    this.confirm.setAttribute("aria-labelledby", "question");
    this.confirm.replaceChildren(
      question,
      button(queued ? words.leaveQueueYes : words.endYes, "danger", () => { this.leave(queued); }),
      button(queued ? words.leaveQueueNo : words.endNo, "secondary", () => { this.answerNo(); }),
    );
    this.confirm.hidden = false;
    this.tools.hidden = true;
    question.focus();
  }

  private answerNo(): void {
    this.confirm.hidden = true;
    this.tools.hidden = false;
    (this.asker ?? this.field).focus();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (!this.menu.hidden) {
      this.showMenu(false);
      this.menuButton.focus();
    } else if (!this.confirm.hidden) this.answerNo();
    else this.events.onMinimise();
  }

  private headerOf(): HTMLElement {
    const { words, settings } = this;
    return element("header", {}, [
      element("div", { class: "who" }, [element("h2", {}, [settings.heading]), this.holder]),
      this.menuButton,
      button(words.minimise, "plain", () => { this.events.onMinimise(); }, icon("down")),
    ]);
  }

  private fieldOf(): HTMLTextAreaElement {
    const field = element("textarea", { id: "field", rows: "1", placeholder: this.words.placeholder, "aria-describedby": "notice problem", enterkeyhint: "send", dir: directionOf(this.words.lang), autocomplete: "off" });
    field.addEventListener("input", () => {
      this.fitField();
      this.events.onTyping();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.events.onSend();
    });
    return field;
  }

  private composerOf(): HTMLFormElement {
    const { words, settings } = this;
    this.notice.append(this.who, `${words.noIdentityNumber} `, ...(settings.privacyUrl ? [pageLink(words.privacy, settings.privacyUrl, words)] : []));
    const send = element("button", { type: "submit", class: "send" }, [element("span", {}, [words.send]), icon("send")]);
    const form = element("form", { class: "composer", novalidate: true }, [
      this.problem, this.confirm,
      element("div", { class: "around" }, [this.notice, this.tools]),
      element("label", { for: "field", class: "unseen" }, [words.field]),
      element("div", { class: "writing" }, [this.field, send]),
    ]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.events.onSend();
    });
    return form;
  }
}
