"""Markdown of articles and utterances as HTML that is safe to put on a page (requirement F-11)."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_ALLOWED_LINKS = ("https:", "tel:", "mailto:", "sms:")


def _is_allowed(url: str) -> bool:
    return url.lower().startswith(_ALLOWED_LINKS)


class _Renderer(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return _is_allowed(url)


_MARKDOWN = _Renderer("zero", {"html": False, "breaks": True}).enable(
    ["list", "emphasis", "link", "newline", "escape", "heading"]
)
HEADING = "h3"
"""What the headings of an answer's parts are, whatever their number of signs: under the page's and the chat's own."""


def _heading(self: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    tokens[place].tag = HEADING
    return str(self.renderToken(tokens, place, options, env))


_MARKDOWN.add_render_rule("heading_open", _heading)
_MARKDOWN.add_render_rule("heading_close", _heading)


def to_html(markdown: str) -> str:
    """Paragraphs, headings, lists, emphasis and links (`https:`, `tel:`, `mailto:`, `sms:`); all else is plain text."""
    return str(_MARKDOWN.render(markdown))
