// Canned replies: chosen from the list, or by their shortcut in the reply box (/hej and Tab).
"use strict";
(() => {
  const dialog = document.getElementById("canned");
  const text = document.getElementById("text");
  const opener = document.getElementById("canned-open");
  if (!dialog || !text || !opener) return;
  const find = document.getElementById("canned-find");
  const none = document.getElementById("canned-none");
  const choices = [...dialog.querySelectorAll(".canned-choice")];
  const TYPED = /(^|\s)\/([a-zåäö0-9-]+)$/;

  function put(words, from, to) {
    text.focus();
    text.setRangeText(words, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    const gap = words.search(/\{[^{}]+\}/);
    if (gap < 0) return;
    // What nobody but the agent knows is selected, ready to be written over.
    const name = words.slice(gap).match(/\{[^{}]+\}/)[0];
    text.setSelectionRange(from + gap, from + gap + name.length);
  }

  function show() {
    if (find) find.value = "";
    filter();
    dialog.showModal();
    (find ?? dialog).focus();
  }

  function filter() {
    const wanted = (find?.value ?? "").trim().toLocaleLowerCase("sv").replace(/^\//, "");
    let shown = 0;
    for (const choice of choices) {
      const matches = choice.textContent.toLocaleLowerCase("sv").includes(wanted);
      choice.parentElement.hidden = !matches;
      shown += matches ? 1 : 0;
    }
    if (none) none.hidden = shown > 0;
  }

  opener.hidden = false;
  opener.addEventListener("click", show);
  find?.addEventListener("input", filter);
  dialog.addEventListener("keydown", (event) => {
    const open = choices.filter((choice) => !choice.parentElement.hidden);
    const at = open.indexOf(document.activeElement);
    if (event.key === "Enter" && document.activeElement === find) {
      event.preventDefault();
      open[0]?.click();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const next = event.key === "ArrowDown" ? Math.min(at + 1, open.length - 1) : at - 1;
    (next < 0 ? find : open[next])?.focus();
  });
  for (const choice of choices) {
    choice.addEventListener("click", () => {
      dialog.close();
      put(choice.dataset.words, text.selectionStart, text.selectionEnd);
    });
  }

  text.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || text.selectionStart !== text.selectionEnd) return;
    const typed = TYPED.exec(text.value.slice(0, text.selectionStart));
    const choice = typed && choices.find(({ dataset }) => dataset.shortcut === typed[2]);
    if (!choice) return;
    event.preventDefault();
    put(choice.dataset.words, text.selectionStart - typed[2].length - 1, text.selectionStart);
  });
})();
