"""What a question asks for by its form."""

import pytest

from assistant.retrieval.yes_or_no import says_yes_or_no, wants_yes_or_no


@pytest.mark.parametrize(
    "question", ["Kan vi söka?", "får jag elda", "Vi är tre. När vi flyttar: får vi rösta? Får jag?"]
)
def test_a_question_without_a_question_word_wants_yes_or_no(question: str) -> None:
    assert wants_yes_or_no(question)


@pytest.mark.parametrize("question", ["Hur länge?", "vad kostar det", "Kan ni hjälpa mig. Var bor ni?"])
def test_a_question_with_one_wants_something_else_and_only_what_asks_is_looked_at(question: str) -> None:
    assert not wants_yes_or_no(question)


def test_an_answer_says_yes_or_no_by_its_first_word_alone() -> None:
    assert says_yes_or_no("Ja, det kan ni.")
    assert says_yes_or_no("**Nej** – tyvärr")
    assert not says_yes_or_no("Den som säger nej får avstå.")
    assert not says_yes_or_no("")
