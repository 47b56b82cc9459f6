// One key for each act, never while somebody writes, and they can be turned off (WCAG 2.1.4).
"use strict";
(() => {
  const dialog = document.getElementById("shortcuts");
  const opener = document.getElementById("shortcuts-open");
  const LULL_MS = 1500;
  const choices = { "shortcuts-on": "kontakt-shortcuts", "alarm-sound": "kontakt-alarm-sound" };

  for (const [id, key] of Object.entries(choices)) {
    const box = document.getElementById(id);
    box.checked = localStorage.getItem(key) !== "off";
    box.addEventListener("change", () => { localStorage.setItem(key, box.checked ? "on" : "off"); mark(); });
  }

  function isOn() {
    return localStorage.getItem("kontakt-shortcuts") !== "off";
  }

  function mark() {
    document.body.classList.toggle("no-shortcuts", !isOn());
  }

  function isWriting(target) {
    return target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])") !== null;
  }

  function press(key) {
    const scope = document.querySelector("#wrap-up, #transfer");
    const wanted = `[data-key="${CSS.escape(key)}"]`;
    const found = scope?.querySelector(wanted) ?? (scope && /\d/.test(key) ? null : document.querySelector(wanted));
    if (!found) return false;
    if (found.matches("input[type=radio]")) {
      found.checked = true;
      found.focus();
      found.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (found.matches("input[type=checkbox]")) {
      found.focus();
      found.click(); // once more takes it away
    } else if (found.matches("input, select")) {
      found.focus();
      if (found.matches("input")) found.select();
    } else if (found.matches("summary")) {
      // The question gets the focus, not its answer: whoever goes on typing must not confirm anything.
      found.parentElement.open = true;
      found.parentElement.querySelector("[data-first], form p").focus();
    } else {
      found.click(); // inserting puts the focus into the reply box, and there it stays
    }
    return true;
  }

  function openQuestions() {
    return document.querySelectorAll("details.confirm[open]");
  }

  function closeQuestions() {
    for (const open of openQuestions()) open.open = false;
    document.getElementById("text")?.focus();
  }

  function act(key) {
    if (key === "?") { dialog.showModal(); return true; }
    if (key === "s") {
      const text = document.getElementById("text");
      text?.focus();
      return text !== null || press(key);
    }
    return press(key);
  }

  document.addEventListener("keydown", (event) => {
    if (openQuestions().length) {
      if (event.key === "Escape") closeQuestions();
      return; // while we ask, letters do nothing
    }
    if (!isOn() || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (act(event.key.toLowerCase())) event.preventDefault();
  });

  for (const cancel of document.querySelectorAll("[data-cancel]")) {
    cancel.addEventListener("click", (event) => { event.preventDefault(); closeQuestions(); });
  }

  // The citizen ended while the agent perhaps wrote: for a moment no key chooses or sends anything in the wrap-up.
  if (document.querySelector("[data-lull]")) {
    const began = performance.now();
    window.addEventListener("keydown", (event) => {
      if (performance.now() - began > LULL_MS || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
  }

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  mark();
})();
