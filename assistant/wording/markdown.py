"""Markdown of articles and utterances as HTML that is safe to put on a page (requirement F-11)."""

from markdown_it import MarkdownIt

_ALLOWED_LINKS = ("https:", "tel:", "mailto:", "sms:")


def _is_allowed(url: str) -> bool:
    return url.lower().startswith(_ALLOWED_LINKS)


class _Renderer(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return _is_allowed(url)


_MARKDOWN = _Renderer("zero", {"html": False, "breaks": True}).enable(["list", "emphasis", "link", "newline", "escape"])


def to_html(markdown: str) -> str:
    """Paragraphs, lists, emphasis and links (`https:`, `tel:`, `mailto:`, `sms:`); all else comes out as plain text."""
    return str(_MARKDOWN.render(markdown))
