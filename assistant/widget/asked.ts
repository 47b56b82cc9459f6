/** Which of the next questions have not been asked yet. */

/** Letters with their marks and digits alone: as the server compares a question with the titles of its answers. */
function keyOf(question: string): string {
  return question.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "");
}

/** `offered` without what the citizen has `said` already. */
export function unasked(offered: readonly string[], said: readonly string[]): readonly string[] {
  const asked = new Set(said.map(keyOf));
  return offered.filter((question) => !asked.has(keyOf(question)));
}
