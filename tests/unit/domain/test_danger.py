"""The danger detector with the rules that are shipped, on the labelled utterances beside the knowledge base.

All utterances are by the hand that wrote the rules. "blind" were written before the rules, "tuned" with them, "fresh"
after them (26 of 41 were seen before the rules were widened for them). "held" came last and the rules have never been
changed for them: 12 of 23 were seen. That, not the floors for the rest, tells what to expect of new indirect wordings.
Three of the eleven unseen have been reported by others since, learnt from, and are "tuned" now; 20 are left.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.domain.danger import Danger, DangerClass, DangerDetector
from assistant.domain.danger_text import fold
from assistant.ingest.danger_rules import CLOSED_NUMBERS, read_danger_rules
from assistant.wording.markdown import to_html

KNOWLEDGE_BASE = Path(__file__).parents[3] / "knowledge_base"
FIRST_LINE = {"sv": "Ring 112 om det är akut fara.", "en": "Call 112 if there is immediate danger."}
URGENT = {"life_in_danger", "suicide"}


@pytest.fixture(scope="module")
def detector() -> DangerDetector:
    return read_danger_rules(KNOWLEDGE_BASE / "danger.yml")


@pytest.fixture(scope="module")
def labelled() -> list[dict[str, str | None]]:
    lines = (KNOWLEDGE_BASE / "questions" / "danger_test.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def seen(detector: DangerDetector, text: str) -> str | None:
    danger = detector.detect(text)
    return danger.danger_class.value if danger else None


def learnt_from(labelled: list[dict[str, str | None]]) -> list[dict[str, str | None]]:
    return [row for row in labelled if row["danger"] and row["set"] != "held"]


def replies(detector: DangerDetector) -> Iterator[tuple[str, str, Danger]]:
    for rule in detector.rules:
        for hand_off in (True, False):
            danger = Danger(rule.danger_class, "", "sv", rule.alarm, hand_off, rule.answer_too)
            for lang in rule.replies:
                yield lang, detector.reply(danger, lang).text, danger


def test_the_labelled_utterances_are_many_enough_and_all_different(labelled: list[dict[str, str | None]]) -> None:
    positives = [row for row in labelled if row["danger"]]
    assert len(positives) >= 120
    assert len(labelled) - len(positives) >= 150
    assert len({row["q"] for row in labelled}) == len(labelled)
    # Trafficking came later than these rows: its utterances are in danger_blind.jsonl (tests/measures/test_danger.py).
    assert {row["danger"] for row in positives} == set(DangerClass) - {DangerClass.TRAFFICKING}


@pytest.mark.parametrize(("urgent", "floor"), [(True, 0.95), (False, 0.90)])
def test_danger_is_seen_in_at_least_the_share_required(
    detector: DangerDetector, labelled: list[dict[str, str | None]], urgent: bool, floor: float
) -> None:
    rows = [row for row in learnt_from(labelled) if (row["danger"] in URGENT) == urgent]
    missed = [row["q"] for row in rows if seen(detector, str(row["q"])) is None]
    assert 1 - len(missed) / len(rows) >= floor, missed


def test_of_the_utterances_the_rules_were_never_changed_for_no_fewer_are_seen_than_before(
    detector: DangerDetector, labelled: list[dict[str, str | None]]
) -> None:
    held = [row for row in labelled if row.get("set") == "held"]
    assert sum(seen(detector, str(row["q"])) is not None for row in held) >= 12


def test_the_class_is_the_labelled_one_in_nine_of_ten(
    detector: DangerDetector, labelled: list[dict[str, str | None]]
) -> None:
    rows = learnt_from(labelled)
    other = [row["q"] for row in rows if seen(detector, str(row["q"])) != row["danger"]]
    assert len(other) / len(rows) <= 0.10, other


def test_ordinary_questions_with_frightening_words_raise_at_most_two_false_alarms_in_a_hundred(
    detector: DangerDetector, labelled: list[dict[str, str | None]]
) -> None:
    rows = [row for row in labelled if not row["danger"]]
    alarmed = [row["q"] for row in rows if seen(detector, str(row["q"]))]
    assert len(alarmed) / len(rows) <= 0.02, alarmed


@pytest.mark.parametrize(
    ("ordinary", "danger", "danger_class"),
    [
        ("mobilen dog mitt i ansökan", "min mobil dog men jag vill dö", "suicide"),
        ("jag höll på att dö av skratt", "jag dör av skratt men jag vill ta mitt liv", "suicide"),
        ("kan jag skjuta upp ärendet?", "jag ska skjuta er allihop", "threat_to_others"),
        ("jag vill slå in paket", "jag vill slå ihjäl handläggaren", "threat_to_others"),
        ("får jag elda trädgårdsavfall?", "det brinner i köket", "fire_accident"),
        ("vem byter batteri i brandvarnaren?", "brandvarnaren tjuter och ingen öppnar", "fire_accident"),
        ("det slår mig att blanketten saknas", "han slår mig", "violence_in_close_relation"),
        ("vad kostar en vigsel när vi gifter oss?", "de ska gifta bort mig", "honour_violence"),
        ("när testas Hesa Fredrik?", "varför tjuter Hesa Fredrik?", "public_crisis"),
        ("hur gör jag en orosanmälan?", "grannens barn blir slaget", "child_at_risk"),
        ("finns det självmordsförebyggande jobb?", "jag tänker på självmord", "suicide"),
    ],
)
def test_an_ordinary_question_is_told_from_the_danger_it_resembles(
    detector: DangerDetector, ordinary: str, danger: str, danger_class: str
) -> None:
    assert seen(detector, ordinary) is None
    assert seen(detector, danger) == danger_class


@pytest.mark.parametrize(
    "text",
    [
        "självmord",
        "SJÄLVMORD",
        "sjalvmord",
        "sjaelvmord",
        "själv mord",
        "s j ä l v m o r d",
        "s.j.ä.l.v.m.o.r.d",
        "sj4lvm0rd",
        "sjalvmrod",
        "självmoord",
        "självmmmmord",
        "sj\u00e4lv\u200bmord",
        "sja\u0308lvmord",
        "ｓｊälvmord",
        "jagvilldö",
        "jag vill d ö",
        "jag vill dööööö",
    ],
)
def test_words_are_seen_through_the_ways_they_are_bent(detector: DangerDetector, text: str) -> None:
    assert seen(detector, text) == "suicide"


def test_a_letter_with_dots_is_not_mistaken_for_one_without(detector: DangerDetector) -> None:
    assert seen(detector, "jag vill do") == "suicide"
    assert seen(detector, "jag vill ha en ny dörr") is None


def test_the_most_urgent_of_several_dangers_is_answered(detector: DangerDetector) -> None:
    assert seen(detector, "det brinner i köket och jag vill dö") == "suicide"
    assert seen(detector, "jag vill dö och han har en kniv mot min hals") == "life_in_danger"


def test_a_question_about_violence_shows_the_lines_and_is_answered_without_alarm(detector: DangerDetector) -> None:
    danger = detector.detect("Vilket stöd finns för våldsutsatta kvinnor?")
    assert danger is not None
    assert (danger.alarm, danger.hand_off, danger.answer_too) == (False, False, True)


def test_a_public_crisis_is_answered_from_the_knowledge_base_too_and_alarms_nobody(detector: DangerDetector) -> None:
    danger = detector.detect("varför tjuter sirenerna?")
    assert danger is not None
    assert (danger.alarm, danger.answer_too) == (False, True)


def test_every_personal_danger_alarms_a_person(detector: DangerDetector) -> None:
    quiet = {rule.danger_class for rule in detector.rules if not rule.alarm}
    assert quiet == {DangerClass.PUBLIC_CRISIS}


def test_every_reply_begins_with_112(detector: DangerDetector) -> None:
    for lang, text, danger in replies(detector):
        assert text.splitlines()[0].startswith(FIRST_LINE[lang]), danger.danger_class


def test_every_reply_is_short_and_ends_with_an_offer_of_a_person(detector: DangerDetector) -> None:
    for _, text, danger in replies(detector):
        assert len(text.split()) <= 135, danger.danger_class
        assert "Kontakt Linköping" in text.splitlines()[-1]


def test_every_number_in_a_reply_is_a_line_of_its_class_and_every_line_is_named(detector: DangerDetector) -> None:
    for rule in detector.rules:
        known = {re.sub(r"\D", "", line.number) for line in rule.numbers}
        for lang, text in rule.replies.items():
            written = {re.sub(r"\D", "", found) for found in re.findall(r"\d[\d -]*\d", text)}
            written -= {"18"}
            assert written == known, (rule.danger_class, lang)


def test_every_number_in_a_reply_can_be_pressed(detector: DangerDetector) -> None:
    for rule in detector.rules:
        links = {f"[{line.number}]({line.link})" for line in rule.numbers}
        for lang, text in rule.replies.items():
            assert all(link in text for link in links), (rule.danger_class, lang)
            assert set(re.findall(r"\[[^\]]*\]\((?:tel|sms):[^)]*\)", text)) == links, (rule.danger_class, lang)


def test_a_reply_is_paragraphs_and_a_list_with_air_between(detector: DangerDetector) -> None:
    for lang, text, danger in replies(detector):
        html = to_html(text)
        assert html.startswith(f"<p>{FIRST_LINE[lang]}</p>"), danger.danger_class
        assert html.count("<li>") >= 2, danger.danger_class
        assert html.count("<p>") >= 3, danger.danger_class


def test_no_line_that_has_closed_is_shown(detector: DangerDetector) -> None:
    for rule in detector.rules:
        assert not {re.sub(r"\D", "", line.number) for line in rule.numbers} & CLOSED_NUMBERS


def test_no_reply_asks_counsels_promises_or_argues(detector: DangerDetector) -> None:
    forbidden = re.compile(
        r"\bhur (tänker|ska|hade|planerar) du|\bvarför\b|\bnär tänker|\bhar du en plan|\bmetod|\bhemligt mellan"
        r"|\blovar\b|\bhjälp är på väg|\bnågon kommer\b|\bdu borde\b|\bdu måste\b|\btänk positivt|\bgör inte\b"
        r"|\bhow (do|will|would) you|\bwhy\b|\bdo you have a plan|\bmethod|\bkeep (this|it) secret|\bpromise\b"
        r"|\bhelp is on (the|its) way|\bsomeone is coming|\byou should have\b|\byou must\b|\bcheer up\b|\bdon't do\b",
        re.IGNORECASE,
    )
    for _, text, danger in replies(detector):
        assert not forbidden.search(text), (danger.danger_class, forbidden.search(text))


def test_a_reply_asks_only_who_one_is_and_whether_one_wants_a_person(detector: DangerDetector) -> None:
    allowed = re.compile(
        r"^(Är du (under 18 år|orolig för|rädd)|Are you (under 18|worried about|afraid)|Kan du inte prata"
        r"|Can't you speak|Vill du prata med en människa|Would you like to talk to a person)"
    )
    for _, text, _ in replies(detector):
        for sentence in re.findall(r"[^.!?\n]+\?", text):
            assert allowed.match(sentence.strip()), sentence


def test_a_language_without_a_reply_is_answered_in_english(detector: DangerDetector) -> None:
    danger = detector.detect("haluan kuolla")
    assert danger is not None
    assert danger.lang == "fi"
    assert detector.reply(danger, "fi").lang == "en"


def test_the_phrase_named_in_a_danger_is_ours_and_not_the_citizens_words(detector: DangerDetector) -> None:
    danger = detector.detect("Karin Svensson vill ta sitt liv ikväll")
    assert danger is not None
    assert "Karin" not in danger.phrase
    assert danger.phrase in {phrase.id for rule in detector.rules for phrase in rule.phrases}


def test_a_number_nobody_has_checked_counts_as_unverified_and_a_checked_one_does_until_the_limit(
    detector: DangerDetector,
) -> None:
    line = detector.rules[0].numbers[0]
    today = date(2026, 11, 22)
    assert replace(line, verified_at=None).is_unverified(today)
    assert not replace(line, verified_at=today - timedelta(days=90)).is_unverified(today)
    assert replace(line, verified_at=today - timedelta(days=91)).is_unverified(today)


def test_no_number_was_checked_longer_ago_than_its_limit(detector: DangerDetector) -> None:
    """Fails by itself when the day comes: then call the line's owner, and write the day into danger.yml (E-05)."""
    checked = {line for rule in detector.rules for line in rule.numbers if line.verified_at is not None}
    assert {line.id for line in checked if line.is_unverified(datetime.now(UTC).date())} == set()


def test_a_number_becomes_a_link_a_telephone_understands(detector: DangerDetector) -> None:
    links = {line.id: line.link for rule in detector.rules for line in rule.numbers}
    assert links["womens_line"] == "tel:020505050"
    assert links["emergency_sms"] == "sms:112"


def test_of_a_very_long_text_the_beginning_and_the_end_are_read(detector: DangerDetector) -> None:
    filler = "Hur söker jag bygglov? " * 1_000
    assert len(fold(filler)) < 9_000
    assert seen(detector, filler) is None
    assert seen(detector, "jag vill dö. " + filler) == "suicide"
    assert seen(detector, filler + " jag vill dö") == "suicide"
