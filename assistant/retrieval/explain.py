"""Why an article was found: its way of asking that is most like the question, and the words it lacks.

For people to read, not to decide by: the search weighs far more (`signs.py`), but this is what one can check at a look.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from assistant.domain.grounds import Likeness
from assistant.domain.knowledge import Article, ArticleId, FactId
from assistant.retrieval.article_words import own_lines, ways_of_asking
from assistant.retrieval.lexical import Spaces
from assistant.retrieval.vector_space import VectorSpace

COMMON = 1 / 200
"""A word that so large a share of all lines has (`hur`, `behöver`, `kommunen`) says nothing by not being there."""
MOST_MISSING = 3
"""Words named at most, the rarest of them: more nobody reads."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Home:
    """An article's lines as they are compared: ways of asking with their rows, and the terms of all its lines."""

    asked: tuple[str, ...]
    rows: tuple[sparse.csr_matrix, sparse.csr_matrix]
    terms: frozenset[str]


class Explainer:
    """Explains by the words of each article. Safe to call from several threads.

    Args:
        spaces: those of the ranker.
        articles: those that the search proposes.
        asked: citizens' questions by the fact that answers them.
    """

    def __init__(self, spaces: Spaces, articles: Sequence[Article], asked: Mapping[FactId, tuple[str, ...]]) -> None:
        self._spaces = spaces
        self._articles = {article.id: article for article in articles}
        self._asked = asked
        self._homes: dict[ArticleId, _Home] = {}

    def explain(self, question: str, article_id: ArticleId) -> Likeness:
        """How the article is like the question; nothing where it is not among ours."""
        article = self._articles.get(article_id)
        if article is None:
            return Likeness()
        home = self._homes.get(article_id)
        if home is None:
            home = self._homes[article_id] = self._home(article)
        return Likeness(self._nearest(question, home), self._missing(question, home))

    def _home(self, article: Article) -> _Home:
        questions = [question for fact in article.covers for question in self._asked.get(fact, ())]
        ways = [way for way in ways_of_asking(article) if way != article.keywords]
        asked = tuple(dict.fromkeys([*ways, *questions]))
        lines = [*own_lines(article), *questions]
        terms = frozenset(term for line in lines for term in self._spaces.stems.analysed(line))
        return _Home(asked, self._rows(asked), terms)

    def _rows(self, lines: Sequence[str]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """By characters and by stems."""
        return self._spaces.characters.matrix(lines), self._spaces.stems.matrix(lines)

    def _nearest(self, question: str, home: _Home) -> str:
        pairs = zip(home.rows, self._rows([question]), strict=True)
        alike = np.sum([(lines @ one.T).toarray()[:, 0] for lines, one in pairs], axis=0)
        best = int(np.argmax(alike))
        return home.asked[best] if alike[best] > 0 else ""

    def _missing(self, question: str, home: _Home) -> tuple[str, ...]:
        """In the order of the question."""
        found: dict[str, str] = {}
        for word in _WORD.findall(question):
            found.setdefault(word.casefold(), word)
        rarity = {word: _rarity(word, home, self._spaces.stems) for word in found.values()}
        lacking = sorted((word for word, rare in rarity.items() if rare), key=lambda word: -rarity[word])
        return tuple(word for word in found.values() if word in lacking[:MOST_MISSING])


def _rarity(word: str, home: _Home, stems: VectorSpace) -> float:
    """How much it tells that the word is not there; 0 where it is, whole or in its parts, or where it is common."""
    whole, *parts = stems.analysed(word) or ("",)
    if not whole or whole in home.terms or (parts and home.terms.issuperset(parts)):
        return 0.0
    weight = stems.weight_of(whole)
    if weight is None:
        return float("inf")
    # IDF is ln(1 / share) + 1, near enough.
    return weight if weight > 1 - np.log(COMMON) else 0.0
