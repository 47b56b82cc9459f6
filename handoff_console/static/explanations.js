// Escape hides an explanation until the pointer or the focus leaves it (WCAG 1.4.13). Without this file they still show.
"use strict";
(() => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const each of document.querySelectorAll(".explain:hover, .explain:focus-within")) each.classList.add("hushed");
  });
  for (const name of ["mouseleave", "focusout"]) {
    document.addEventListener(name, (event) => event.target.closest?.(".explain")?.classList.remove("hushed"), true);
  }
})();
