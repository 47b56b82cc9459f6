// A file may take a while: the form says so, and is not sent twice. Without this script it works all the same.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelector(".busy").textContent = form.dataset.busy;
    form.querySelector("button").setAttribute("aria-disabled", "true");
  });
}
// Coming back by the browser's Back button shows the page as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector(".busy").textContent = "";
    form.querySelector("button").removeAttribute("aria-disabled");
  }
});
