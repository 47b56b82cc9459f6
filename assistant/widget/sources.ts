/** What stands under an answer: that it is a translation, where it comes from, and whether that may have changed. */

import { directionOf } from "./direction";
import { element } from "./elements";
import type { Source, Translation, Utterance } from "./protocol";
import { link } from "./safe-html";
import type { Words } from "./words";

/** In the answer's own language: whoever reads Arabic is told in Arabic. `base`: the server's address, which the way to the Swedish original begins with. */
export function sourcesOf({ sources, lang }: Utterance, base: string, words: Words): HTMLElement {
  const lines = sources.flatMap((source) => [...translationOf(source.translation, base, words), sourceOf(source, words)]);
  return element("ul", { class: "sources", lang, dir: directionOf(lang), "aria-label": words.sources }, lines);
}

/** The source itself has a Swedish name. */
function sourceOf({ title, url, owner, words: told }: Source, words: Words): HTMLElement {
  const named = link(url, [element("bdi", { lang: "sv" }, [title])], words);
  const facts = [...(owner ? [element("bdi", { lang: "sv" }, [owner]), ", "] : []), element("span", { class: "together" }, [`${told.reviewed}.`])];
  const changed = told.changed === null ? [] : [element("span", { class: "changed" }, [told.changed])];
  return element("li", {}, [`${told.source}: `, named, " ", element("span", { class: "facts" }, facts), ...changed]);
}

function translationOf(translation: Translation | null, base: string, words: Words): HTMLElement[] {
  if (translation === null) return [];
  const address = new URL(`${base}${translation.original}`, document.baseURI).href;
  const way = element("a", { href: address, target: "_blank", rel: "noopener" }, [translation.originalWords]);
  const aside = element("span", { class: "unseen", lang: words.lang }, [` (${words.newTab})`]);
  return [element("li", { class: "translation" }, [translation.words, " ", way, aside])];
}
