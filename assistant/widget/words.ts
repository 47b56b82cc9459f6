/** All words of the widget itself. What is said in the conversation comes from the server. */

import { LANGS, type Lang } from "./protocol";
import type { Words } from "./wording";
import { ar } from "./words-ar";
import { en } from "./words-en";
import { fa } from "./words-fa";
import { fi } from "./words-fi";
import { so } from "./words-so";
import { sv } from "./words-sv";
import { uk } from "./words-uk";

export type { Words } from "./wording";

const WORDS: Readonly<Record<Lang, Words>> = { sv, en, ar, fa, fi, so, uk };

/** What each language calls itself. */
export const NAMES: Readonly<Record<Lang, string>> = {
  sv: "Svenska", en: "English", ar: "العربية", fa: "فارسی", fi: "Suomi", so: "Soomaali", uk: "Українська",
};

function primary(lang: string): string {
  return lang.toLowerCase().split("-")[0] ?? "";
}

function ours(lang: string): Words | null {
  const known = LANGS.find((one) => one === primary(lang));
  return known ? WORDS[known] : null;
}

/** On a page in `lang`: Swedish where that is unknown, as most of the municipality's pages are. */
export function wordsIn(lang: string): Words {
  return ours(lang) ?? sv;
}

/** In a conversation in `lang`: English where we have no words in it, since whoever has asked for another language has asked for no Swedish. */
export function wordsFor(lang: string): Words {
  return ours(lang) ?? en;
}
