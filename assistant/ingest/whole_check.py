"""Everything that can be wrong with a knowledge base, looked for at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.domain.fault import Fault
from assistant.domain.knowledge import EASY_SWEDISH
from assistant.ingest.across import faults_across
from assistant.ingest.alike import near_articles, near_questions
from assistant.ingest.articles import Shelved, inspect_articles
from assistant.ingest.contradictions import translation_contradictions
from assistant.ingest.coverage import Plan, coverage_faults, read_plan, translation_faults
from assistant.ingest.danger_rules import read_danger_rules
from assistant.ingest.front_matter import Sheet, read_sheet
from assistant.ingest.known import Known, read_known
from assistant.ingest.readability import lix, readability_fault
from assistant.ports.knowledge import Encoder

MOST_MEAN_LIX = 40.0
"""On average over all Swedish answers: easy to read, on Björnsson's scale."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A knowledge base with all that is wrong with it, and the readability of each Swedish answer in order."""

    known: Known
    plan: Plan
    shelved: tuple[Shelved, ...]
    lix: tuple[float, ...]
    faults: tuple[Fault, ...]

    @property
    def mean_lix(self) -> float:
        """On average over the Swedish answers; 0 where there are none."""
        return sum(self.lix) / len(self.lix) if self.lix else 0.0


def check_knowledge(knowledge_base: Path, today: date, encoder: Encoder | None = None) -> Checked:
    """The folder as on the day `today`. Without an encoder nothing is looked for that is alike in meaning alone.

    Raises:
        RefusedError: facts, catalogue, plan or danger rules cannot be read at all.
    """
    known, plan = read_known(knowledge_base), read_plan(knowledge_base)
    read_danger_rules(knowledge_base / "danger.yml")
    shelved, faults = inspect_articles(knowledge_base / "articles", known, today)
    measured = tuple(lix(one.sheet.body) for one in shelved)
    sheets = [*(one.sheet for one in shelved), *_easy_sheets(knowledge_base)]
    found = [*faults, *_across(shelved, known, plan), *_readability(sheets, measured)]
    if encoder is not None:
        found += [*near_articles(shelved, encoder), *near_questions(shelved, encoder)]
    return Checked(known, plan, shelved, measured, tuple(sorted(found)))


def _across(shelved: Sequence[Shelved], known: Known, plan: Plan) -> Iterator[Fault]:
    yield from faults_across(shelved, known.catalogue)
    for one in shelved:
        yield from translation_contradictions(one)
    yield from coverage_faults(shelved, known.facts, plan)
    yield from translation_faults(shelved, plan)


def _easy_sheets(knowledge_base: Path) -> Iterator[Sheet]:
    for file in sorted((knowledge_base / "articles").glob(f"**/*.{EASY_SWEDISH}.md")):
        yield read_sheet(file, file.relative_to(knowledge_base))


def _readability(sheets: Sequence[Sheet], measured: Sequence[float]) -> Iterator[Fault]:
    for sheet in sheets:
        yield from readability_fault(sheet)
    if measured and sum(measured) / len(measured) > MOST_MEAN_LIX:
        what = "readability (LIX) is {lix} on average; at most {most}"
        mean = {"lix": round(sum(measured) / len(measured), 1), "most": round(MOST_MEAN_LIX)}
        yield Fault(Path("articles"), 1, what, mean, "answer", grave=False)
