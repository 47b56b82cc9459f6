/** What the menu of the panel holds: the other languages, the pages about the chat, the quick exit. */

import { directionOf } from "./direction";
import { element, icon } from "./elements";
import { type Lang, LANGS } from "./protocol";
import { NAMES, type Words } from "./words";

export interface MenuSettings {
  readonly privacyUrl: string;
  readonly accessibilityUrl: string;
}

export interface MenuEvents {
  onQuickExit(): void;
  onLanguage(lang: Lang): void;
}

export function menuOf(words: Words, { privacyUrl, accessibilityUrl }: MenuSettings, events: MenuEvents): HTMLElement {
  const links = [[words.privacy, privacyUrl], [words.accessibility, accessibilityUrl]] as const;
  return element("div", { id: "menu", class: "menu", hidden: true }, [
    ...languagesOf(words, events),
    ...links.filter(([, href]) => href !== "").map(([text, href]) => pageLink(text, href, words)),
    exitButton(words, events),
    element("p", { class: "hint" }, [words.quickExitHint]),
  ]);
}

/** Each by its own name, so that whoever reads it finds it whatever language the menu is in. */
function languagesOf(words: Words, events: MenuEvents): HTMLElement[] {
  const others = LANGS.filter((lang) => lang !== words.lang).map((lang) =>
    element("button", { type: "button", lang, dir: directionOf(lang), onclick: () => { events.onLanguage(lang); } }, [NAMES[lang]]));
  return [
    element("p", { id: "languages", class: "hint" }, [words.language]),
    element("div", { class: "languages", role: "group", "aria-labelledby": "languages" }, others),
  ];
}

export function pageLink(text: string, href: string, words: Words): HTMLElement {
  return element("a", { href, target: "_blank", rel: "noopener" }, [text, element("span", { class: "unseen" }, [` (${words.newTab})`])]);
}

export function exitButton(words: Words, events: Pick<MenuEvents, "onQuickExit">): HTMLButtonElement {
  return element("button", { type: "button", class: "quick-exit", onclick: () => { events.onQuickExit(); } }, [icon("exit"), words.quickExit]);
}
