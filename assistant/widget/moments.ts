/** Moments as the reader writes them. */

import type { Words } from "./words";

function localeOf(words: Words): string {
  return words.lang === "sv" ? "sv-SE" : "en-GB";
}

/** Hours and minutes where the reader is; with the day when it is not today. */
export function timeOf(at: string, words: Words): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return "";
  const today = then.toDateString() === new Date().toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(localeOf(words), { ...day, hour: "2-digit", minute: "2-digit" }).format(then);
}

/** A moment to come: its weekday and time where the contact centre is, whatever clock the reader has. */
export function momentOf(at: string, words: Words): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return "";
  const parts: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(localeOf(words), { ...parts, timeZone: "Europe/Stockholm" }).format(then);
}
