// One key for each judgement, never while somebody writes, and they can be turned off (WCAG 2.1.4). Without this file
// all works with mouse and Tab.
"use strict";
(() => {
  // Words of an act that was just done are not said again when the page is loaded again.
  const address = new URL(location.href);
  address.searchParams.delete("done");
  address.searchParams.delete("judged");
  if (address.href !== location.href) history.replaceState(null, "", address);

  const form = document.getElementById("judge-form");
  if (!form) return;
  const right = document.getElementById("right-one");
  const choice = document.getElementById("shortcuts-on");
  const KEPT = "kontakt-shortcuts";
  document.documentElement.classList.add("js");

  choice.checked = localStorage.getItem(KEPT) !== "off";
  choice.addEventListener("change", () => { localStorage.setItem(KEPT, choice.checked ? "on" : "off"); mark(); });

  function mark() {
    document.body.classList.toggle("no-shortcuts", !choice.checked);
  }

  function follow() {
    right.classList.toggle("open", form.elements.judgement.value === "wrong");
  }

  function isWriting(target) {
    return target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])") !== null;
  }

  function act(key) {
    if (key === "n") { document.getElementById("note").focus(); return true; }
    if (key === "f") {
      if (!right.classList.contains("open")) return false;
      document.getElementById("find").focus();
      return true;
    }
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    if (found.matches("input")) { found.checked = true; found.focus(); follow(); } else found.click();
    return true;
  }

  form.addEventListener("change", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isWriting(event.target)) {
      (form.querySelector("[name=judgement]:checked") ?? form.querySelector("[name=judgement]")).focus();
      return;
    }
    // Searching is no sending: Enter in the search box would else save half a judgement.
    if (event.key === "Enter" && event.target.id === "find") { event.preventDefault(); return; }
    if (event.key === "Enter" && event.target.id === "note" && (event.ctrlKey || event.metaKey)) { form.requestSubmit(); return; }
    if (!choice.checked || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary") === null && form.elements.judgement.value) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (act(event.key.toLowerCase())) event.preventDefault();
  });
  mark();
  follow();
  document.querySelector(".judged-here")?.scrollIntoView({ block: "nearest" });
})();
