import assert from "node:assert/strict";
import { test } from "node:test";

import { newId } from "../conversation";
import { pauseBefore } from "../pause";
import { momentOf } from "../moments";
import { LANGS, type State } from "../protocol";
import { NAMES, wordsFor, wordsIn } from "../words";

const QUEUED: State = { holder: "queue", lang: "sv", closed: false, agentName: null, place: 2, expectedWaitSeconds: 180, leastWaitSeconds: 90, longestWaitSeconds: 270, staffed: true, opensAt: null, typing: false };

test("the queue tells the place and an honest range of the wait", () => {
  const { queue } = wordsIn("sv");
  assert.equal(queue(QUEUED), "Du är nummer 2 i kön. Just nu är väntan troligen 1–5 minuter.");
  assert.equal(queue({ ...QUEUED, leastWaitSeconds: 0, longestWaitSeconds: 30 }), "Du är nummer 2 i kön. Just nu är väntan troligen högst 1 minut.");
  assert.equal(queue({ ...QUEUED, expectedWaitSeconds: null }), "Du är nummer 2 i kön. Vi vet inte hur lång väntan blir.");
  assert.equal(wordsIn("en").queue(QUEUED), "You are number 2 in the queue. Right now the wait is probably 1–5 minutes.");
});

test("no word is the same in two languages by mistake", () => {
  const same = LANGS.flatMap((lang, place) => LANGS.slice(place + 1).flatMap((other) => {
    const others = Object.values(wordsIn(other));
    return Object.values(wordsIn(lang)).filter((word) => typeof word === "string" && others.includes(word)).map((word) => `${lang} ${other} ${String(word)}`);
  }));
  assert.deepEqual(same, ["sv en Information"]);
});

test("in every language the queue tells its place and the wait, and a number is never lost", () => {
  for (const lang of LANGS) {
    const { queue, unread, tooLong, agentNamed } = wordsIn(lang);
    assert.match(queue({ ...QUEUED, place: 7, expectedWaitSeconds: 540, longestWaitSeconds: 540 }), /7.*9/u, lang);
    assert.match(queue({ ...QUEUED, place: 7, expectedWaitSeconds: null }), /7/u, lang);
    assert.notEqual(queue({ ...QUEUED, place: null }), queue(QUEUED));
    assert.match(unread(14), /14/u, lang);
    assert.match(tooLong(4321, 4000), /4321.*4000/u, lang);
    assert.match(agentNamed("Anna"), /Anna/u, lang);
  }
});

test("one, two, few and many have their own forms where a language has them", () => {
  assert.deepEqual([1, 2, 5, 11].map((count) => wordsIn("uk").unread(count)), ["1 нова відповідь", "2 нові відповіді", "5 нових відповідей", "11 нових відповідей"]);
  assert.deepEqual([1, 2, 3, 11].map((count) => wordsIn("ar").unread(count)), ["رد جديد واحد", "ردان جديدان", "3 ردود جديدة", "11 ردًا جديدًا"]);
});

test("a page in a language we lack is met in Swedish, a conversation in one in English", () => {
  assert.deepEqual(["sv", "sv-simple", "en-GB", "ar", "FI", "de", ""].map((lang) => wordsIn(lang).lang), ["sv", "sv", "en", "ar", "fi", "sv", "sv"]);
  assert.deepEqual(["sv-simple", "uk", "tr", "so"].map((lang) => wordsFor(lang).lang), ["sv", "uk", "en", "so"]);
  assert.deepEqual(Object.keys(NAMES).sort(), [...LANGS].sort());
});

test("a moment is told in the reader's language, with the digits and the calendar of the texts beside it", () => {
  for (const lang of LANGS) assert.match(momentOf("2026-12-01T07:00:00Z", wordsIn(lang)), /1.*08[.:]00/u, lang);
});

test("pauses grow to thirty seconds and no two citizens need keep step", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 60].map((attempt) => pauseBefore(attempt, () => 1)), [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  assert.equal(pauseBefore(60, () => 0), 15000);
});

test("an id is a UUID of version 4 and no other's", () => {
  const ids = Array.from({ length: 100 }, newId);
  assert.ok(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
  assert.equal(new Set(ids).size, 100);
});
