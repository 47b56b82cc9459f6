// What this browser's owner chose: light, dark or as the system. In the head, so that no page flashes in the wrong one.
"use strict";
(() => {
  const THEME = "kontakt-theme";
  const page = document.documentElement;
  page.dataset.colorScheme = localStorage.getItem(THEME) ?? "auto";

  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("theme-choice");
    if (!choice) return;
    document.getElementById("theme").hidden = false;
    choice.value = page.dataset.colorScheme;
    choice.addEventListener("change", () => {
      localStorage.setItem(THEME, choice.value);
      page.dataset.colorScheme = choice.value;
    });
  });

  // Whoever signs in here next shall not find words meant for somebody else's citizen.
  document.addEventListener("submit", (event) => {
    if (new URL(event.target.action).pathname !== "/signout") return;
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("kontakt-draft-") || key.startsWith("kontakt-seen-")) localStorage.removeItem(key);
    }
  });
})();
