// Away at once, as by the chat's own quick exit: nothing is kept, and the back button does not lead here (requirement E-08).
// Without this file the link leads away all the same. A file of its own, as the page allows no script within it.
for (const way of document.querySelectorAll("a.quick-exit")) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    const chat = document.querySelector("kontakt-chat");
    if (chat?.leaveQuickly) {
      chat.leaveQuickly();
      return;
    }
    try {
      sessionStorage.clear();
    } catch {
      // Storage is off: there is nothing to forget.
    }
    location.replace(way.href);
  });
}
