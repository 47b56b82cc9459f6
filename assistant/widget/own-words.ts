/** What the citizen is about to say, looked at before it is sent. */

import type { Words } from "./words";

/** The protocol's limit for one utterance. */
const LIMIT_CHARACTERS = 4000;

/** Words about what keeps `text` from being sent; empty where nothing does. */
export function faultIn(text: string, words: Words): string {
  if (text.length === 0) return words.empty;
  return text.length > LIMIT_CHARACTERS ? words.tooLong(text.length, LIMIT_CHARACTERS) : "";
}
