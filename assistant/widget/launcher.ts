/** The button in the corner of the page, and how many answers wait behind it. */

import { directionOf } from "./direction";
import { element, icon } from "./elements";
import type { Words } from "./words";

export class Launcher {
  readonly button: HTMLButtonElement;
  /** Read out when an answer comes while the panel is not open. */
  readonly news = element("span", { class: "unseen", role: "status" });
  private unread = 0;

  constructor(onPress: () => void) {
    this.button = element("button", { type: "button", class: "launcher", "aria-expanded": "false", "aria-controls": "panel", onclick: () => { onPress(); } });
  }

  more(): void {
    this.unread++;
  }

  /** Says how things are. What is shown in an open panel is read. */
  label(words: Words, open: boolean): void {
    if (open) this.unread = 0;
    const unread = this.unread ? words.unread(this.unread) : "";
    for (const one of [this.button, this.news]) {
      one.lang = words.lang;
      one.dir = directionOf(words.lang);
    }
    this.button.setAttribute("aria-expanded", String(open));
    this.button.replaceChildren(icon("bubble"), words.launcher, ...(unread ? [element("span", { class: "badge" }, [unread])] : []));
    this.news.textContent = unread;
  }
}
