/** What `<script src="/widget.js">` does: makes the element known. Nothing is read, stored or asked for here. */

import { KontaktChat } from "./kontakt-chat";

if (!customElements.get("kontakt-chat")) customElements.define("kontakt-chat", KontaktChat);
