import assert from "node:assert/strict";
import { test } from "node:test";

import { newId } from "../conversation";
import { pauseBefore } from "../pause";
import type { State } from "../protocol";
import { wordsIn } from "../words";

const QUEUED: State = { holder: "queue", closed: false, agentName: null, place: 2, expectedWaitSeconds: 180, leastWaitSeconds: 90, longestWaitSeconds: 270, staffed: true, opensAt: null, typing: false };

test("the queue tells the place and an honest range of the wait", () => {
  const { queue } = wordsIn("sv");
  assert.equal(queue(QUEUED), "Du är nummer 2 i kön. Just nu är väntan troligen 1–5 minuter.");
  assert.equal(queue({ ...QUEUED, leastWaitSeconds: 0, longestWaitSeconds: 30 }), "Du är nummer 2 i kön. Just nu är väntan troligen högst 1 minut.");
  assert.equal(queue({ ...QUEUED, expectedWaitSeconds: null }), "Du är nummer 2 i kön. Vi vet inte hur lång väntan blir.");
  assert.equal(wordsIn("en").queue(QUEUED), "You are number 2 in the queue. Right now the wait is probably 1–5 minutes.");
});

test("no word is the same in both languages by mistake", () => {
  const [sv, en] = [wordsIn("sv"), wordsIn("en-GB")];
  const same = Object.entries(sv).filter(([key, value]) => typeof value === "string" && value === (en as unknown as Record<string, unknown>)[key]);
  assert.deepEqual(same.map(([key]) => key), ["notice"]);
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
