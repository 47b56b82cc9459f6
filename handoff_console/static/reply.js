// The reply box and the transcript above it. Without this script both still work, by loading the page again.
"use strict";
(() => {
  const talk = document.querySelector(".talk");
  if (!talk) return;
  const handoff = talk.dataset.handoff;
  const transcript = document.getElementById("transcript");
  const newer = document.getElementById("newer");
  const form = document.getElementById("reply");
  const text = document.getElementById("text");
  const draftKey = `kontakt-draft-${handoff}`;
  const NEAR_PX = 60;
  const TYPING_EVERY_MS = 3000; // the sign shows for 5 s at the other end
  let isAtEnd = true;

  function toEnd() {
    transcript.scrollTop = transcript.scrollHeight;
    newer.hidden = true;
  }

  transcript.addEventListener("scroll", () => {
    isAtEnd = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < NEAR_PX;
    if (isAtEnd) newer.hidden = true;
  });
  let shown = transcript.childElementCount;
  transcript.addEventListener("htmx:after:swap", () => {
    if (transcript.childElementCount === shown) return;
    shown = transcript.childElementCount;
    document.getElementById("typing").textContent = "";
    if (isAtEnd) toEnd();
    else newer.hidden = false;
  });
  newer.addEventListener("click", toEnd);
  // Also when something is told above it, or a larger form opens below: who reads at the end goes on reading there.
  new ResizeObserver(() => { if (isAtEnd) toEnd(); }).observe(transcript);
  toEnd();

  const typing = document.getElementById("typing");
  let typingEnds = 0;
  document.addEventListener(typing.dataset.event, () => {
    typing.textContent = typing.dataset.words;
    clearTimeout(typingEnds);
    typingEnds = setTimeout(() => { typing.textContent = ""; }, 5000);
  });

  if (!form) {
    const unsent = document.getElementById("unsent");
    const draft = localStorage.getItem(draftKey);
    if (unsent && draft) {
      // It stays kept until the wrap-up is done, so that loading the page again does not lose it.
      unsent.querySelector(".text").textContent = draft;
      unsent.hidden = false;
      document.getElementById("wrap-up").addEventListener("submit", () => localStorage.removeItem(draftKey));
    } else if (document.getElementById("wrap-up")) {
      localStorage.removeItem(draftKey);
    }
    return;
  }

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function fit() {
    text.rows = Math.min(10, Math.max(3, text.value.split("\n").length + Math.floor(text.value.length / 90)));
  }

  function keep() {
    if (text.value) localStorage.setItem(draftKey, text.value);
    else localStorage.removeItem(draftKey);
    fit();
  }

  let toldAt = -TYPING_EVERY_MS;
  function tellTyping() {
    if (performance.now() - toldAt < TYPING_EVERY_MS || !text.value) return;
    toldAt = performance.now();
    const headers = { "X-CSRF-Token": document.body.dataset.csrf };
    fetch(`/desk/${handoff}/typing`, { method: "POST", headers }).catch(() => {});
  }

  if (!text.value) text.value = localStorage.getItem(draftKey) ?? "";
  fit();
  text.addEventListener("input", () => { keep(); tellTyping(); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") text.blur();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!text.readOnly && text.value.trim()) form.requestSubmit();
  });

  // A variable that nobody has filled in would tell the citizen that nobody wrote to them.
  const GAP = new RegExp(`\\{\\s*(${form.dataset.variables.split(" ").join("|")})\\s*\\}`, "i");
  form.addEventListener("submit", (event) => {
    const gap = GAP.exec(text.value);
    text.setCustomValidity("");
    if (!gap) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    text.setSelectionRange(gap.index, gap.index + gap[0].length);
    text.setCustomValidity(form.dataset.unfilled.replace("{}", gap[0]));
    text.reportValidity();
  }, true);
  text.addEventListener("input", () => { text.setCustomValidity(""); });

  // In the empty box Ctrl+Z takes back what was just sent; the words stand in the box again.
  text.addEventListener("keydown", (event) => {
    if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || text.value) return;
    const undo = transcript.querySelector(".undo [data-key=z]");
    if (!undo) return;
    event.preventDefault();
    undo.click();
  });
  transcript.addEventListener("submit", (event) => {
    if (!event.target.matches(".undo")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void undo(event.target);
  }, true);

  // Not by htmx: the words may come back only if the server says that the citizen never gets them.
  async function undo(sent) {
    const words = sent.closest(".on-its-way").querySelector(".text").textContent;
    const headers = { "X-CSRF-Token": document.body.dataset.csrf, "HX-Request": "true" };
    const response = await fetch(sent.action, { method: "POST", headers }).catch(() => null);
    document.body.dispatchEvent(new Event(`conversation-${handoff}`));
    if (!response?.ok) return;
    text.value = text.value ? `${words}\n${text.value}` : words;
    keep();
    text.focus();
  }

  // While a reply is on its way the box is locked, so that words and their id always belong together. If it fails, the
  // same words go out again under the same id, and reach the citizen once.
  form.addEventListener("htmx:before:request", () => { text.readOnly = true; });
  form.addEventListener("htmx:finally:request", (event) => {
    text.readOnly = false;
    const status = event.detail.ctx.response?.status ?? 0;
    if (status < 200 || status >= 300) return;
    text.value = "";
    form.elements.utterance_id.value = newId();
    keep();
    isAtEnd = true;
    toEnd();
    toldAt = -TYPING_EVERY_MS;
    text.focus();
  });
  document.querySelector(".pane-help").addEventListener("htmx:finally:request", (event) => {
    if (!event.target.matches(".guess-actions form") || event.detail.ctx.response?.status !== 200) return;
    event.target.elements.utterance_id.value = newId();
    isAtEnd = true;
    toEnd();
    text.focus();
  });
  for (const ending of document.querySelectorAll(".actions form:not(.note-form)")) {
    ending.addEventListener("submit", () => localStorage.removeItem(draftKey));
  }

  // Also of answers that a search brings later.
  document.querySelector(".pane-help").addEventListener("click", (event) => {
    const insert = event.target.closest("[data-insert]");
    if (!insert) return;
    event.preventDefault();
    const before = text.value.slice(0, text.selectionStart);
    const gap = before && !before.endsWith("\n") ? "\n" : "";
    text.setRangeText(gap + insert.dataset.insert, text.selectionStart, text.selectionEnd, "end");
    keep();
    tellTyping();
    text.focus();
  });
})();
