"""What the knowledge base covers: facts, languages, and what somebody decided to leave out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.fault import Fault
from assistant.domain.knowledge import TRANSLATED_INTO, ArticleId, Fact, FactId
from assistant.domain.revision import Place
from assistant.ingest.articles import Shelved
from assistant.ingest.yaml_field import YamlField, open_yaml

ALWAYS = TRANSLATED_INTO[0]
LEFT_OUT, MOST_ASKED = Path("left_out.yml"), Path("most_asked.yml")


@dataclass(frozen=True, slots=True)
class Plan:
    """What editors decided: facts left out with the reason, and the articles to have in every language."""

    left_out: Mapping[FactId, str]
    most_asked: tuple[ArticleId, ...]


def read_plan(knowledge_base: Path) -> Plan:
    """The plan in the folder.

    Raises:
        FileRefusedError: a file is missing, or a row is not as it should be.
    """
    left_out = open_yaml(knowledge_base / LEFT_OUT, "left_out").fields(("facts",), required=("facts",))["facts"]
    asked = open_yaml(knowledge_base / MOST_ASKED, "most_asked").fields(("articles",), required=("articles",))
    return Plan(
        dict(_left_out(row) for row in left_out.items()),
        tuple(dict.fromkeys(ArticleId(row.text()) for row in asked["articles"].items())),
    )


def _left_out(row: YamlField) -> tuple[FactId, str]:
    fields = row.fields(("fact", "why"), required=("fact", "why"))
    return FactId(fields["fact"].text()), fields["why"].text()


def coverage_faults(shelved: Sequence[Shelved], facts: Mapping[FactId, Fact], plan: Plan) -> Iterator[Fault]:
    """Facts that no article covers and nobody left out, and facts that are both."""
    covered = {fact for one in shelved for fact in one.article.covers}
    for fact in facts:
        if fact not in covered and fact not in plan.left_out:
            what = "no article covers {fact}; write one, or say in left_out.yml why not"
            yield Fault(LEFT_OUT, 1, what, {"fact": fact}, "facts", grave=False)
    for fact in plan.left_out:
        if fact in covered:
            what = "{fact} is left out, but an article covers it"
            yield Fault(LEFT_OUT, 1, what, {"fact": fact}, "facts", grave=False)
        elif fact not in facts:
            yield Fault(LEFT_OUT, 1, "unknown fact {fact}", {"fact": fact}, "facts", grave=False)


def translation_faults(shelved: Sequence[Shelved], plan: Plan) -> Iterator[Fault]:
    """Translations that are missing or follow another text than today's."""
    known = {one.article.id for one in shelved}
    for article in plan.most_asked:
        if article not in known:
            yield Fault(MOST_ASKED, 1, "there is no article {given}", {"given": article}, "articles", grave=False)
    for one in shelved:
        wanted = TRANSLATED_INTO if one.article.id in plan.most_asked else (ALWAYS,)
        for lang in dict.fromkeys([*wanted, *one.article.translations]):
            file = Place(one.article.id, lang).file
            if lang not in one.article.translations:
                yield Fault(file, 1, "the translation is missing", about="lang", grave=False)
            elif one.article.is_stale(lang):
                day = one.article.translations[lang].follows_reviewed_on
                what = "stale: the Swedish has changed since {day}; translate anew, then run `kontakt kb follow`"
                yield Fault(file, 1, what, {"day": day}, "follows", grave=False)
