"""Danger: what a person in trouble writes is seen before anything else, and answered with fixed words and numbers.

Independent of the dialogue engine, the index and every store: the detector needs only the rules it was made with. It
answers and lets a person know; it does not counsel, judge the risk or promise anything.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from assistant.domain.danger_phrases import Pattern, Reading
from assistant.domain.danger_scores import Bands, Level
from assistant.domain.danger_text import Vocabulary

VERIFIED_FOR = timedelta(days=90)
"""How long a number counts as checked against its owner's page. Our own limit; an operator may set a shorter one."""


class DangerClass(StrEnum):
    """The kinds of danger, the most urgent first: of several in one utterance the first one here is answered."""

    LIFE_IN_DANGER = "life_in_danger"
    SUICIDE = "suicide"
    HONOUR_VIOLENCE = "honour_violence"
    TRAFFICKING = "trafficking"
    SEXUAL_VIOLENCE = "sexual_violence"
    VIOLENCE_IN_CLOSE_RELATION = "violence_in_close_relation"
    CHILD_AT_RISK = "child_at_risk"
    FIRE_ACCIDENT = "fire_accident"
    ACUTE_ILLNESS = "acute_illness"
    THREAT_TO_OTHERS = "threat_to_others"
    PUBLIC_CRISIS = "public_crisis"


Scores = Callable[[str], Mapping[DangerClass, float]]
"""The probability, 0..1, of each class of danger in a text; nothing where it cannot be judged."""


@dataclass(frozen=True)
class HelpLine:
    """A number to call or text (``kind`` "phone" or "sms"), and when somebody last checked it with its owner."""

    id: str
    number: str
    name: str
    kind: str
    target_group: str
    hours: str
    languages: tuple[str, ...]
    url: str
    verified_at: date | None
    verified_by: str | None
    note: str | None = None

    @property
    def link(self) -> str:
        """The number as a link that a telephone understands."""
        scheme = "sms" if self.kind == "sms" else "tel"
        return f"{scheme}:{''.join(sign for sign in self.number if sign.isdigit())}"

    def is_unverified(self, today: date, limit: timedelta = VERIFIED_FOR) -> bool:
        """Whether nobody has checked the number within the limit before today."""
        return self.verified_at is None or today - self.verified_at > limit


@dataclass(frozen=True)
class DangerPhrase:
    """One compiled phrase: its id (never a citizen's words) and the language it is written in."""

    id: str
    lang: str
    pattern: Pattern


@dataclass(frozen=True)
class DangerRule:
    """What to look for in one class of danger and what to answer.

    ``phrases`` tell of a danger. ``mentions`` ask for information about one: the help lines are shown, the question is
    answered too, and nobody is alarmed. ``exclusions`` look like the danger but are not: words inside one never count.
    """

    danger_class: DangerClass
    phrases: tuple[DangerPhrase, ...]
    mentions: tuple[DangerPhrase, ...]
    exclusions: tuple[DangerPhrase, ...]
    numbers: tuple[HelpLine, ...]
    replies: Mapping[str, str]
    alarm: bool
    hand_off: bool
    answer_too: bool


@dataclass(frozen=True)
class Danger:
    """A danger seen in an utterance: its class, the phrase that gave it away, and what it asks of us.

    ``lang`` is the phrase's; None where the classifier saw the danger, which does not tell languages apart.
    """

    danger_class: DangerClass
    phrase: str
    lang: str | None
    alarm: bool
    hand_off: bool
    answer_too: bool


@dataclass(frozen=True)
class DangerReply:
    """The fixed words to show, the language they are in, and the lines named in them."""

    text: str
    lang: str
    numbers: tuple[HelpLine, ...]


@dataclass(frozen=True)
class Offers:
    """The last line of a reply, per language: when a person is being called in, and when a person may be asked for."""

    hand_off: Mapping[str, str]
    ask: Mapping[str, str]


GAINSAID_IN = frozenset({"sv", "en", "ar", "fa", "so"})
"""Languages of the phrases that the classifier may gainsay: those with some 600 rows of danger or more to fit on."""

_NO_CLASSIFIER = Bands(1.0, 1.0, 1.0, 1.0, 0.0)


class DangerDetector:
    """Sees danger in what a citizen writes. Made once, holds no state between utterances."""

    def __init__(
        self,
        rules: Iterable[DangerRule],
        exclusions: Iterable[DangerPhrase],
        offers: Offers,
        plain_words: frozenset[str] = frozenset(),
    ) -> None:
        """Order the rules by urgency and learn the words of all their phrases.

        ``exclusions`` hold for every class; ``plain_words`` are real words never taken for a misspelling of ours.
        """
        urgency = list(DangerClass)
        self._rules = tuple(sorted(rules, key=lambda rule: urgency.index(rule.danger_class)))
        self._by_class = {rule.danger_class: rule for rule in self._rules}
        self._exclusions = tuple(exclusions)
        self._offers = offers
        self._vocabulary = Vocabulary(_words(self._rules, self._exclusions), plain_words)
        self._scores: Scores = _no_scores
        self._bands = _NO_CLASSIFIER

    def with_classifier(self, scores: Scores, bands: Bands) -> "DangerDetector":
        """The same phrases, with a classifier for what no phrase tells of."""
        joined = copy(self)
        joined._scores, joined._bands = scores, bands
        return joined

    def without_classifier(self) -> "DangerDetector":
        """The reviewed phrases alone: to see what each half is worth."""
        return self.with_classifier(_no_scores, _NO_CLASSIFIER)

    @property
    def rules(self) -> tuple[DangerRule, ...]:
        """The rules, the most urgent class first."""
        return self._rules

    def detect(self, text: str) -> Danger | None:
        """The most urgent danger in the text, or None.

        A danger told of goes before every danger only asked about, and within each what a reviewed phrase tells of goes
        before what the classifier takes for it. Where the classifier is sure that nothing is the matter ("tack för
        hjälpen när min man fick stroke") what a phrase tells of counts as asked about: help is shown, nobody alarmed.
        """
        reading = Reading(text, self._vocabulary)
        everywhere = _places(self._exclusions, reading)
        hidden = {rule.danger_class: everywhere | _places(rule.exclusions, reading) for rule in self._rules}
        scores, words = self._scores(text), reading.length - len(everywhere)
        judged = self._judged(scores, words)
        alarmed = judged if judged is not None and judged.alarm else None
        for rule in self._rules:
            if found := _first(rule.phrases, reading, hidden[rule.danger_class]):
                if alarmed and not rule.alarm:
                    return alarmed
                gainsaid = rule.alarm and found.lang in GAINSAID_IN and self._bands.is_harmless(scores, words)
                return (_asked_about if gainsaid else _told_of)(rule, found.id, found.lang)
        if alarmed:
            return alarmed
        for rule in self._rules:
            if found := _first(rule.mentions, reading, hidden[rule.danger_class]):
                return _asked_about(rule, found.id, found.lang)
        return judged

    def _judged(self, scores: Mapping[DangerClass, float], words: int) -> Danger | None:
        """What the classifier takes the text for; ``words`` are those outside every exclusion."""
        found = self._bands.judge(scores, words)
        if found is None:
            return None
        name, level = found
        rule = self._by_class[name]
        return (_told_of if level is Level.ALARM else _asked_about)(rule, f"{rule.danger_class}.classifier", None)

    def reply(self, danger: Danger, lang: str) -> DangerReply:
        """The approved words for the danger in the language asked for; English where that language has none."""
        words = self.words(danger, lang)
        offer = self._offers.hand_off if danger.hand_off else self._offers.ask
        return replace(words, text=f"{words.text}\n\n{offer[words.lang].strip()}")

    def words(self, danger: Danger, lang: str) -> DangerReply:
        """The same without the offer of a person: for when none can be reached through us."""
        rule = self._by_class[danger.danger_class]
        spoken = lang if lang in rule.replies else "en"
        return DangerReply(rule.replies[spoken].strip(), spoken, rule.numbers)


def _no_scores(text: str) -> Mapping[DangerClass, float]:
    del text
    return {}


def _told_of(rule: DangerRule, phrase: str, lang: str | None) -> Danger:
    return Danger(rule.danger_class, phrase, lang, rule.alarm, rule.hand_off, rule.answer_too)


def _asked_about(rule: DangerRule, phrase: str, lang: str | None) -> Danger:
    return Danger(rule.danger_class, phrase, lang, alarm=False, hand_off=False, answer_too=True)


def _words(rules: Iterable[DangerRule], exclusions: Iterable[DangerPhrase]) -> set[str]:
    phrases = list(exclusions)
    for rule in rules:
        phrases += [*rule.phrases, *rule.mentions, *rule.exclusions]
    return {word for phrase in phrases for step in phrase.pattern.steps for word in step.words}


def _places(phrases: Iterable[DangerPhrase], reading: Reading) -> frozenset[int]:
    """The positions of all words inside any of the phrases."""
    spans = (span for phrase in phrases for span in phrase.pattern.spans(reading))
    return frozenset(at for start, end in spans for at in range(start, end))


def _first(phrases: Iterable[DangerPhrase], reading: Reading, hidden: frozenset[int]) -> DangerPhrase | None:
    for phrase in phrases:
        for start, end in phrase.pattern.spans(reading):
            if hidden.isdisjoint(range(start, end)):
                return phrase
    return None
