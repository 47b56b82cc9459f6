// By choice a sound when a warning is new: two calm notes, once a warning and browser.
"use strict";
(() => {
  const CHOICE = "kontakt-warning-sound";
  const HEARD = "kontakt-warnings-heard";
  const choice = document.getElementById("warning-sound");
  if (choice) {
    document.getElementById("sound-choice").hidden = false;
    choice.checked = localStorage.getItem(CHOICE) === "on";
    choice.addEventListener("change", () => {
      localStorage.setItem(CHOICE, choice.checked ? "on" : "off");
      if (choice.checked) sound(); // the press lets the browser play, and one hears what one has chosen
    });
  }

  function sound() {
    const audio = new AudioContext();
    for (const [start, pitch] of [[0, 392], [0.25, 523]]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.value = 0.1;
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + start);
      tone.stop(audio.currentTime + start + 0.2);
      if (start > 0) tone.addEventListener("ended", () => audio.close());
    }
  }

  function look() {
    const now = document.getElementById("target-strip")?.dataset.warnings.split(" ") ?? [];
    const heard = new Set((localStorage.getItem(HEARD) ?? "").split(" "));
    if (now.every((warning) => heard.has(warning))) return;
    localStorage.setItem(HEARD, now.join(" "));
    if (localStorage.getItem(CHOICE) === "on") sound();
  }

  document.addEventListener("htmx:after:swap", look);
})();
