import assert from "node:assert/strict";
import { test } from "node:test";

import { unasked } from "../asked";
import { directionOf } from "../direction";
import { utteranceOf } from "../protocol";

const OFFERED = ["Vad kostar boendeparkering?", "Hur länge får bilen stå?"];

test("a next question that was asked in the same words is not offered, whatever its case and punctuation", () => {
  assert.deepEqual(unasked(OFFERED, ["vad kostar  boendeparkering"]), ["Hur länge får bilen stå?"]);
  assert.deepEqual(unasked(OFFERED, ["Hej", "Vad kostar boendeparkering?", "HUR LÄNGE FÅR BILEN STÅ!"]), []);
});

test("a question in other words leaves all that is offered", () => {
  assert.deepEqual(unasked(OFFERED, ["Vad kostar det?", ""]), OFFERED);
  assert.deepEqual(unasked(OFFERED, []), OFFERED);
});

test("Arabic and Persian are written from right to left, the widget's own languages are not", () => {
  assert.deepEqual(["ar", "fa", "sv", "en", "fi", "uk"].map(directionOf), ["rtl", "rtl", "ltr", "ltr", "ltr", "ltr"]);
});

test("a source brings its words in the language of the answer", () => {
  const words = { source: "Lähde", reviewed: "tarkistettu 25. marraskuuta 2026", changed: null };
  const source = { title: "Sophämtning", url: "https://www.example.se", owner: "Tekniska verken", reviewed_on: "2026-11-25", may_have_changed: false, words, translation: null };
  const told = { seq: 3, id: "reply-2-0", speaker: "assistant", name: null, at: "2026-11-29T08:00:00Z", lang: "fi", text: "…", html: "<p>…</p>", article: "avfall.sophamtning", sources: [source], quick_replies: [], quick_exit: false };
  assert.deepEqual(utteranceOf(told).sources, [{ title: "Sophämtning", url: "https://www.example.se", owner: "Tekniska verken", words, translation: null }]);
});
