"""An article's Markdown as the plain words a person would write in a reply box."""

import re

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPOKEN = ("tel:", "sms:", "mailto:")
_HEADING = re.compile(r"^#{1,6} +(.*?):?$", re.MULTILINE)


def to_plain(markdown: str) -> str:
    """The words without marks of emphasis; a link's address after its words, unless these are the number themselves."""
    without_links = _LINK.sub(_link_words, _HEADING.sub(r"\1:", markdown.strip()))
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", without_links))


def _link_words(link: re.Match[str]) -> str:
    words, address = link.group(1), link.group(2)
    if address.startswith(_SPOKEN) or address.removeprefix("https://").rstrip("/") == words.rstrip("/"):
        return words
    return f"{words}: {address}"
