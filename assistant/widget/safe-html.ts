/**
 * Markup from the server, rebuilt from an allow-list (F-11). It is parsed into a document of its own, where nothing runs and
 * nothing loads; new elements are made for what is allowed, text is kept as text, and the parsed document is thrown away.
 */

import { element, icon } from "./elements";
import type { Words } from "./words";

const ALLOWED = new Set(["p", "h3", "ul", "ol", "li", "strong", "em", "br"]);
/** Whose content is not words for a reader. */
const SILENT = new Set(["script", "style", "template", "iframe", "object", "embed", "noscript", "svg", "math", "head", "title", "textarea", "select"]);
const SCHEMES = new Set(["https:", "tel:", "sms:", "mailto:"]);

/** Word joiner: the arrow after a link stays on the link's line. */
const STICK = "\u2060";

/** The pages on which citizens follow their cases: the only paths that are said, and they are the server's own. */
const CASE_PAGE = /^\/case(?:\/[\w-]+){0,2}$/;

/** The address if a reader may follow it, else null. Relative ones have no meaning on another's page. */
export function safeAddress(address: string | null): string | null {
  if (address === null) return null;
  try {
    const url = new URL(address);
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link, or a plain span where the address is not safe. Pages open in a tab of their own: the conversation stays. */
export function link(address: string | null, content: readonly (Node | string)[], words: Words): HTMLElement {
  const href = safeAddress(address);
  if (href === null) return element("span", {}, content);
  if (!href.startsWith("https:")) return element("a", { href }, content);
  const aside = element("span", { class: "unseen", lang: words.lang }, [` (${words.newTab})`]);
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, [...content, STICK, icon("outward"), STICK, aside]);
}

/** A link. To the page of a case it leads on the server that the conversation is with, whatever page the widget stands on. */
function followed(address: string | null, base: string, content: readonly (Node | string)[], words: Words): HTMLElement {
  if (address === null || !CASE_PAGE.test(address)) return link(address, content, words);
  const href = new URL(`${base}${address}`, document.baseURI).href;
  const aside = element("span", { class: "unseen", lang: words.lang }, [` (${words.newTab})`]);
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, [...content, aside]);
}

function rebuilt(node: Node, base: string, words: Words): (Node | string)[] {
  if (node.nodeType === Node.TEXT_NODE) return [node.textContent ?? ""];
  if (!(node instanceof Element)) return [];
  const name = node.localName;
  if (SILENT.has(name)) return [];
  const content = [...node.childNodes].flatMap((child) => rebuilt(child, base, words));
  if (name === "a") return [followed(node.getAttribute("href"), base, content, words)];
  return ALLOWED.has(name) ? [element(name as "p", {}, content)] : content;
}

/** `base`: the server's address, which the paths of cases begin with. */
export function safeHtml(html: string, base: string, words: Words): (Node | string)[] {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].flatMap((node) => rebuilt(node, base, words));
}

/** Plain text in which written-out https addresses can be pressed. */
export function linkedText(text: string, words: Words): (Node | string)[] {
  return text
    .split(/(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/)
    .map((part, index) => (index % 2 ? link(part, [part], words) : part));
}
