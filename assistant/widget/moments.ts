/** Moments as the reader writes them. */

import type { Lang } from "./protocol";
import type { Words } from "./words";

/** Digits and months as on the pages of answers: Arabic and Persian ones would differ from the telephone numbers beside them. */
const LOCALES: Readonly<Record<Lang, string>> = {
  sv: "sv-SE", en: "en-GB", ar: "ar-u-ca-gregory-nu-latn", fa: "fa-u-ca-gregory-nu-latn", fi: "fi-FI", so: "so", uk: "uk-UA",
};

/** Opening hours, here and on the pages, are told by 24 hours in every language. */
const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

function localeOf(words: Words): string {
  return LOCALES[words.lang];
}

/** Hours and minutes where the reader is; with the day when it is not today. */
export function timeOf(at: string, words: Words): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return "";
  const today = then.toDateString() === new Date().toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(localeOf(words), { ...day, ...CLOCK }).format(then);
}

/** A moment to come: its weekday and time where the contact centre is, whatever clock the reader has. */
export function momentOf(at: string, words: Words): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return "";
  const parts: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", ...CLOCK };
  return new Intl.DateTimeFormat(localeOf(words), { ...parts, timeZone: "Europe/Stockholm" }).format(then);
}
