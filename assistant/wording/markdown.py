"""Markdown of articles and utterances as HTML that is safe to put on a page (requirement F-11)."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_ALLOWED_LINKS = ("https:", "tel:", "mailto:", "sms:")

_CASE_PAGE = re.compile(r"/case(?:/[\w-]+){0,2}")
"""Where citizens follow their cases: the only paths of our own that are said in the chat."""
_CASE_LINK = re.compile(rf"\[([^\[\]]*)\]\({_CASE_PAGE.pattern}\)")


class _Renderer(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return url.lower().startswith(_ALLOWED_LINKS)


class _CitizensRenderer(_Renderer):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return super().validateLink(url) or _CASE_PAGE.fullmatch(url) is not None


_RULES = ["list", "emphasis", "link", "newline", "escape", "heading"]
_MARKDOWN = _Renderer("zero", {"html": False, "breaks": True}).enable(_RULES)
_CITIZENS_MARKDOWN = _CitizensRenderer("zero", {"html": False, "breaks": True}).enable(_RULES)
HEADING = "h3"
"""What the headings of an answer's parts are, whatever their number of signs: under the page's and the chat's own."""


def _heading(self: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    tokens[place].tag = HEADING
    return str(self.renderToken(tokens, place, options, env))


for _one in (_MARKDOWN, _CITIZENS_MARKDOWN):
    _one.add_render_rule("heading_open", _heading)
    _one.add_render_rule("heading_close", _heading)


def to_html(markdown: str) -> str:
    """Paragraphs, headings, lists, emphasis and links (`https:`, `tel:`, `mailto:`, `sms:`); all else is plain text.

    Of a link to a citizen's own case only its words are left: the key in it is the citizen's.
    """
    return str(_MARKDOWN.render(_CASE_LINK.sub(r"\1", markdown)))


def to_citizens_html(markdown: str) -> str:
    """The same for the citizen to whom it is said, with links to the pages of cases: paths on the citizens' site."""
    return str(_CITIZENS_MARKDOWN.render(markdown))
