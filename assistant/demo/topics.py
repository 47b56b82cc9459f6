"""What is asked about, by season, by language and on the days when something has happened."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.demo.material import Material
from assistant.domain.catalogue import AreaId
from assistant.domain.knowledge import ArticleId

ORDINARY = 0.8
"""Weight of an area that is not named below."""
_OF_THE_AREA: Mapping[str, float] = {
    **{"avfall_atervinning": 9.0, "forskola_och_pedagogisk_omsorg": 7.0, "kontakt_linkoping": 6.0, "bygglov": 5.5},
    **{"parkering": 5.0, "ekonomiskt_bistand": 4.5, "grundskola": 4.0, "felanmalan": 4.0, "aldreomsorg_hemtjanst": 4.0},
    **{"vatten_avlopp": 3.0, "gator_trafik_snorojning": 3.0, "e_tjanster_bank_id_mina_arenden": 3.0},
    **{"kollektivtrafik": 2.5, "fardtjanst": 2.0, "bad_och_simhallar": 2.0, "bibliotek": 1.6, "bostad_tomtko": 2.2},
}
"""How much is asked about each, relative. Assumed: the municipality publishes no figures (see `most_asked.yml`)."""
_OF_THE_SEASON: Mapping[str, Mapping[int, float]] = {
    "gator_trafik_snorojning": {12: 2.2, 1: 3.0, 2: 2.6, 3: 1.4, 6: 0.5, 7: 0.4},
    "bad_och_simhallar": {5: 1.5, 6: 2.5, 7: 3.0, 8: 1.8},
    "forskola_och_pedagogisk_omsorg": {1: 1.5, 8: 1.7, 9: 1.3, 7: 0.5},
    "grundskola": {1: 1.6, 2: 1.4, 8: 2.0, 7: 0.4},
    "skolskjuts": {8: 3.0, 9: 2.0, 7: 0.3},
    "bygglov": {3: 1.4, 4: 1.8, 5: 1.7, 6: 1.3, 12: 0.6},
    "sommarjobb": {2: 3.0, 3: 3.0, 4: 2.0},
    "feriejobb": {2: 2.5, 3: 2.5, 4: 1.8},
    "val_politik_kommunfullmaktige": {8: 2.0, 9: 4.0},
    "eldning_brandfarligt": {4: 2.5, 5: 2.0, 12: 1.6},
    "avfall_atervinning": {1: 1.3, 12: 1.2, 5: 1.1},
}
"""By month, times the area's own weight. Assumed."""
_MOST_ASKED = 0.62
"""An article in place n of its area is asked for in proportion to this to the power of n: few make up most. Assumed."""
LANGUAGES: Mapping[str, float] = {
    "sv": 0.84,
    "en": 0.075,
    "ar": 0.03,
    "so": 0.015,
    "uk": 0.015,
    "fi": 0.013,
    "fa": 0.012,
}
"""Shares of citizens by language. Assumed, after the languages that the knowledge base is in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the article that would be right; None where there is none."""

    text: str
    lang: str
    right: ArticleId | None


@dataclass(slots=True)
class Topics:
    """Draws questions. `surge`: areas asked for so many times more, while something goes on."""

    material: Material
    rng: random.Random
    surge: Mapping[str, float] = field(default_factory=dict)

    def language(self) -> str:
        """A citizen's."""
        return self.rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]

    def question(self, day: date, lang: str, share_unanswered: float) -> Asked:
        """A first question of a conversation; such a share (0..1) of Swedish ones has no answer here."""
        if lang == "sv" and self.rng.random() < share_unanswered:
            return Asked(self.rng.choice(self.material.unanswered), lang, None)
        return self.about(self._area(day), lang)

    def about(self, area: str, lang: str) -> Asked:
        """A question about something in the area."""
        articles = self.material.by_area[area]
        asked = self.material.asked[lang]
        known = [article for article in articles if asked.get(article)]
        if not known:
            return Asked(self.rng.choice(self.material.unanswered), "sv", None)
        article = self.rng.choices(known, [_MOST_ASKED**place for place in range(len(known))])[0]
        return Asked(self.rng.choice(asked[article]), lang, article)

    def mistaken_for(self, right: ArticleId) -> ArticleId:
        """Another article that the search may take it for: of the same area, where there is one."""
        others = [one for one in self.material.by_area[right.partition(".")[0]] if one != right]
        return self.rng.choice(others) if others else next(one for one in self.material.articles if one != right)

    def _area(self, day: date) -> str:
        areas = [area for area in self.material.catalogue.areas if self.material.by_area.get(area)]
        return self.rng.choices(areas, [self._weight(area, day) for area in areas])[0]

    def _weight(self, area: AreaId, day: date) -> float:
        of_season = _OF_THE_SEASON.get(area, {}).get(day.month, 1.0)
        return _OF_THE_AREA.get(area, ORDINARY) * of_season * self.surge.get(area, 1.0)
