/** The line that says how the connection is, when there is something to say. */

import { element } from "./elements";
import type { Words } from "./words";

/** A stream that is back within this time was never worth a word. */
const GRACE_MILLISECONDS = 1500;
const RESTORED_SHOWN_MILLISECONDS = 6000;

export class ConnectionLine {
  readonly element = element("p", { class: "connection", role: "status" });
  private timer = 0;

  constructor(private readonly words: Words) {}

  opening(): void {
    this.say(this.words.opening);
  }

  lost(): void {
    this.later(this.words.reconnecting, GRACE_MILLISECONDS);
  }

  restored(): void {
    clearTimeout(this.timer);
    if (this.element.textContent === "") return;
    this.say(this.words.restored);
    this.later("", RESTORED_SHOWN_MILLISECONDS);
  }

  clear(): void {
    this.say("");
  }

  private say(said: string): void {
    clearTimeout(this.timer);
    this.element.textContent = said;
  }

  private later(said: string, after: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => { this.say(said); }, after);
  }
}
