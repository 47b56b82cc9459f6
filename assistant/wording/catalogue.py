"""Words in the reader's language, from gettext catalogues (`locale/<language>/*.po`).

Messages are written in English in the code; the Swedish catalogue is complete, which a test sees to. The catalogues are
read as they are, so that there is no compiled file to forget.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("sv", "en")
"""Languages that everything is in, for citizens and staff, the default first."""
PAGE_LANGUAGES = ("ar", "fa", "fi", "so", "uk")
"""Languages that citizens are spoken to in besides (`assistant.po`, `dialogue.po`, `pages.po`), staff not. What they
lack is English. The chat's own buttons have their words with them (`assistant/widget/words.ts`)."""
SPOKEN = LANGUAGES + PAGE_LANGUAGES
"""Languages that the assistant speaks."""
_VARIANTS = {"sv-simple": "sv"}
"""Kinds of a language with some words of their own; all else is as in the language."""


@dataclass(frozen=True, slots=True)
class Words:
    """The messages of one language."""

    lang: str
    messages: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]

    def __call__(self, message: str, **values: object) -> str:
        """`message` in this language, with `{name}` filled in from `values`."""
        return self.messages.get(message, message).format(**values)

    def knows(self, *messages: str) -> bool:
        """Whether all of these are in the catalogue of this language; English has none, being what messages are in."""
        return all(message in self.messages for message in messages)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """`one` or `many` as `count` asks (Swedish and English share the rule), with `{number}` filled in: the count,
        or what `values` has for it, such as the count written out.
        """
        forms = self.plurals.get(one, (one, many))
        return forms[0 if count == 1 else 1].format(**{"number": count, **values})


class Wording:
    """The catalogues of all languages."""

    def __init__(self, languages: Mapping[str, Words]) -> None:
        self._languages = languages

    def of(self, lang: str) -> Words:
        """Words in `lang`, or in Swedish where there is no catalogue of it."""
        return self._languages.get(lang) or self._languages.get(lang.partition("-")[0], self._languages[LANGUAGES[0]])


def read_wording(locales: Path = LOCALES) -> Wording:
    """The catalogues under `locales`."""
    read = {lang: _read_words(lang, sorted((locales / lang).glob("*.po"))) for lang in (*LANGUAGES, *PAGE_LANGUAGES)}
    variants = {
        variant: _overlaid(read[lang], _read_words(lang, sorted((locales / variant).glob("*.po"))))
        for variant, lang in _VARIANTS.items()
    }
    return Wording(read | variants)


def _overlaid(words: Words, own: Words) -> Words:
    return Words(words.lang, {**words.messages, **own.messages}, {**words.plurals, **own.plurals})


def _read_words(lang: str, files: Iterable[Path]) -> Words:
    messages: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for file in files:
        with file.open("rb") as lines:
            for entry in read_po(lines, locale=lang):
                if (
                    isinstance(entry.id, (list, tuple))
                    and isinstance(entry.string, (list, tuple))
                    and all(entry.string)
                ):
                    plurals[str(entry.id[0])] = tuple(entry.string)
                elif isinstance(entry.id, str) and entry.id and isinstance(entry.string, str) and entry.string:
                    messages[entry.id] = entry.string
    return Words(lang, messages, plurals)
