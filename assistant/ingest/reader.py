"""Reading and judging an article's texts apart from any folder: what editors write in the console."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.domain.article_draft import ArticleDraft
from assistant.domain.fault import Fault
from assistant.domain.knowledge import ORIGINAL, Article, ArticleId, Translation
from assistant.domain.period import local_day
from assistant.domain.revision import Place
from assistant.ingest.across import faults_across
from assistant.ingest.article_file import draft_of, text_of
from assistant.ingest.articles import Shelved, inspect_article
from assistant.ingest.front_matter import Sheet, take_apart
from assistant.ingest.known import Known
from assistant.ingest.readability import MOST_LIX, lix, readability_fault
from assistant.ingest.translations import inspect_translation
from assistant.ports import Clock
from assistant.ports.knowledge import ReadArticle

_MOST_REMEMBERED = 2_000
"""Texts of articles: some four times as many as are shipped."""


@dataclass(frozen=True, slots=True)
class TextReader:
    """Implements `ArticleReader` by the rules that files are read by."""

    known: Known
    clock: Clock
    _read_before: dict[str, Shelved | None] = field(default_factory=dict, repr=False)

    def read(self, article_id: ArticleId, texts: Mapping[str, str]) -> ReadArticle:
        """See the port."""
        return self._read(_sheets(article_id, texts))

    def judge(self, article_id: ArticleId, texts: Mapping[str, str], beside: Mapping[ArticleId, str]) -> ReadArticle:
        """See the port."""
        sheets = _sheets(article_id, texts)
        found = self._read(sheets)
        hard = {lang: readability_fault(sheet) for lang, sheet in sheets.items() if lang in MOST_LIX and sheet.body}
        faults = {lang: (*of_one, *hard.get(lang, ())) for lang, of_one in found.faults.items()}
        swedish = sheets.get(ORIGINAL)
        if swedish is not None and found.article is not None:
            faults[ORIGINAL] = (*faults[ORIGINAL], *self._across(Shelved(found.article, swedish), beside))
        return ReadArticle(found.article, faults, lix(swedish.body) if swedish else None)

    def _across(self, one: Shelved, beside: Mapping[ArticleId, str]) -> list[Fault]:
        """What `kontakt kb check` would say of the article among the others."""
        others = [self._shelved(key, text) for key, text in beside.items() if key != one.article.id]
        shelved = [*(other for other in others if other is not None), one]
        return [fault for fault in faults_across(shelved, self.known.catalogue) if fault.file == one.sheet.file]

    def _shelved(self, article_id: ArticleId, text: str) -> Shelved | None:
        """Read once: an editor's every keystroke asks for all of them."""
        if text not in self._read_before:
            if len(self._read_before) > _MOST_REMEMBERED:
                self._read_before.clear()
            found, _ = inspect_article(
                take_apart(text, Place(article_id, ORIGINAL).file), self.known, local_day(self.clock.now())
            )
            self._read_before[text] = found[0] if found else None
        return self._read_before[text]

    def draft_of(self, place: Place, text: str) -> ArticleDraft:
        """See the port."""
        return draft_of(place, text)

    def text_of(self, draft: ArticleDraft) -> str:
        """See the port."""
        return text_of(draft)

    def _read(self, sheets: Mapping[str, Sheet]) -> ReadArticle:
        today = local_day(self.clock.now())
        originals, wrong = inspect_article(sheets[ORIGINAL], self.known, today) if ORIGINAL in sheets else ((), ())
        faults: dict[str, tuple[Fault, ...]] = {ORIGINAL: wrong}
        translations: dict[str, Translation] = {}
        for lang, sheet in sheets.items():
            if lang != ORIGINAL:
                found, faults[lang] = inspect_translation(sheet, self.known)
                translations |= {one.translation.lang: one.translation for one in found}
        article: Article | None = replace(originals[0].article, translations=translations) if originals else None
        return ReadArticle(article, faults)


def _sheets(article_id: ArticleId, texts: Mapping[str, str]) -> Mapping[str, Sheet]:
    return {lang: take_apart(text, Place(article_id, lang).file) for lang, text in texts.items()}
