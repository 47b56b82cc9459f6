/** Which way a language is written. */

/** Of the languages that answers are in. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar", "fa"]);

/** What stands beside `lang`: on a page in Arabic the widget's own Swedish or English would else be turned round. */
export function directionOf(lang: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(lang) ? "rtl" : "ltr";
}
