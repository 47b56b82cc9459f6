/** What stands in the panel when something went wrong, or a conversation is over. */

import { Problem } from "./client";
import { element, phoneLink } from "./elements";
import { type Asking, surveyForm } from "./survey";
import type { Words } from "./words";

export interface Ending {
  /** Why it could not go on; null where it was simply ended. */
  readonly problem: Problem | null;
  /** Null where there is nothing to ask about, or nobody to send it to. */
  readonly asking: Pick<Asking, "metPerson" | "send"> | null;
  readonly phone: string;
  readonly onStartNew: () => void;
}

/** The server's own words if it gave any; `otherwise` where it was not reached. */
export function whyIn(words: Words, error: unknown, otherwise: string): string {
  if (!(error instanceof Problem)) return otherwise;
  if (error.detail) return error.detail;
  if (error.status === 429) return words.tooMany;
  return error.status === 0 ? otherwise : words.unexpected;
}

export function endingOf(words: Words, { problem, asking, phone, onStartNew }: Ending): HTMLElement[] {
  const why = (error: unknown): string => whyIn(words, error, words.unexpected);
  return [
    ...(problem ? [element("p", {}, [problem.detail || words.lapsed])] : []),
    // Before the questions: whoever wants to go on shall not have to look for it below them.
    element("button", { type: "button", class: "primary", onclick: () => { onStartNew(); } }, [words.startNew]),
    ...(asking ? [surveyForm(words, { ...asking, why })] : []),
    element("p", { class: "hint" }, [`${words.orRing} `, phoneLink(phone)]),
  ];
}
