"""What a reader of a translation must know, in the translation's own language."""

from datetime import date

from babel.dates import format_date

from assistant.domain.knowledge import Maker
from assistant.wording.catalogue import Words

_LOCALES = {"en": "en_GB"}
"""Where a language has several ways to write a day: English here is Britain's, as the widget's."""
_YEAR_SIGN = "р."
"""Ukrainian's short word for year. It is left out: its point would stand doubled where a sentence ends with the day."""


def day_in_words(day: date, words: Words) -> str:
    """A day as it is written in the language of `words`, in Unicode's long form: `25. marraskuuta 2026` in Finnish."""
    written = format_date(day, "long", locale=_LOCALES.get(words.lang, words.lang))
    return written.removesuffix(_YEAR_SIGN).rstrip()


def translation_words(made_by: Maker, follows: date, words: Words, *, stale: bool = False) -> tuple[str, ...]:
    """That it is a translation, of the Swedish text reviewed on the day `follows`, and who made it."""
    day = day_in_words(follows, words)
    if stale:
        about = words("The Swedish text has changed since. This translation follows an older one, of {day}.", day=day)
    else:
        about = words("This is a translation. The Swedish text of {day} applies.", day=day)
    if made_by is Maker.PERSON:
        return (about,)
    return about, words("The translation was made by a machine. Nobody who speaks the language has read it yet.")
