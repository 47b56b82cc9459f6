// The example questions: pressing one opens the chat and asks it. A file of its own, as the page allows no script within it.
const chat = document.querySelector("kontakt-chat");

for (const button of document.querySelectorAll("button[data-question]")) {
  button.addEventListener("click", async () => {
    await customElements.whenDefined("kontakt-chat");
    chat.ask(button.dataset.question);
  });
}
