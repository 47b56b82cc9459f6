/**
 * `<kontakt-chat>`: a button in the corner of a page, and behind it a conversation with the municipality.
 *
 * Methods: `ask(text)` opens it and says `text` for the citizen; `leaveQuickly()` is its quick exit, for a page's own. Attributes: `base-url` (where the server is; empty for the page's own), `lang` (one of LANGS), `phone`, `heading`,
 * `privacy-url`, `accessibility-url`, `exit-url`. Colours and type: the custom properties at the top of style.ts.
 */

import { Client, type Key, Problem } from "./client";
import { Conversation, type ConversationEvents } from "./conversation";
import { endingOf, whyIn } from "./ending";
import { forget, keep, kept } from "./keepsake";
import { Launcher } from "./launcher";
import { faultIn } from "./own-words";
import { Panel, type PanelEvents } from "./panel";
import type { Lang, State, Survey, Utterance } from "./protocol";
import { type Settings, settingsOf } from "./settings";
import { dress } from "./style";
import { Transcript } from "./transcript";
import { type Words, wordsFor, wordsIn } from "./words";

export class KontaktChat extends HTMLElement {
  private words: Words = wordsIn("sv");
  private readonly launcher = new Launcher(() => { this.toggle(); });
  private panel!: Panel;
  private transcript!: Transcript;
  private conversation: Conversation | null = null;
  /** The conversation's language as last known: what the server tells is followed when it is another. */
  private spoken = "";

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    dress(root);
    const before = kept();
    this.words = wordsIn(before?.lang ?? this.lang);
    this.transcript = this.newTranscript();
    this.panel = this.newPanel();
    root.append(this.launcher.button, this.launcher.news, this.panel.root);
    this.launcher.label(this.words, this.isOpen);
    if (before) this.resume(before, before.open);
  }

  disconnectedCallback(): void { this.conversation?.stop(); }

  /** Opens the panel and says `text`, in a new conversation if there is none or it is over. For buttons on the page. */
  ask(text: string): void {
    if (!this.isOpen) this.reveal();
    if (!this.conversation) this.start();
    else if (this.conversation.isOver) this.startNew();
    this.press(text);
  }

  private client(key: Key | null = null): Client {
    return new Client(this.settings.base, key, () => this.words.lang);
  }

  private get settings(): Settings { return settingsOf(this); }

  private get isOpen(): boolean { return !this.panel.root.hidden; }

  private newTranscript(): Transcript {
    return new Transcript(this.words, this.settings.base, {
      onReply: (text) => { this.press(text); },
      onAgain: (id, text) => {
        this.panel.clearProblem();
        this.transcript.sendingAgain(id);
        this.conversation?.sayAgain({ id, text });
        this.panel.field.focus();
      },
    });
  }

  private newPanel(): Panel {
    const { view, newer } = this.transcript;
    return new Panel(this.words, this.settings, this.panelEvents(), [view, newer]);
  }

  private panelEvents(): PanelEvents {
    return {
      onSend: () => { this.sendField(); },
      onTyping: () => { this.conversation?.typing(); },
      onPress: (text) => { this.press(text); },
      onMinimise: () => { this.minimise(); },
      onEnd: (queued) => { void this.leave(queued); },
      onQuickExit: () => { this.leaveQuickly(); },
      onLanguage: (lang) => { this.changeLanguage(lang); },
    };
  }

  private toggle(): void {
    if (this.isOpen) {
      this.minimise();
      return;
    }
    this.reveal();
    if (!this.conversation) this.start();
    this.panel.field.focus();
  }

  private reveal(): void {
    this.panel.root.hidden = false;
    this.launcher.label(this.words, this.isOpen);
    this.transcript.toEnd();
    this.remember();
  }

  private minimise(): void {
    this.panel.showMenu(false);
    this.panel.root.hidden = true;
    this.launcher.label(this.words, this.isOpen);
    this.remember();
    this.launcher.button.focus();
  }

  /** Nothing is written before the citizen has opened a conversation, nor after it has ended. */
  private remember(): void {
    const key = this.conversation?.key;
    if (key) keep({ ...key, open: this.isOpen, lang: this.words.lang });
  }

  private start(): void {
    const conversation = new Conversation(this.client(), this.conversationEvents(), this.conversation?.key);
    this.conversation = conversation;
    this.begin(conversation);
  }

  private resume(key: Key, open: boolean): void {
    const conversation = new Conversation(this.client(key), this.conversationEvents());
    this.conversation = conversation;
    this.panel.root.hidden = !open;
    this.launcher.label(this.words, this.isOpen);
    this.begin(conversation);
  }

  private begin(conversation: Conversation): void {
    this.panel.connection.opening();
    this.spoken = conversation.key ? "" : this.words.lang;
    const begun = conversation.key ? conversation.resume() : conversation.open(this.words.lang);
    begun.catch((error: unknown) => { this.notOpened(conversation, error); });
  }

  private notOpened(conversation: Conversation, error: unknown): void {
    if (conversation !== this.conversation) return;
    this.panel.connection.clear();
    if (error instanceof Problem && error.final) {
      conversation.stop();
      this.over(error);
      return;
    }
    conversation.helpUnopened();
    this.panel.showProblem(whyIn(this.words, error, this.words.openingFailed), this.settings.phone);
    this.panel.addToProblem(this.words.tryAgain, () => {
      this.panel.clearProblem();
      this.panel.field.focus();
      this.begin(conversation);
    });
  }

  private conversationEvents(): ConversationEvents {
    return {
      onOpened: (utterances, resumed) => this.opened(utterances, resumed),
      onUtterance: (utterance) => { this.heard(utterance); }, onCorrection: (utterance) => { this.transcript.correct(utterance); },
      onState: (state) => { this.heardState(state); },
      onOwn: ({ id, text }) => { this.transcript.addOwn(id, text); },
      onRecorded: (id, seq, text) => {
        this.panel.clearProblem();
        this.transcript.recorded(id, seq, text);
      },
      onFirstHelp: (id, help) => { this.transcript.help(id, help); this.mind([help]); },
      onTrouble: ({ detail, phone }) => { if (detail) this.panel.showProblem(detail, phone); },
      onFailed: ({ id }, problem) => {
        this.transcript.failed(id);
        this.panel.showProblem(whyIn(this.words, problem, this.words.notReached), problem.phone || this.settings.phone);
      },
      onResent: ({ id }) => {
        this.panel.clearProblem();
        this.transcript.sendingAgain(id);
      },
      onLost: () => { this.panel.connection.lost(); },
      onRestored: () => { this.panel.connection.restored(); },
      onEnded: (problem) => { this.over(problem); },
    };
  }

  private async opened(utterances: readonly Utterance[], resumed: boolean): Promise<void> {
    this.panel.connection.clear();
    this.remember();
    this.mind(utterances);
    if (resumed) await this.transcript.addHistory(utterances);
    else for (const utterance of utterances) this.transcript.add(utterance);
  }

  /** What is said now or was said before: once it may be dangerous, the quick exit stands in view to the end (E-08). */
  private mind(utterances: readonly { readonly quickExit: boolean }[]): void {
    if (utterances.some(({ quickExit }) => quickExit)) this.panel.exitBar.hidden = false;
  }

  private heard(utterance: Utterance): void {
    this.transcript.add(utterance);
    this.mind([utterance]);
    if (this.isOpen || utterance.speaker === "citizen") return;
    this.launcher.more();
    this.launcher.label(this.words, this.isOpen);
  }

  private sendField(): void {
    const { field } = this.panel;
    const text = field.value.trim();
    const fault = faultIn(text, this.words);
    if (fault) this.panel.showProblem(fault, "", true);
    else {
      field.value = "";
      this.panel.fitField();
      this.say(text);
    }
    field.focus();
  }

  private say(text: string): void {
    // Before it is open, what stands there is why it could not be.
    if (this.conversation?.key) this.panel.clearProblem();
    this.conversation?.say(text);
  }

  /** A button that speaks: it may go away, so the focus goes to the field. */
  private press(text: string): void {
    this.say(text);
    this.panel.field.focus();
  }

  private async leave(queued: boolean): Promise<void> {
    try {
      await (queued ? this.conversation?.leaveQueue() : this.conversation?.leave());
    } catch (error) {
      this.panel.showProblem(whyIn(this.words, error, this.words.openingFailed), this.settings.phone);
    }
  }

  private over(problem: Problem | null): void {
    forget();
    const { words, conversation } = this;
    this.panel.connection.clear();
    this.panel.clearProblem();
    if (conversation) this.panel.show({ ...conversation.state, holder: "nobody", closed: true, typing: false });
    this.transcript.replies.hidden = true;
    const asked = (problem === null || problem.status === 409) && conversation && this.transcript.spokenTo;
    const asking = asked ? { metPerson: this.transcript.agentSpoke, send: (answers: Survey) => conversation.survey(answers) } : null;
    this.panel.showEnded(endingOf(words, { problem, asking, phone: this.settings.phone, onStartNew: () => { this.startNew(); } }));
    this.transcript.toEnd();
  }

  private startNew(): void {
    const open = this.isOpen;
    this.conversation?.stop();
    this.transcript = this.newTranscript();
    this.replacePanel(open);
    this.start();
    this.panel.field.focus();
  }

  private replacePanel(open: boolean): void {
    const before = this.panel;
    this.panel = this.newPanel();
    this.panel.takePlaceOf(before, open);
  }

  /** Where the conversation has passed to another language, by whatever words, the widget goes with it. */
  private heardState(state: State): void {
    const { lang } = state;
    const changed = lang !== "" && lang !== this.spoken;
    if (changed) this.spoken = lang;
    if (changed && wordsFor(lang) !== this.words) this.speak(wordsFor(lang));
    this.panel.show(state);
  }

  private speak(words: Words): void {
    const { conversation, isOpen } = this;
    this.words = words;
    this.transcript.speak(words);
    this.transcript.keepPlace(() => { this.replacePanel(isOpen); });
    this.launcher.label(words, isOpen);
    this.remember();
    if (conversation) this.panel.show(conversation.state);
    if (conversation?.state.closed) this.over(null);
  }

  private changeLanguage(lang: Lang): void {
    this.speak(wordsIn(lang));
    this.panel.menuButton.focus();
    this.conversation?.language(lang).catch((error: unknown) => { this.panel.showProblem(whyIn(this.words, error, this.words.unexpected), this.settings.phone); });
  }

  /** Away at once: the conversation is left, nothing is kept, and the back button does not lead here (E-08). */
  leaveQuickly(): void {
    this.conversation?.abandon();
    forget();
    this.hidden = true;
    location.replace(this.settings.exitUrl);
  }
}
