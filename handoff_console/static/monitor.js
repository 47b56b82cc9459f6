// On the pages where conversations are watched: one key steps in, one finds; never while somebody writes (WCAG 2.1.4).
"use strict";
(() => {
  document.addEventListener("keydown", (event) => {
    const isWriting = event.target.closest("textarea, select, input, [contenteditable]") !== null;
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
    if (localStorage.getItem("kontakt-shortcuts") === "off") return;
    const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.matches("input")) found.focus();
    else found.click();
  });
})();
