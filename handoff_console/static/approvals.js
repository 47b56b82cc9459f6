// One key decides on the answer that is chosen, never on one that has just slid into its place, never while somebody writes.
"use strict";
(() => {
  const LULL_MS = 1200;
  const list = document.getElementById("held-answers");
  let chosen = "";
  let lull = 0;

  const answers = () => [...list.querySelectorAll(".held-answer")];

  function mark() {
    const all = answers();
    if (!all.some((each) => each.id === chosen)) {
      // The chosen one is gone: whoever is about to press a key has not read the next one.
      if (chosen) rest();
      chosen = all[0]?.id ?? "";
    }
    for (const each of all) {
      const is = each.id === chosen;
      each.classList.toggle("chosen", is);
      if (is) each.setAttribute("aria-current", "true"); else each.removeAttribute("aria-current");
    }
  }

  // For a moment no key decides anything, and the keys on the buttons fade.
  function rest() {
    clearTimeout(lull);
    list.classList.add("lull");
    lull = setTimeout(() => list.classList.remove("lull"), LULL_MS);
  }

  function move(by) {
    const all = answers();
    const place = all.findIndex((each) => each.id === chosen);
    const next = all[Math.min(Math.max(place + by, 0), all.length - 1)];
    if (!next) return;
    chosen = next.id;
    mark();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function isWriting(target) {
    return target.closest("textarea, select, input, [contenteditable]") !== null;
  }

  list.addEventListener("focusin", (event) => {
    const card = event.target.closest(".held-answer");
    if (card) { chosen = card.id; mark(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { move(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); return; }
    if (localStorage.getItem("kontakt-shortcuts") === "off" || list.classList.contains("lull")) return;
    const act = document.getElementById(chosen)?.querySelector(`[data-act="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!act) return;
    event.preventDefault();
    act.click();
  });

  document.addEventListener("htmx:after:swap", mark);
  document.body.classList.toggle("no-shortcuts", localStorage.getItem("kontakt-shortcuts") === "off");
  mark();
})();
