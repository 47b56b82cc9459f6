"""Articles that contradict each other: another number for the same thing, or another telephone for the same name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assistant.domain.catalogue import Catalogue, ChannelKind
from assistant.domain.fault import Fault
from assistant.domain.knowledge import Article, FactId
from assistant.ingest.articles import Shelved
from assistant.retrieval.swedish import sentences

ALIKE = 90
"""RapidFuzz's token_sort_ratio (0..100) from which on two sentences say the same but for their numbers. Ours: at 80
sentences about different periods met, at 95 a changed word hid a changed number."""
_DIALLED = re.compile(r"\[([^\]]+)\]\((?:tel|sms):([^)\s]+)\)")
_NAMED = re.compile(r"(?P<name>[A-ZÅÄÖ][\w–-]+(?: [A-ZÅÄÖ][\w–-]+)*),? (?:på |på numret |tel(?:efon)? )?$")
_NO_NAMES = frozenset({"Ring", "Sms", "Telefon", "Nummer"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MEASURE = re.compile(
    r"(\d+(?:[.,]\d+)?) (minuter|timmar|dagar|veckor|månader|år|kronor|meter|kvadratmeter|kilometer|procent)\b"
)
_OF_THE_SOURCE = re.compile(r"^Uppgift(?:en|erna) är från ")
"""A sentence that dates what was read ("Uppgiften är från omkring 2021") says nothing of the matter itself."""
_LINK_TARGET = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A sentence with numbers in it, the numbers taken out."""

    one: Shelved
    sentence: str
    masked: str
    numbers: tuple[str, ...]


def telephone_contradictions(shelved: Sequence[Shelved], catalogue: Catalogue) -> Iterator[Fault]:
    """Numbers that the catalogue does not know, and names that have another number elsewhere."""
    known = {_digits(c.address) for c in catalogue.channels.values() if c.kind is ChannelKind.PHONE}
    first: dict[str, tuple[str, Shelved]] = {}
    for one, line, name, number in _telephones(shelved):
        if _digits(number) not in known:
            what = "the number {given} is not in catalogue/channels.yml"
            yield _fault(one, line, what, given=number)
        if name:
            other = first.setdefault(name, (_digits(number), one))
            if other[0] != _digits(number):
                what = "{name} has the number {given} here and another one in {other}"
                yield _fault(one, line, what, name=name, given=number, other=other[1].article.id)


def _telephones(shelved: Sequence[Shelved]) -> Iterator[tuple[Shelved, int, str, str]]:
    """Each number dialled: where, the name that stands before it, and the number as it is shown."""
    for one in shelved:
        for number, line in enumerate(one.sheet.body.splitlines()):
            for found in _DIALLED.finditer(line):
                named = _NAMED.search(line[: found.start()].replace("**", ""))
                name = _name(named["name"]) if named else ""
                yield one, one.sheet.body_line + number, name, found.group(1).strip("* ")


def _name(found: str) -> str:
    """The name alone: a sentence may begin with what to do ("Ring Kontakt Linköping")."""
    return " ".join(word for place, word in enumerate(found.split()) if place or word not in _NO_NAMES)


def number_contradictions(shelved: Sequence[Shelved]) -> Iterator[Fault]:
    """Sentences of two articles that are alike but for their numbers."""
    stated = [row for one in shelved for row in _statements(one)]
    masked = [row.masked for row in stated]
    likeness = process.cdist(masked, masked, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    for here, row in enumerate(stated):
        for there in range(here):
            other = stated[there]
            if likeness[here][there] and other.one is not row.one and other.numbers != row.numbers:
                what = "says {given}, where {other} says {same}"
                yield _fault(
                    row.one, row.one.sheet.body_line, what,
                    given=row.sentence, other=other.one.article.id, same=other.sentence,
                )  # fmt: skip


def _statements(one: Shelved) -> Iterator[_Stated]:
    for sentence in sentences(_DIALLED.sub("", one.article.answer)):
        numbers = tuple(_NUMBER.findall(sentence))
        if numbers and not _OF_THE_SOURCE.match(sentence):
            yield _Stated(one, sentence, _NUMBER.sub("#", sentence), numbers)


def measure_contradictions(shelved: Sequence[Shelved]) -> Iterator[Fault]:
    """Articles on the same fact that measure it in the same unit and agree on no number.

    Two of which one says that it is not to be confused with the other measure different things.
    """
    home: dict[tuple[FactId, str], Shelved] = {}
    for one in shelved:
        for unit, numbers in _measures(one.article).items():
            for fact in one.article.covers:
                other = home.setdefault((fact, unit), one)
                theirs = _measures(other.article)[unit]
                if other is not one and not numbers & theirs and not _told_apart(one.article, other.article):
                    what = "says {given} {unit} of {fact}, where {other} says {same}"
                    told = {"given": " ".join(sorted(numbers)), "same": " ".join(sorted(theirs)), "unit": unit}
                    yield _fault(one, one.sheet.body_line, what, fact=fact, other=other.article.id, **told)


def _told_apart(one: Article, other: Article) -> bool:
    return other.id in one.not_to_be_confused_with or one.id in other.not_to_be_confused_with


def _measures(article: Article) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, unit in _MEASURE.findall(article.answer):
        found.setdefault(unit, set()).add(number.replace(".", ","))
    return {unit: frozenset(numbers) for unit, numbers in found.items()}


def translation_contradictions(one: Shelved) -> Iterator[Fault]:
    """Translations that have other numbers, telephones or links than the Swedish they follow."""
    theirs = _told(one.article.answer)
    for lang, translation in one.article.translations.items():
        if lang == "sv-simple" or one.article.is_stale(lang):
            continue  # lättläst leaves things out on purpose; what is stale is told as that
        ours = _told(translation.answer)
        for what, extra in (
            ("lacks {given} of the original", theirs - ours),
            ("has {given}, not in the original", ours - theirs),
        ):
            if extra:
                file = one.sheet.file.with_suffix(f".{lang}.md")
                yield Fault(file, 1, what, {"given": ", ".join(sorted(extra))}, "answer", grave=False)


def _told(answer: str) -> set[str]:
    """Link targets, and numbers of two digits or more, written alike in every language."""
    targets = set(_LINK_TARGET.findall(answer))
    words = re.sub(r"\]\([^)\s]+\)", "]", answer)
    plain = re.sub(r"(?<=\d)[ .:,\u00a0](?=\d)", "", words)
    return targets | {number for number in re.findall(r"\d+", plain) if len(number) > 1}


def _digits(number: str) -> str:
    return re.sub(r"\D", "", re.sub(r"^\+46", "0", number))


def _fault(one: Shelved, line: int, what: str, **values: object) -> Fault:
    return Fault(one.sheet.file, line, what, values, "answer", grave=False)
