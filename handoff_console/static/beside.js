// What stands beside a conversation: arrow keys among the answers found, notes, cases.
"use strict";
(() => {
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  if (find && found) {
    const inserts = () => [...found.querySelectorAll("[data-insert]")];
    function move(event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const all = inserts();
      const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (next >= all.length) return;
      event.preventDefault();
      (all[next] ?? find).focus();
    }
    find.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !find.value) find.blur();
      move(event);
    });
    found.addEventListener("keydown", move);
  }

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // What is written in these survives a reload as well, until it is sent.
  const handoff = document.querySelector(".talk")?.dataset.handoff;
  for (const field of document.querySelectorAll("#note, #summary")) {
    const key = `kontakt-draft-${handoff}-${field.id}`;
    if (!field.value) field.value = localStorage.getItem(key) ?? "";
    field.addEventListener("input", () => { localStorage.setItem(key, field.value); });
    field.form.addEventListener("submit", () => { if (field.id === "summary") localStorage.removeItem(key); });
    field.form.addEventListener("reset", () => { localStorage.removeItem(key); });
  }

  const note = document.getElementById("note-form");
  note?.addEventListener("htmx:finally:request", (event) => {
    if (event.detail.ctx.response?.status !== 200) return;
    note.reset();
    note.elements.note_id.value = newId();
    note.closest("details").open = false;
    document.getElementById("text")?.focus();
  });
  note?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    note.requestSubmit();
  });

  document.addEventListener("keydown", (event) => {
    // Out of a form that stands in the reply box's place, by its own cancel link.
    if (event.key !== "Escape" || document.querySelector("dialog[open], details.confirm[open]")) return;
    document.querySelector("[data-escape]")?.click();
  });

  // In the wrap-up most dispositions tell by themselves whether it is solved; what was chosen by hand stands.
  const wrapUp = document.getElementById("wrap-up");
  let byHand = false;
  wrapUp?.addEventListener("change", ({ target }) => {
    if (target.name === "resolved") byHand = true;
    if (target.name === "disposition") follow(target.value);
  });
  wrapUp?.addEventListener("focusin", ({ target }) => { if (target.name === "disposition" && target.checked) follow(target.value); });
  function follow(disposition) {
    const says = { resolved: "yes", not_resolved: "no" }[disposition];
    if (byHand) return;
    for (const one of wrapUp.querySelectorAll("[name=resolved]")) one.checked = one.value === says;
  }
})();
