"""What a citizen tells a form, as it is understood there: answers, corrections, questions, and what is none of them."""

from collections.abc import Mapping

import pytest

from assistant.domain.case import CaseKind
from assistant.domain.form import FIELDS, Field, OpenForm, Step
from assistant.domain.form_answers import PASS_ON, AskAgain, Fill, Tell, judge, taken_as_it_is, told_besides
from assistant.domain.plain_replies import LEFT

FAULT, SUGGESTION, CALLBACK = CaseKind.FAULT, CaseKind.SUGGESTION, CaseKind.CALLBACK
WHAT, WHERE, SINCE = Field.WHAT, Field.WHERE, Field.SINCE
CONTACT, ABOUT, WHEN = Field.CONTACT, Field.ABOUT, Field.WHEN
QUESTION, AGAIN = Tell("ask_question"), AskAgain()


def asking(kind: CaseKind, asks: Field) -> OpenForm:
    """A form that asks for a field, with all before it filled."""
    before = FIELDS[kind][: FIELDS[kind].index(asks)]
    return OpenForm(kind, Step.ASKING, asks, dict.fromkeys(before, "something"))


def shown(kind: CaseKind) -> OpenForm:
    """A form that shows all it has and asks whether it is right."""
    return OpenForm(kind, Step.CONFIRMING, None, dict.fromkeys(FIELDS[kind], "something"))


def changing(kind: CaseKind, asks: Field | None) -> OpenForm:
    """A form in which something is changed: a field, or none chosen yet."""
    step = Step.CHOOSING if asks is None else Step.CHANGING
    return OpenForm(kind, step, asks, dict.fromkeys(FIELDS[kind], "something"))


def takes(form: OpenForm, text: str, intent: str = "inform") -> Mapping[Field, str]:
    """What the form takes from the words."""
    verdict = judge(form, text, intent)
    assert isinstance(verdict, Fill), verdict
    return verdict.values


@pytest.mark.parametrize(
    ("kind", "asks", "text"),
    [
        (FAULT, WHAT, "gatan är full av hål"),
        (FAULT, WHAT, "tiden på kyrkklockan är fel"),
        (FAULT, WHAT, "fel på lampan"),
        (FAULT, WHERE, "vid bron bakom ICA"),
        (FAULT, WHERE, "Ryd"),
        (FAULT, WHERE, "När man går mot stationen, till höger"),
        (FAULT, WHERE, "by the bridge"),
        (FAULT, SINCE, "ett bra tag"),
        (FAULT, SINCE, "efter stormen"),
        (FAULT, SINCE, "när det stormade"),
        (FAULT, SINCE, "2026-11-02"),
        (FAULT, SINCE, "since last week"),
        (FAULT, SINCE, "vet inte riktigt"),
        (FAULT, CONTACT, "070-174 06 05"),
        (FAULT, CONTACT, "Nej, jag vill vara anonym"),
        (FAULT, CONTACT, "rather not"),
        (SUGGESTION, WHAT, "varför plogas det aldrig på vår gata?"),
        (CALLBACK, ABOUT, "när får jag besked om bygglov?"),
        (CALLBACK, ABOUT, "Storgatan 12"),
        (CALLBACK, WHEN, "kan ni ringa efter klockan 15?"),
        (CALLBACK, WHEN, "tisdag eller onsdag eftermiddag"),
        (CALLBACK, WHEN, "spelar ingen roll"),
        (CALLBACK, WHEN, "any time"),
    ],
)
def test_an_answer_is_taken_as_it_is_said(kind: CaseKind, asks: Field, text: str) -> None:
    assert takes(asking(kind, asks), text) == {asks: text}


@pytest.mark.parametrize(
    ("kind", "asks", "text"),
    [
        (FAULT, WHAT, "?"),
        (FAULT, WHAT, "a"),
        (FAULT, WHAT, "ja"),
        (FAULT, WHERE, "anna@example.com"),
        (FAULT, WHERE, "070-174 06 05"),
        (FAULT, WHERE, "12"),
        (FAULT, WHERE, "här"),
        (FAULT, WHERE, "vet inte"),
        (FAULT, SINCE, "0701740605"),
        (FAULT, SINCE, "x"),
        (FAULT, SINCE, "banan"),
        (FAULT, SINCE, "outside Ica in Ryd"),
        (FAULT, SINCE, "ja"),
        (FAULT, CONTACT, "12 34 56"),
        (FAULT, CONTACT, "anna@localhost"),
        (FAULT, CONTACT, "Anna Berg"),
        (FAULT, CONTACT, "ja"),
        (SUGGESTION, WHAT, "nej tack"),
        (CALLBACK, CONTACT, "nej"),
        (CALLBACK, ABOUT, "..."),
        (CALLBACK, WHEN, "👍"),
        (CALLBACK, WHEN, "banan"),
    ],
)
def test_what_is_no_answer_is_asked_for_again(kind: CaseKind, asks: Field, text: str) -> None:
    assert judge(asking(kind, asks), text, "inform") == AGAIN


def test_what_is_wrong_told_once_more_is_no_place() -> None:
    assert judge(asking(FAULT, WHERE), "the light is flickering", "report_fault") == AGAIN
    assert takes(asking(FAULT, WHERE), "lampan i parken", "report_fault") == {WHERE: "lampan i parken"}


def test_a_time_in_a_language_whose_words_are_not_known_here_is_taken() -> None:
    assert judge(asking(FAULT, SINCE), "eilen", "inform", reads=False) == Fill({SINCE: "eilen"})
    assert judge(asking(FAULT, SINCE), "eilen", "inform", reads=True) == AGAIN


@pytest.mark.parametrize("text", ["skip", "hoppa över", "nej", "No thanks", "–"])
def test_what_may_be_left_is_left_in_a_word(text: str) -> None:
    assert takes(asking(FAULT, SINCE), text, "deny") == {SINCE: LEFT}
    assert takes(asking(SUGGESTION, CONTACT), text, "deny") == {CONTACT: LEFT}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mitt nummer är 070-174 06 05 och jag heter Anna", "070-174 06 05"),
        ("mejla anna@example.com eller ring 0701740605", "anna@example.com, 0701740605"),
    ],
)
def test_of_how_somebody_is_reached_nothing_else_is_kept(text: str, kept: str) -> None:
    """Requirement C-03: no name is asked for."""
    assert takes(asking(SUGGESTION, CONTACT), text) == {CONTACT: kept}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Lingonvägen 21 sedan i måndags", {WHERE: "Lingonvägen 21", SINCE: "sedan i måndags"}),
        ("bakom skolan, i två veckor", {WHERE: "bakom skolan", SINCE: "i två veckor"}),
        ("Storgatan 12 since last Monday", {WHERE: "Storgatan 12", SINCE: "since last Monday"}),
        ("Kungsgatan 3 och det har varit så sedan i går", {WHERE: "Kungsgatan 3", SINCE: "sedan i går"}),
        ("i Ryd, ring 070-174 06 05", {WHERE: "i Ryd", CONTACT: "070-174 06 05"}),
    ],
)
def test_two_fields_told_at_once_are_both_filled(text: str, told: Mapping[Field, str]) -> None:
    assert takes(asking(FAULT, WHERE), text) == told


def test_what_was_told_too_early_is_kept_and_the_question_stands() -> None:
    assert judge(asking(FAULT, WHAT), "Lingonvägen 21", "ask_question") == Fill({WHERE: "Lingonvägen 21"})
    assert judge(asking(FAULT, WHERE), "sedan i tisdags", "inform") == Fill({SINCE: "sedan i tisdags"})


def test_the_opening_words_fill_what_they_tell_beyond_doubt() -> None:
    opened = OpenForm(FAULT, Step.ASKING, WHERE, {WHAT: "gatlampan på Lingonvägen 21 i Ryd är trasig sedan i går"})
    assert told_besides(opened, opened.filled[WHAT]) == {WHERE: "Lingonvägen 21 i Ryd", SINCE: "sedan i går"}
    assert told_besides(asking(FAULT, WHERE), "gatlampan utanför oss är trasig") == {}


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        ("Lingonvägen 12 i Ryd", "Lingonvägen 21 menade jag", "Lingonvägen 21 i Ryd"),
        ("vid Lingonvägen 12, Ryd", "nej fel, lingonvägen 21", "lingonvägen 21, Ryd"),
        ("i Ryd", "Lingonvägen 21 menade jag", "Lingonvägen 21 i Ryd"),
        ("bakom skolan i Ryd", "det ska vara Lingonvägen 21", "Lingonvägen 21 i Ryd"),
        ("Lingonvägen 12 i Ryd", "Lingonvägen 21 i Lambohov menade jag", "Lingonvägen 21 i Lambohov"),
        ("Lingonvägen 12 i Ryd", "jag menade Storgatan 5", "Storgatan 5"),
        ("Lingonvägen 12", "Lingonvägen 21 menade jag", "Lingonvägen 21"),
        ("Lingonvägen 12 i närheten av skolan", "Lingonvägen 21 menade jag", "Lingonvägen 21"),
    ],
)
def test_a_number_put_right_leaves_the_part_of_town_unless_that_is_contradicted(
    before: str, said: str, after: str
) -> None:
    form = OpenForm(FAULT, Step.ASKING, SINCE, {WHAT: "lampan är trasig", WHERE: before})
    assert judge(form, said, "correct_self") == Fill({WHERE: after}, corrects=True)


CORRECTED = [
    ("Lingonvägen 21 menade jag", {WHERE: "Lingonvägen 21"}),
    ("jag menade Lingonvägen 21", {WHERE: "Lingonvägen 21"}),
    ("nej fel, Lingonvägen 21", {WHERE: "Lingonvägen 21"}),
    ("nej förresten Lingonvägen 21", {WHERE: "Lingonvägen 21"}),
    ("I meant Lingonvägen 21", {WHERE: "Lingonvägen 21"}),
    ("platsen är Lingonvägen 21", {WHERE: "Lingonvägen 21"}),
    ("ja men ändra adressen till Lingonvägen 21", {WHERE: "Lingonvägen 21"}),
]


@pytest.mark.parametrize(("text", "right"), CORRECTED)
@pytest.mark.parametrize("form", [asking(FAULT, SINCE), asking(FAULT, CONTACT), shown(FAULT), changing(FAULT, None)])
def test_what_was_wrong_is_put_right_whatever_is_asked_just_now(
    form: OpenForm, text: str, right: Mapping[Field, str]
) -> None:
    assert judge(form, text, "correct_self") == Fill(right, corrects=True)


@pytest.mark.parametrize(
    ("form", "text", "right"),
    [
        (asking(FAULT, SINCE), "Lingonvägen 21", {WHERE: "Lingonvägen 21"}),
        (asking(FAULT, SINCE), "jag menade bakom garaget", {WHERE: "bakom garaget"}),
        (asking(FAULT, CONTACT), "nej, sedan i tisdags", {SINCE: "sedan i tisdags"}),
        (asking(CALLBACK, ABOUT), "nej fel, 070-174 06 06", {CONTACT: "070-174 06 06"}),
        (shown(FAULT), "nej fel, anna.b@example.com", {CONTACT: "anna.b@example.com"}),
        (shown(FAULT), "byt numret till 013-20 60 00", {CONTACT: "013-20 60 00"}),
        (shown(FAULT), "beskrivningen ska vara: två lampor är släckta", {WHAT: "två lampor är släckta"}),
        (shown(CALLBACK), "på morgonen", {WHEN: "på morgonen"}),
        (shown(CALLBACK), "efter klockan 15 i stället", {WHEN: "efter klockan 15"}),
    ],
)
def test_a_correction_finds_its_field_by_its_shape_or_else_what_was_told_last(
    form: OpenForm, text: str, right: Mapping[Field, str]
) -> None:
    assert judge(form, text, "inform") == Fill(right, corrects=True)


def test_a_time_with_another_address_before_it_is_both_an_answer_and_a_correction() -> None:
    both = {WHERE: "Lingonvägen 21", SINCE: "sedan i måndags"}
    assert judge(asking(FAULT, SINCE), "Lingonvägen 21 sedan i måndags", "inform") == Fill(both, corrects=True)


def test_what_does_not_work_is_what_is_wrong_and_no_complaint_of_ours() -> None:
    assert takes(asking(FAULT, WHAT), "den lyser inte längre", "complain_answer") == {WHAT: "den lyser inte längre"}
    assert judge(asking(FAULT, WHERE), "det hjälpte inte", "complain_answer") is PASS_ON


def test_a_correction_whose_field_nobody_can_tell_is_asked_about() -> None:
    assert judge(shown(FAULT), "jag menade den bakom garaget", "inform") == Tell("change")


def test_a_new_text_for_a_field_is_taken_and_a_poor_one_is_asked_for_again() -> None:
    form = changing(FAULT, CONTACT)
    assert judge(form, "anna.b@example.com", "inform") == Fill({CONTACT: "anna.b@example.com"})
    assert judge(form, "banan", "inform") == AGAIN
    assert judge(changing(FAULT, WHERE), "Åsgatan vid bron", "ask_question") == Fill({WHERE: "Åsgatan vid bron"})


@pytest.mark.parametrize(
    "text", ["ja", "klart", "ja det stämmer", "Ja, det stämmer", "that's right", "ja tack skicka in"]
)
def test_all_that_says_it_is_right_confirms(text: str) -> None:
    for form in (shown(FAULT), changing(FAULT, WHERE), changing(FAULT, None)):
        assert judge(form, text, "nlu_fallback") == Tell("affirm")


@pytest.mark.parametrize("text", ["stämmer inte", "ja men platsen är fel", "tack", "bra"])
def test_what_says_something_else_confirms_nothing(text: str) -> None:
    assert judge(shown(FAULT), text, "nlu_fallback") != Tell("affirm")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (asking(FAULT, WHERE), "vad kostar det?"),
        (asking(FAULT, SINCE), "hur länge får det vara så?"),
        (asking(FAULT, CONTACT), "hur lång tid tar det innan ni lagar?"),
        (asking(CALLBACK, WHEN), "när är ni öppna på fredag?"),
        (asking(CALLBACK, WHEN), "Mamma ramlade i går kväll och kan inte klä på sig. Vem ska jag prata med?"),
        (shown(FAULT), "när lagas den?"),
        (changing(FAULT, WHERE), "vad kostar en bänk?"),
        (changing(FAULT, None), "vad händer sedan?"),
    ],
)
def test_a_question_is_one_whatever_the_engine_takes_it_for(form: OpenForm, text: str) -> None:
    for intent in ("ask_question", "inform", "nlu_fallback"):
        assert judge(form, text, intent) == QUESTION


def test_a_question_in_a_later_clause_is_one_where_the_engine_agrees() -> None:
    text = "det är hål i vägen vid bron, vart anmäler jag det"
    assert judge(asking(FAULT, WHERE), text, "ask_question") == QUESTION
    assert takes(asking(FAULT, WHERE), "vid bron, där man kan bada", "inform")
    assert judge(asking(FAULT, SINCE), "fritidsgård öppettider ekholmen", "ask_question") == AGAIN


def test_thanks_before_an_answer_do_not_hide_it() -> None:
    assert takes(asking(FAULT, WHERE), "tack, det är vid bron", "thank") == {WHERE: "tack, det är vid bron"}
    assert judge(asking(FAULT, WHERE), "tack för att du svarade", "thank") is PASS_ON


@pytest.mark.parametrize("form", [asking(FAULT, WHERE), shown(FAULT), changing(FAULT, WHERE), changing(FAULT, None)])
def test_an_address_is_never_a_question(form: OpenForm) -> None:
    for text in ("Lingonvägen 21", "Lingonvägen 21?", "vid Lingonvägen 21 i Ryd"):
        assert WHERE in takes(form, text, "ask_question")


@pytest.mark.parametrize(
    "text", ["varför behöver ni mitt nummer?", "måste jag säga vem jag är?", "why do you need that?"]
)
def test_who_asks_why_a_number_is_asked_for_is_told_what_becomes_of_it(text: str) -> None:
    assert judge(asking(FAULT, CONTACT), text, "personal_matter") == Tell("ask_privacy")


@pytest.mark.parametrize(
    ("form", "text", "intent"),
    [
        (asking(FAULT, WHERE), "äh, skit i det här", "cancel"),
        (asking(FAULT, SINCE), "jag vill prata med en människa", "request_person"),
        (asking(CALLBACK, ABOUT), "håll käften", "abuse"),
        (asking(FAULT, WHERE), "tack", "thank"),
        (asking(FAULT, SINCE), "ändra platsen", "change_where"),
        (asking(FAULT, CONTACT), "jag vill lämna en synpunkt", "start_suggestion"),
        (shown(FAULT), "nej tack", "deny"),
        (shown(FAULT), "det är fel adress", "change_where"),
        (changing(FAULT, None), "platsen", "change_where"),
        (changing(FAULT, None), "Tiden", "change_when"),
        (shown(CALLBACK), "jag skrev fel dag", "change_when"),
        (asking(FAULT, CONTACT), "nej jag vill prata med en människa", "request_person"),
        (asking(FAULT, CONTACT), "jag vill inte fortsätta", "cancel"),
        (asking(FAULT, CONTACT), "är jag anonym här", "ask_privacy"),
        (asking(FAULT, CONTACT), "nej, jag vill ändra", "change"),
        (asking(FAULT, SINCE), "god morgon", "greet"),
        (asking(CALLBACK, WHEN), "KL-2026-001877", "ask_case_status"),
        (asking(CALLBACK, WHEN), "har ni lunchstängt", "ask_opening_hours"),
    ],
)
def test_what_the_engine_knows_better_is_left_to_it(form: OpenForm, text: str, intent: str) -> None:
    assert judge(form, text, intent) is PASS_ON


def test_what_our_own_buttons_say_is_known_without_the_engine() -> None:
    assert judge(asking(FAULT, WHERE), "Avbryt", "nlu_fallback") == Tell("cancel")
    assert judge(shown(FAULT), "Ändra", "nlu_fallback") == Tell("change")
    assert judge(shown(FAULT), "nej", "inform") == Tell("change")


def test_what_a_call_is_about_may_be_what_else_would_be_said_beside_a_form() -> None:
    assert takes(asking(CALLBACK, ABOUT), "mitt ärende om hemtjänst", "personal_matter")
    assert takes(asking(CALLBACK, ABOUT), "det gäller bygglov", "inform") == {ABOUT: "bygglov"}


def test_taken_as_it_is_fills_the_field_asked_for_and_none_where_none_is() -> None:
    assert taken_as_it_is(asking(FAULT, WHERE), " x ") == Fill({WHERE: "x"})
    assert taken_as_it_is(shown(FAULT), "x") is None
