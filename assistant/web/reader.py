"""Who reads a page of answers: in which language, which way round, and what every such page knows."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from assistant.bootstrap import Assistant
from assistant.domain.catalogue import spoken
from assistant.domain.knowledge import EASY_SWEDISH, ORIGINAL, TRANSLATED_INTO
from assistant.web.addresses import area_path, article_path
from assistant.web.ways import contact_centre_phone
from assistant.wording.catalogue import SPOKEN, Words
from assistant.wording.translated import day_in_words

NAMES = {
    "sv": "Svenska",
    EASY_SWEDISH: "Lättläst svenska",
    "en": "English",
    "ar": "العربية",
    "so": "Soomaali",
    "fa": "فارسی",
    "fi": "Suomi",
    "uk": "Українська",
}
"""What each language is called in itself."""
ENGLISH = "en"
LANGS = (ORIGINAL, *TRANSLATED_INTO)
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
EXIT_URL = "https://www.svt.se/vader"
"""Where the quick exit leads: a page that anybody may have been looking at (requirement E-08)."""
_TEMPLATES = Jinja2Templates(Path(__file__).parent / "templates")


class UnknownLanguageError(Exception):
    """An address asks for a language that there are no answers in, or spells one otherwise than we do."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the language of the page, and its words."""

    request: Request
    assistant: Assistant
    lang: str
    words: Words

    @property
    def reads_swedish(self) -> bool:
        """Whether Swedish, easy or not, is what the reader asked for."""
        return self.lang in {ORIGINAL, EASY_SWEDISH}

    def day(self, moment: date) -> str:
        """A day as it is written in the reader's language."""
        return day_in_words(moment, self.words)

    def html(self, template: str, shown: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """The template as a page of answers."""
        return self.page(f"answers/{template}", shown, status)

    def page(self, template: str, shown: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """The template as a page, with what every page in the look of the answers knows."""
        known = {
            "_": self.words,
            "lang": self.lang,
            "langs": LANGS,
            "direction": direction_of(self.lang),
            "direction_of": direction_of,
            "label_direction": label_direction,
            "names": NAMES,
            "widget_lang": "sv" if self.reads_swedish else ENGLISH,
            "chat_lang": self.lang if self.lang in SPOKEN else ORIGINAL,
            "demo": self.assistant.settings.demo,
            "phone": contact_centre_phone(self.assistant, self.lang, self.words),
            "exit_url": EXIT_URL,
            "path_of": article_path,
            "area_path": area_path,
            "day": self.day,
            "spoken": spoken,
        }
        return _TEMPLATES.TemplateResponse(self.request, template, {**known, **shown}, status)


def reader_of(request: Request, lang: str) -> Reader:
    """The reader of a page in `lang`.

    Raises:
        UnknownLanguageError: there are no answers in it.
    """
    if lang not in NAMES:
        raise UnknownLanguageError(lang)
    assistant: Assistant = request.app.state.assistant
    return Reader(request, assistant, lang, assistant.wording.of(lang))


Reading = Annotated[Reader, Depends(reader_of)]


async def no_such_language(request: Request, error: Exception) -> Response:
    """To the same page where only the case was another; else that there is none, in Swedish and English."""
    asked = str(error)
    known = {name.lower(): name for name in NAMES}.get(asked.lower())
    if known:
        rest = request.url.path.removeprefix(f"/answers/{asked}")
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/answers/{known}{rest}{query}", 308)
    reader = reader_of(request, ORIGINAL)
    return reader.html("unknown_language.html", {"english": reader.assistant.wording.of(ENGLISH)}, 404)


def direction_of(lang: str) -> str:
    """Which way the language is written, as HTML's `dir` has it."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def label_direction(label: str) -> str:
    """Which way round a label of mixed scripts reads, as HTML's `dir` has it.

    With letters that run from right to left it reads as the page around it, whatever it begins with
    ("boverket.se، ..."); without them "1177.se" must stay that way round among Arabic words.
    """
    return "rtl" if any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in label) else "ltr"
