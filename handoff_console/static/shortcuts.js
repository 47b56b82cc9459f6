// One key for each act, never while somebody writes, and they can be turned off (WCAG 2.1.4).
"use strict";
(() => {
  const dialog = document.getElementById("shortcuts");
  const opener = document.getElementById("shortcuts-open");
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
    const scope = /\d/.test(key) ? document.querySelector("#wrap-up") ?? document : document;
    const found = scope.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    if (found.matches("input")) found.checked = true;
    else if (!found.matches("summary")) found.click();
    found.focus();
    if (found.matches("summary")) {
      found.parentElement.open = true;
      found.parentElement.querySelector("form button").focus();
    }
    return true;
  }

  function act(key) {
    if (key === "?") { dialog.showModal(); return true; }
    if (key === "s") {
      const text = document.getElementById("text");
      text?.focus();
      return text !== null;
    }
    return press(key);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const open of document.querySelectorAll("details.confirm[open]")) open.open = false;
    if (!isOn() || dialog.open || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (act(event.key.toLowerCase())) event.preventDefault();
  });

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  mark();
})();
