// What has come since one looked: unread words by conversation, and by choice a sound and a notice on the desktop.
"use strict";
(() => {
  const sound = document.getElementById("message-sound");
  const notice = document.getElementById("desktop-notice");
  if (!sound || !notice) return;
  const SOUND = "kontakt-message-sound";
  const NOTICE = "kontakt-desktop-notice";
  const open = document.querySelector(".talk")?.dataset.handoff;

  sound.checked = localStorage.getItem(SOUND) === "on";
  sound.addEventListener("change", () => { localStorage.setItem(SOUND, sound.checked ? "on" : "off"); });
  notice.checked = localStorage.getItem(NOTICE) === "on" && window.Notification?.permission === "granted";
  notice.addEventListener("change", async () => {
    const granted = notice.checked && (await window.Notification?.requestPermission()) === "granted";
    notice.checked = granted;
    localStorage.setItem(NOTICE, granted ? "on" : "off");
  });

  function seenKey(handoff) {
    return `kontakt-seen-${handoff}`;
  }

  /** What stands before one's eyes is read. */
  function look() {
    if (!open || document.hidden) return;
    const last = [...document.querySelectorAll("#transcript [data-seq]")].pop();
    if (last) localStorage.setItem(seenKey(open), last.dataset.seq);
  }

  function mark() {
    look();
    for (const tab of document.querySelectorAll(".tab[data-handoff]")) {
      const badge = tab.querySelector(".unread");
      if (!badge) continue;
      const seen = Number(localStorage.getItem(seenKey(tab.dataset.handoff)) ?? 0);
      const unread = badge.dataset.unanswered.split(" ").filter((seq) => seq && Number(seq) > seen).length;
      badge.hidden = unread === 0 || tab.querySelector(".mark.wrap") !== null;
      badge.querySelector(".digits").textContent = String(unread);
    }
  }

  function waiting() {
    return new Set([...document.querySelectorAll("#queue-rows > .row:not(.call)")].map(({ id }) => id));
  }

  function heard() {
    const tabs = [...document.querySelectorAll(".tab[data-handoff]")];
    return new Set(tabs.flatMap((tab) => (tab.querySelector(".unread")?.dataset.unanswered ?? "").split(" ").filter(Boolean).map((seq) => `${tab.dataset.handoff}/${seq}`)));
  }

  function tone() {
    const audio = new AudioContext();
    const one = audio.createOscillator();
    const volume = audio.createGain();
    one.frequency.value = 523;
    volume.gain.value = 0.06;
    one.connect(volume).connect(audio.destination);
    one.start();
    one.stop(audio.currentTime + 0.12);
    one.addEventListener("ended", () => audio.close());
  }

  function tell(words, mark) {
    if (sound.checked) tone();
    // That something came, never what (requirement E-09); and not to somebody who is looking.
    if (notice.checked && document.hidden) new Notification("Kontakt", { body: words, tag: mark });
  }

  // Once for each offer, whichever pages are opened while it stands; offered anew it is told anew.
  const OFFERS = "kontakt-offers-told";
  function isOffered() {
    const standing = [...document.querySelectorAll("[data-offer]")].map(({ dataset }) => dataset.offer);
    const told = (localStorage.getItem(OFFERS) ?? "").split(" ");
    localStorage.setItem(OFFERS, standing.join(" "));
    return standing.some((one) => !told.includes(one));
  }

  let queue = waiting();
  let said = heard();
  document.addEventListener("htmx:after:swap", () => {
    const queueNow = waiting();
    const saidNow = heard();
    if (isOffered()) tell(notice.dataset.offer, "offer");
    else if ([...saidNow].some((one) => !said.has(one))) tell(notice.dataset.message, "message");
    else if ([...queueNow].some((one) => !queue.has(one))) tell(notice.dataset.queue, "queue");
    [queue, said] = [queueNow, saidNow];
    mark();
  });
  document.addEventListener("visibilitychange", mark);
  mark();
  if (isOffered()) tell(notice.dataset.offer, "offer");

  // How many seconds are left in which a message can be undone.
  const skew = Date.now() - Number(document.body.dataset.now);
  function countDown() {
    for (const message of document.querySelectorAll(".on-its-way")) {
      const left = Math.max(0, Math.ceil((Number(message.dataset.due) - (Date.now() - skew)) / 1000));
      const shown = message.querySelector(".countdown");
      if (shown && shown.textContent !== `(${left})`) shown.textContent = `(${left})`;
    }
  }
  setInterval(countDown, 250);
  document.addEventListener("htmx:after:swap", countDown);
})();
