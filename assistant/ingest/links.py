"""Links between articles: each leads somewhere, and somewhere leads to each."""

from collections.abc import Iterator, Sequence

from assistant.domain.fault import Fault
from assistant.domain.knowledge import ArticleId
from assistant.ingest.articles import Shelved
from assistant.ingest.front_matter import Scalar


def link_faults(shelved: Sequence[Shelved]) -> Iterator[Fault]:
    """Links to articles that are not there, links to oneself, and articles that no other one leads to."""
    known = {one.article.id for one in shelved}
    led_to = {link for one in shelved for link in one.article.linked() if link != one.article.id}
    for one in shelved:
        for field, target in _links(one):
            if target.text == one.article.id:
                yield _fault(one, target.line, field, "leads to the article itself")
            elif ArticleId(target.text) not in known:
                yield _fault(one, target.line, field, "there is no article {given}", given=target.text)
        if one.article.id not in led_to:
            yield _fault(one, 1, "related", "no other article leads here: name it in `next` or `related` of one")


def _links(one: Shelved) -> Iterator[tuple[str, Scalar]]:
    fields = one.sheet.fields
    for field in ("next", "not_to_be_confused_with"):
        found = fields.get(field)
        parts = (found.parts or {}) if found else {}
        for key, value in parts.items():
            yield field, (value if field == "next" else Scalar(key, value.line))
    related = fields.get("related")
    for row in (related.items or ()) if related else ():
        yield "related", row


def _fault(one: Shelved, line: int, about: str, what: str, **values: object) -> Fault:
    return Fault(one.sheet.file, line, what, values, about, grave=False)
