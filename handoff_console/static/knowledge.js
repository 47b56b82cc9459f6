// Keeps the filters in the list's address, keeps what is written in the browser until it is saved, and follows the
// trial of a draft. Without this file all pages work but for that.
"use strict";
(() => {
  // Not `hx-replace-url`: htmx's history is off in base.html, and with it that attribute.
  const filters = document.querySelector("form[data-in-address]");
  filters?.addEventListener("htmx:before:request", () => {
    const chosen = new URLSearchParams([...new FormData(filters)].filter(([, value]) => value));
    history.replaceState(null, "", chosen.size ? `?${chosen}` : filters.action);
  });

  // Words of an act that was just done are not said again when the page is loaded again.
  const address = new URL(location.href);
  for (const word of ["done", "saved", "overtaken"]) address.searchParams.delete(word);
  if (address.href !== location.href) history.replaceState(null, "", address);

  // What is written stays in this browser until the server has it: a lost session or connection costs nothing.
  const form = document.getElementById("article-form");
  if (form) {
    const key = `kontakt-article ${form.dataset.kept}`;
    const written = () => JSON.stringify([...new FormData(form)].filter(([name]) => !/^(csrf_key|follows)/.test(name)));
    const asLoaded = written();
    if (document.querySelector(".saved")) localStorage.removeItem(key);
    form.addEventListener("input", () => { localStorage.setItem(key, written()); });
    offer(localStorage.getItem(key));

    function offer(kept) {
      const notice = document.getElementById("unsaved");
      if (!kept || kept === asLoaded) { localStorage.removeItem(key); return; }
      notice.hidden = false;
      document.getElementById("let-go").addEventListener("click", () => { localStorage.removeItem(key); notice.hidden = true; });
      document.getElementById("bring-back").addEventListener("click", () => {
        bringBack(JSON.parse(kept));
        notice.hidden = true;
      });
    }

    function bringBack(fields) {
      const boxes = [...form.querySelectorAll("input[type=checkbox], input[type=radio]")];
      for (const box of boxes) box.checked = fields.some(([name, value]) => name === box.name && value === box.value);
      const rest = fields.filter(([name, value]) => !boxes.some((box) => box.name === name && box.value === value));
      const seen = {};
      for (const [name, value] of rest) {
        const field = form.querySelectorAll(`[name="${CSS.escape(name)}"]`)[seen[name] ?? 0];
        seen[name] = (seen[name] ?? 0) + 1;
        if (field) field.value = value;
      }
      form.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  const kept = document.querySelector("[data-let-go]");
  if (kept) localStorage.removeItem(`kontakt-article ${kept.dataset.letGo}`);

  const trial = document.getElementById("trial");
  if (!trial?.dataset.trial) return;
  const underWay = trial.querySelector(".trial-under-way");
  const bar = underWay.querySelector("progress");
  const count = underWay.querySelector("[data-count]");
  const found = trial.querySelector(".trial-found");
  const events = new EventSource(trial.dataset.trial);
  underWay.hidden = false;

  function finish(words) {
    events.close();
    underWay.hidden = true;
    if (words) found.textContent = words;
  }

  events.addEventListener("step", (event) => {
    const { asked, questions } = JSON.parse(event.data);
    bar.max = questions;
    bar.value = asked;
    count.textContent = count.dataset.of.replace("##", questions).replace("#", asked);
  });
  events.addEventListener("found", (event) => {
    finish("");
    // Our own template, rendered by our own server with everything in it escaped.
    found.replaceChildren(...new DOMParser().parseFromString(event.data, "text/html").body.childNodes);
  });
  events.addEventListener("failed", (event) => finish(event.data));
  events.addEventListener("error", () => { if (!underWay.hidden) finish(trial.dataset.lost); });
})();
