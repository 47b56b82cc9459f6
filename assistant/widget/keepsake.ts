/**
 * What the browser remembers while its tab lives: the key, whether the panel is open and its language. Never a word of what
 * was said (C-12, C-13). Nothing is written before the citizen opens the panel.
 */

import type { Key } from "./client";
import { fieldsOf, type Lang, LANGS, textOf } from "./protocol";

const NAME = "kontakt.conversation";

export interface Keepsake extends Key {
  readonly open: boolean;
  readonly lang: Lang;
}

export function keep(keepsake: Keepsake): void {
  try {
    const { conversation, token, open, lang } = keepsake;
    sessionStorage.setItem(NAME, JSON.stringify({ conversation, token, open, lang }));
  } catch {
    // Storage is off or full: the conversation works, but does not survive a reload.
  }
}

export function kept(): Keepsake | null {
  try {
    const text = sessionStorage.getItem(NAME);
    if (text === null) return null;
    const { conversation, token, open, lang } = fieldsOf(JSON.parse(text));
    return { conversation: textOf(conversation), token: textOf(token), open: open === true, lang: LANGS.find((one) => one === lang) ?? "sv" };
  } catch {
    return null;
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // Storage is off: there is nothing to forget.
  }
}
