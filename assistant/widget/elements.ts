/** Building elements without markup. */

type Attributes = Readonly<Record<string, string | boolean | EventListener>>;

/** An element with its attributes, listeners (`onclick` and so on) and content. A text is always a text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  content: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (typeof value === "string") made.setAttribute(key, value);
    else if (value) made.setAttribute(key, "");
  }
  made.append(...content);
  return made;
}

/** Strokes on a 24 × 24 field. */
const STROKES = {
  bubble: "M4 5.5h16v11H11l-4.5 3.5v-3.5H4z",
  down: "m6 9.5 6 6 6-6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4.5 12h14M12.5 5.5l6.5 6.5-6.5 6.5",
  person: "M12 12.2a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6ZM4.8 20c.8-3.4 3.6-5.2 7.2-5.2s6.4 1.8 7.2 5.2",
  spark: "M12 4.5c.7 4.4 3.1 6.8 7.5 7.5-4.4.7-6.8 3.1-7.5 7.5-.7-4.4-3.1-6.8-7.5-7.5 4.4-.7 6.8-3.1 7.5-7.5Z",
  clock: "M12 20.2a8.2 8.2 0 1 0 0-16.4 8.2 8.2 0 0 0 0 16.4ZM12 7.6V12l3 2",
  outward: "M9 6h9v9M18 6 7 17",
  exit: "M14 5H6v14h8M11 12h9.5M17 8.5l3.5 3.5-3.5 3.5",
  check: "m5 12.5 4.5 4.5L19 7.5",
} as const;

export type Icon = keyof typeof STROKES;

/** A drawing that carries no meaning of its own: readers of words pass it by. */
export function icon(name: Icon): SVGElement {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("class", `icon icon-${name}`);
  drawn.setAttribute("aria-hidden", "true");
  drawn.setAttribute("focusable", "false");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", STROKES[name]);
  drawn.append(path);
  return drawn;
}

/** A telephone number that can be pressed. Swedish numbers begin with 0; without the country code they work from here. */
export function phoneLink(phone: string): HTMLElement {
  return element("a", { href: `tel:${phone.replace(/[^\d+]/g, "")}`, class: "phone" }, [phone]);
}
