"""What in an utterance asks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.asking import FAR_TOO_LONG, MOST_QUESTIONS, asks, questions_in, stem_of, without_greeting


@pytest.mark.parametrize(
    ("words", "questions"),
    [
        (
            "Vad kostar bygglov? Hur lång tid tar det?",
            ("Vad kostar bygglov?", "Hur lång tid tar det?"),
        ),
        (
            "vad kostar bygglov och hur lång tid tar det",
            ("vad kostar bygglov", "hur lång tid tar det"),
        ),
        (
            "Hej! När hämtas soporna, och vad kostar det?",
            ("När hämtas soporna", "vad kostar det?"),
        ),
        (
            "When is the rubbish collected and how much does it cost?",
            ("When is the rubbish collected", "how much does it cost?"),
        ),
        ("vad kostar bygglov\nhur lång tid tar det", ("vad kostar bygglov", "hur lång tid tar det")),
        (
            "Jag bor i Ryd. När hämtas soporna? Jag har två barn. Hur söker jag förskola?",
            ("Jag bor i Ryd. När hämtas soporna?", "Jag har två barn. Hur söker jag förskola?"),
        ),
    ],
)
def test_several_questions_are_taken_apart_each_with_its_story(words: str, questions: tuple[str, ...]) -> None:
    assert questions_in(words) == questions


@pytest.mark.parametrize(
    "words",
    [
        "När hämtas soporna?",
        "Hej!",
        "",
        "Jag bor i Ryd. När hämtas soporna?",
        "Vad gäller för hund och katt?",
        "Jag har flyttat och hur det ska gå vet ingen",
        "Vem ansvarar för vatten och avlopp?",
        "Vad kostar det? Varför?",
    ],
)
def test_one_question_however_it_is_told_is_not_taken_apart(words: str) -> None:
    assert questions_in(words) == ()


def test_a_question_too_short_to_stand_alone_stays_with_the_one_before_it() -> None:
    words = "Vad kostar bygglov? Hur lång tid tar det? Varför?"
    assert questions_in(words) == ("Vad kostar bygglov?", "Hur lång tid tar det? Varför?")


def test_more_questions_than_a_page_holds_and_letters_are_for_a_person_to_read() -> None:
    many = " ".join(f"Vad kostar {thing}?" for thing in ("bygglov", "bad", "förskola", "parkering"))
    assert len(many.split("?")) - 1 > MOST_QUESTIONS
    assert questions_in(many) == ()
    assert questions_in("Vad kostar bad? " * (FAR_TOO_LONG // 10)) == ()


CLAUSES = st.sampled_from(
    [
        "Hej!",
        "Vad kostar bygglov?",
        "hur lång tid tar det",
        "Jag bor i Ryd.",
        "varför?",
        "och var ligger det",
        "kan jag bada",
        "tack",
        "\n",
    ]
)


@given(st.lists(CLAUSES, max_size=7).map(" ".join))
def test_questions_taken_apart_lose_none_of_the_words_that_ask(words: str) -> None:
    """All but greetings, what only joins two questions, and what is told after the last of them."""
    questions = questions_in(words)
    assert questions == () or 2 <= len(questions) <= MOST_QUESTIONS
    if not questions:
        return
    kept = re.findall(r"\w+", " ".join(questions))
    said = re.findall(r"\w+", without_greeting(words))
    without_joints = [word for word in said if word != "och"]
    assert without_joints[: len([word for word in kept if word != "och"])] == [word for word in kept if word != "och"]
    assert words.count("?") == " ".join(questions).count("?")


@given(st.text(max_size=700))
def test_any_words_at_all_are_none_or_a_few_questions_of_their_own_words(words: str) -> None:
    questions = questions_in(words)
    assert len(questions) in {0, *range(2, MOST_QUESTIONS + 1)}
    said = "".join(words.split())
    assert all("".join(question.split()) in said for question in questions)


@pytest.mark.parametrize("words", ["när öppnar ni", "öppet idag?", "vad", "هل المكتبة مفتوحة؟", "tack, hur gör jag"])
def test_a_question_mark_or_a_word_that_questions_begin_with_asks(words: str) -> None:
    assert asks(words)


@pytest.mark.parametrize("words", ["tack så mycket", "hej", "varan är trasig", "jag vill klaga"])
def test_what_only_tells_asks_nothing(words: str) -> None:
    assert not asks(words)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Hej hej! När hämtas soporna?", "När hämtas soporna?"),
        ("God morgon, jag undrar en sak", "jag undrar en sak"),
        ("hej", "hej"),
        ("Hejdå", "Hejdå"),
    ],
)
def test_a_greeting_is_left_out_where_more_follows(words: str, left: str) -> None:
    assert without_greeting(words) == left


def test_forms_of_a_word_have_one_stem() -> None:
    assert stem_of("Avgiften,") == stem_of("avgifter") == "avgift"
