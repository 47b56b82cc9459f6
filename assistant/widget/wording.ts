/** The words that the widget must have in every language it speaks, and what they are made with. */

import type { Lang, State } from "./protocol";

/** Words for 1 to 5. */
type Grades = readonly [string, string, string, string, string];

export interface Words {
  readonly lang: Lang;
  readonly launcher: string;
  readonly unread: (count: number) => string;
  readonly panel: (heading: string) => string;
  readonly menu: string;
  readonly minimise: string;
  /** What stands over the names of the other languages. */
  readonly language: string;
  readonly privacy: string;
  readonly accessibility: string;
  readonly quickExit: string;
  readonly quickExitHint: string;
  readonly end: string;
  readonly endAsk: string;
  readonly endYes: string;
  readonly endNo: string;
  /** The server knows it by these words, in the queue too. */
  readonly callBack: string;
  readonly leaveQueue: string;
  readonly leaveQueueAsk: string;
  readonly leaveQueueYes: string;
  readonly leaveQueueNo: string;
  readonly assistant: string;
  readonly agent: string;
  readonly agentNamed: (name: string) => string;
  readonly you: string;
  readonly notice: string;
  readonly waiting: string;
  readonly finished: string;
  readonly withAssistant: string;
  readonly withAgent: (name: string | null) => string;
  readonly inQueue: string;
  readonly noIdentityNumber: string;
  readonly log: string;
  readonly newer: string;
  readonly typing: (who: string) => string;
  /** Beside the time of an utterance whose words an agent has changed. */
  readonly corrected: (time: string) => string;
  readonly replies: string;
  readonly person: string;
  readonly field: string;
  readonly placeholder: string;
  readonly send: string;
  readonly sending: string;
  readonly unsent: string;
  readonly newTab: string;
  readonly sources: string;
  readonly queue: (state: State) => string;
  readonly unstaffed: string;
  readonly closedUntil: (moment: string) => string;
  readonly orRing: string;
  readonly reconnecting: string;
  readonly restored: string;
  readonly opening: string;
  readonly openingFailed: string;
  readonly tryAgain: string;
  readonly notReached: string;
  readonly tooMany: string;
  readonly unexpected: string;
  readonly empty: string;
  readonly tooLong: (length: number, limit: number) => string;
  readonly lapsed: string;
  readonly ended: string;
  readonly survey: string;
  readonly resolved: string;
  readonly yes: string;
  readonly no: string;
  readonly treatment: string;
  readonly treatments: Grades;
  readonly satisfaction: string;
  readonly satisfactions: Grades;
  readonly comment: string;
  readonly commentHint: string;
  readonly sendSurvey: string;
  readonly surveyEmpty: string;
  readonly thanks: string;
  readonly startNew: string;
}

/** The wait as it is told: "2–5", or with `atMost` before it; `most` whole minutes. Null where nobody knows. */
export function waitOf({ expectedWaitSeconds, leastWaitSeconds, longestWaitSeconds }: State, atMost: string): { count: string; most: number } | null {
  if (expectedWaitSeconds === null) return null;
  const least = Math.floor((leastWaitSeconds ?? expectedWaitSeconds) / 60);
  const most = Math.max(1, Math.ceil((longestWaitSeconds ?? expectedWaitSeconds) / 60));
  return { count: least === 0 || least === most ? `${atMost} ${most}` : `${least}–${most}`, most };
}

/** The form that goes with a number in a language whose numbers have several. What is not named is as `other`. */
export function counted(lang: Lang, count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }): string {
  return forms[new Intl.PluralRules(lang).select(count)] ?? forms.other;
}
