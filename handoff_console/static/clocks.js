// The only thing on a page that moves: how long somebody has waited (`data-since`), how long an offer still stands
// (`data-until`); both in ms since 1970 by the server's clock.
"use strict";
(() => {
  const skew = Date.now() - Number(document.body.dataset.now);
  const pad = (number) => String(number).padStart(2, "0");

  function words(seconds) {
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes}:${pad(seconds % 60)}`;
    return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
  }

  function tick() {
    const now = Date.now() - skew;
    for (const clock of document.querySelectorAll(".clock[data-until]")) {
      clock.querySelector(".digits").textContent = words(Math.max(0, Math.ceil((Number(clock.dataset.until) - now) / 1000)));
    }
    for (const clock of document.querySelectorAll(".clock[data-since]")) {
      const seconds = Math.max(0, Math.floor((now - Number(clock.dataset.since)) / 1000));
      const digits = clock.querySelector(".digits");
      if (digits.textContent !== words(seconds)) digits.textContent = words(seconds);
      const limit = Number(clock.dataset.limit);
      if (!limit) continue;
      clock.classList.toggle("late", seconds > limit);
      clock.classList.toggle("soon", seconds <= limit && seconds > limit * 0.75);
    }
  }

  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:after:swap", tick);
})();
