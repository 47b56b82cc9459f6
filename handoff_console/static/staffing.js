// The slider says its number while it is moved. Without this file the page says it after "Reckon anew".
"use strict";
(() => {
  document.addEventListener("input", (event) => {
    if (event.target.id !== "handed") return;
    const told = document.getElementById("handed-told");
    if (told) told.textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(event.target.value / 100);
  });
})();
