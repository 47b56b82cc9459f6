"""A knowledge search that has been told its answers, and a workshop around it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.adapters.article_shelf import LoadedShelf
from assistant.domain.errors import UnavailableError
from assistant.domain.grounds import Likeness
from assistant.domain.knowledge import Article, ArticleId, Candidate
from assistant.domain.labelled import LabelledQuestion
from assistant.ports.knowledge import Knowledge


class ToldSearch:
    """Proposes for each question what it was told, and nothing for any other. Can be told to be `away`."""

    def __init__(self, answers: Mapping[str, tuple[Candidate, ...]]) -> None:
        self._answers: dict[tuple[str, ArticleId | None], tuple[Candidate, ...]] = {
            (question, None): candidates for question, candidates in answers.items()
        }
        self.away = False

    def tell(self, question: str, candidates: tuple[Candidate, ...], topic: ArticleId | None = None) -> None:
        """From now on it proposes these for that question, only after `topic` where one is given."""
        self._answers[question, topic] = candidates

    def search(self, question: str, limit: int = 5, topic: ArticleId | None = None) -> tuple[Candidate, ...]:
        if self.away:
            raise UnavailableError("the knowledge search is away")
        told = self._answers.get((question, topic), self._answers.get((question, None), ()))
        return told[:limit]

    def versions(self) -> Mapping[str, str]:
        return {} if self.away else {"index": "told", "encoder": "none"}


@dataclass(frozen=True)
class ToldExplainer:
    """Says of each question what it was told, whatever the article."""

    likenesses: Mapping[str, Likeness] = field(default_factory=dict)

    def explain(self, question: str, article_id: ArticleId) -> Likeness:
        del article_id
        return self.likenesses.get(question, Likeness())


@dataclass(frozen=True)
class ToldWorkshop:
    """Implements `KnowledgeWorkshop`: the shelf follows changes, the search goes on saying what it was told."""

    search: ToldSearch
    articles: Sequence[Article]
    kept_texts: Mapping[ArticleId, Mapping[str, str]] = field(default_factory=dict)
    questions: Sequence[LabelledQuestion] = ()
    explainer: ToldExplainer = field(default_factory=ToldExplainer)

    def built(self) -> Knowledge:
        return Knowledge(self.search, LoadedShelf(self.articles), self.explainer)

    def texts(self) -> Mapping[ArticleId, Mapping[str, str]]:
        return self.kept_texts

    def labelled(self) -> Sequence[LabelledQuestion]:
        return self.questions

    def grouped(self, questions: Sequence[str]) -> Sequence[int]:
        """By their last word, which is all that this search needs to know of meaning."""
        last = [question.rstrip("?!. ").casefold().split()[-1] for question in questions]
        return [last.index(word) for word in last]

    def revised(self, articles: Sequence[Article], withdrawn: Collection[ArticleId], edition: str) -> Knowledge:
        del edition
        together = {article.id: article for article in (*self.articles, *articles)}
        stays = [one for key, one in together.items() if key not in withdrawn]
        return Knowledge(self.search, LoadedShelf(stays), self.explainer)
