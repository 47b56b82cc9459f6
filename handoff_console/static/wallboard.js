// Keeps the board on the wall fresh, and says so plainly when it is not.
"use strict";
(() => {
  const board = document.getElementById("board");
  const lost = document.getElementById("lost");
  const spoken = document.getElementById("spoken");
  const whole = document.getElementById("whole-screen");
  const OLD_MS = 15000; // the server tells every 5 s: three of them missed
  const AGAIN_MS = 5000;
  let heardAt = performance.now();

  function show(reason) {
    if (lost.dataset.shown === reason) return;
    lost.dataset.shown = reason;
    lost.textContent = lost.dataset[reason];
    lost.hidden = false;
    board.classList.add("old");
  }

  function fresh() {
    heardAt = performance.now();
    lost.dataset.shown = "";
    lost.hidden = true;
    board.classList.remove("old");
  }

  function take(html) {
    board.innerHTML = html; // our own server's, with everything in it escaped
    document.dispatchEvent(new Event("htmx:after:swap")); // the clocks start right away
    const now = board.querySelector(".wall-now").dataset.spoken;
    if (spoken.textContent !== now) spoken.textContent = now;
    fresh();
  }

  /** Whether the stream broke because nobody is signed in any longer. */
  async function whyLost() {
    try {
      const answer = await fetch("/wallboard", { redirect: "manual", headers: { "HX-Request": "true" } });
      if (answer.status === 401) show("out");
    } catch {
      show("lost");
    }
  }

  function listen() {
    const source = new EventSource(board.dataset.events);
    source.addEventListener("board", (event) => take(event.data));
    source.addEventListener("away", () => show("away"));
    source.addEventListener("signed-out", () => { source.close(); show("out"); });
    source.addEventListener("error", () => {
      if (lost.dataset.shown !== "out") show("lost");
      if (source.readyState !== EventSource.CLOSED) return; // else the browser tries again by itself
      whyLost();
      setTimeout(listen, AGAIN_MS);
    });
  }

  if (document.documentElement.requestFullscreen) {
    whole.hidden = false;
    whole.addEventListener("click", async () => {
      await document.documentElement.requestFullscreen();
      await navigator.wakeLock?.request("screen").catch(() => {});
    });
    document.addEventListener("fullscreenchange", () => { whole.hidden = document.fullscreenElement !== null; });
  }

  setInterval(() => {
    if (performance.now() - heardAt > OLD_MS && !lost.dataset.shown) show("lost");
  }, 1000);
  window.addEventListener("offline", () => show("lost"));
  listen();
})();
