import assert from "node:assert/strict";
import { test } from "node:test";

import { STYLE } from "../style";

test("no side of anything is fixed: where a line begins depends on the language (A-20)", () => {
  const physical = [...STYLE.matchAll(/\b(?:left|right|(?:margin|padding|inset|border)-(?:left|right))\s*:|text-align:\s*(?:left|right)/g)].map(([found]) => found);
  const fourSided = [...STYLE.matchAll(/\b(?:padding|margin|inset|border-radius):(?: [\d.a-z]+){4};/g)].map(([found]) => found);
  assert.deepEqual([...physical, ...fourSided], []);
});
