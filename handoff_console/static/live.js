// Tells when the connection is gone, shows what the server refused, and sounds the alarm for citizens in danger.
"use strict";
(() => {
  const live = document.getElementById("live");
  const offline = document.getElementById("offline");
  const notices = document.getElementById("notices");
  const ESCALATE_MS = 30000; // requirement E-04: unacknowledged after 30 s, the alarm grows
  const AGAIN_MS = 5000;

  // One menu at a time; a press elsewhere, or Escape, closes it.
  const menus = [...document.querySelectorAll("details.menu")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((each) => each.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // What went wrong stands until something goes right: of one's own doing, or of the page's where that had failed.
  let wasOwnAct = false;
  function notify(text, isOwnAct) {
    wasOwnAct = isOwnAct;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet";
    close.textContent = notices.dataset.close;
    close.addEventListener("click", () => notices.replaceChildren());
    const words = document.createElement("p");
    words.className = "notice";
    words.textContent = text;
    words.append(" ", close);
    notices.replaceChildren(words);
  }

  function isForm(target) {
    return target.matches?.("form") ?? false;
  }

  function show(reason) {
    offline.dataset.shown = reason;
    offline.textContent = offline.dataset[reason];
    offline.hidden = false;
  }

  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status === 401) return;
    const page = new DOMParser().parseFromString(event.detail.ctx.text, "text/html");
    const words = page.querySelector(".notice");
    notify(words ? words.textContent.trim().replace(/\s+/g, " ") : notices.dataset.fault, isForm(event.target));
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const status = event.detail.ctx?.response?.status ?? 0;
    if (status >= 200 && status < 300 && (isForm(event.target) || !wasOwnAct)) notices.replaceChildren();
  });
  document.addEventListener("htmx:error", (event) => {
    if (!live) return;
    show("lost");
    // The first connecting failed: the extension tries again only what was once connected.
    if (event.target === live) setTimeout(() => window.htmx.ajax("GET", "/events", { source: live }), 3000);
    else if (isForm(event.target)) notify(notices.dataset.fault, true);
  });
  if (!live) return;

  live.addEventListener("htmx:sse:error", (event) => {
    if (event.detail.status === 401) window.location.assign("/signin");
    else show("lost");
  });
  live.addEventListener("htmx:sse:after:connection", () => { offline.hidden = true; offline.dataset.shown = ""; });
  live.addEventListener("signed-out", () => window.location.assign("/signin"));
  live.addEventListener("away", () => show("away"));
  live.addEventListener("back", () => { offline.hidden = true; });
  // Pokes come from the record also while the live parts are away: only `back` takes that strip down.
  live.addEventListener("queue", () => { if (offline.dataset.shown !== "away") offline.hidden = true; });
  window.addEventListener("offline", () => show("lost"));

  // Who has left the queue cannot be taken: said on the row at once, whose height and focus stay; the pane follows when
  // it is this page's turn to look. What was read before (`data-read`) may still show the row: it is said there again.
  const LEFT_KEPT_MS = 30000;
  let departures = [];

  function withdraw({ handoff, by }, within) {
    const path = `/queue/${handoff}/claim`;
    for (const button of within.querySelectorAll(`button[formaction="${path}"], form[action="${path}"] button`)) {
      if (button.ariaDisabled === "true") continue;
      button.ariaDisabled = "true";
      button.textContent = by ? live.dataset.taken.replace("%s", by) : live.dataset.left;
      if (button.dataset.key !== "t") continue;
      delete button.dataset.key;
      hurry(document.querySelector('#queue-rows .claim:not([aria-disabled="true"])'));
    }
  }

  /** The key that takes the next citizen. */
  function hurry(button) {
    if (!button) return;
    button.dataset.key = "t";
    delete button.dataset.variant;
    const key = document.createElement("kbd");
    key.ariaHidden = "true";
    key.textContent = "T";
    button.querySelector(".ds-sr-only")?.replaceWith(key);
  }

  live.addEventListener("left-queue", (event) => {
    const left = JSON.parse(event.detail.data);
    departures = [...departures.filter(({ at }) => left.at - at < LEFT_KEPT_MS), left];
    withdraw(left, document);
  });
  document.addEventListener("submit", (event) => {
    if (event.submitter?.ariaDisabled === "true") event.preventDefault();
  }, true);

  // A look asked for before the agent's own act was answered would take that answer away again: it is made anew.
  let answeredAt = 0;
  document.addEventListener("htmx:config:request", ({ detail }) => { detail.ctx.askedAt = performance.now(); });
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (ctx.target?.id === "waiting") answeredAt = performance.now();
    else if (ctx.sourceElement?.id === "looks" && ctx.askedAt < answeredAt) {
      event.preventDefault();
      document.body.dispatchEvent(new CustomEvent("queue"));
    }
  });

  let wasAmongRows = false;
  document.addEventListener("htmx:before:swap", () => {
    wasAmongRows = document.getElementById("queue-rows")?.contains(document.activeElement) ?? false;
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const pane of document.querySelectorAll("[data-read]")) {
      for (const left of departures) if (left.at > Number(pane.dataset.read)) withdraw(left, pane);
    }
    // A row that goes with the focus in it leaves the keyboard at the queue, not at the top of the page.
    const isLost = wasAmongRows && document.activeElement === document.body;
    if (isLost) document.getElementById("queue-heading")?.focus({ preventScroll: true });
  });

  let sounded = new Set();
  let soundedAt = 0;

  function beep() {
    const audio = new AudioContext();
    for (const [start, pitch] of [[0, 880], [0.2, 660], [0.4, 880]]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.value = 0.12;
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + start);
      tone.stop(audio.currentTime + start + 0.15);
      if (start === 0.4) tone.addEventListener("ended", () => audio.close());
    }
  }

  function sound() {
    const strip = document.getElementById("alarm-strip");
    if (!strip) { sounded = new Set(); return; }
    const skew = Number(document.body.dataset.now) - performance.timeOrigin;
    const waited = performance.now() + performance.timeOrigin + skew - Number(strip.dataset.since);
    strip.classList.toggle("escalated", waited > ESCALATE_MS);
    if (localStorage.getItem("kontakt-alarm-sound") === "off") return;
    const alarms = strip.dataset.alarm.split(" ");
    const isDue = alarms.some((alarm) => !sounded.has(alarm)) || (waited > ESCALATE_MS && performance.now() - soundedAt > AGAIN_MS);
    if (!isDue) return;
    sounded = new Set(alarms);
    soundedAt = performance.now();
    beep();
  }

  setInterval(sound, 1000);

  // The number in the title follows the queue: a count, never a content (requirement E-09).
  document.addEventListener("htmx:after:swap", () => {
    if (!document.getElementById("queue-pane")) return;
    const waiting = Number(document.getElementById("queue-pane").dataset.waiting);
    const title = document.title.replace(/^\(\d+\) /, "");
    document.title = waiting ? `(${waiting}) ${title}` : title;
  });
})();
