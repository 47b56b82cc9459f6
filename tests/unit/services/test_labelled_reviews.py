"""What reviewers said becomes labelled questions to calibrate on: masked, agreed upon, never to measure on."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli.failure import Failure
from assistant.cli.knowledge.labelled import apart_from, labelled, row_of
from assistant.domain.knowledge import ArticleId, FactId
from assistant.domain.labelled import LabelledQuestion, QuestionKind
from assistant.domain.review import Judgement
from assistant.ingest.questions import read_labelled_questions
from assistant.services.labelled_reviews import LabelledReviews, masked
from assistant.services.review import Word
from tests.centre import WASTE, WASTE_QUESTION, Centre, knowing
from tests.unit.services.reviewing import RIGHT, WRONG, answered, judged

GARDEN = replace(
    WASTE,
    id=ArticleId("avfall_atervinning.tradgard"),
    title="Trädgårdsavfall",
    covers=(FactId("avfall.tradgard"),),
)


async def questions(centre: Centre) -> list[LabelledQuestion]:
    return list(await centre.assistant.labelled_reviews.questions())


async def test_a_right_answer_labels_its_question_with_what_the_article_covers(centre: Centre) -> None:
    await judged(centre, await answered(centre), RIGHT)
    (question,) = await questions(centre)
    assert question == LabelledQuestion(
        "r000001", (WASTE_QUESTION,), "sv", QuestionKind.ANSWERABLE, frozenset(WASTE.covers), "asked", "review"
    )


async def test_a_wrong_answer_labels_it_with_the_right_one_and_not_where_none_was_named(
    centre: Centre,
) -> None:
    first, second = await answered(centre, 2)
    in_use = knowing(centre, centre.search, WASTE, GARDEN)
    review = replace(centre.assistant.review_answers, in_use=in_use)
    await review.judge(first, centre.anna, Word(Judgement.WRONG, GARDEN.id))
    await review.judge(second, centre.anna, WRONG)
    (question,) = await LabelledReviews(in_use.records, in_use).questions()
    assert (question.id, question.covers) == ("r000001", frozenset(GARDEN.covers))


async def test_what_should_have_been_handed_off_is_a_question_that_nothing_of_ours_answers(centre: Centre) -> None:
    await judged(centre, await answered(centre), Word(Judgement.SHOULD_HAVE_HANDED_OFF))
    (question,) = await questions(centre)
    assert (question.kind, question.covers) == (QuestionKind.NOT_COVERED, frozenset())


async def test_where_reviewers_differ_there_is_no_label(centre: Centre) -> None:
    turns = await answered(centre)
    await judged(centre, turns, RIGHT)
    await judged(centre, turns, Word(Judgement.SHOULD_HAVE_HANDED_OFF), centre.bjorn)
    assert await questions(centre) == []


async def test_a_follow_up_comes_with_the_question_before_it(centre: Centre) -> None:
    citizen = await centre.opens()
    await centre.says(citizen, WASTE_QUESTION)
    centre.search.tell("och i jul?", centre.search.search(WASTE_QUESTION))
    turn = await centre.says(citizen, "och i jul?")
    await judged(centre, [(citizen, turn.seq)], RIGHT)
    (question,) = await questions(centre)
    assert question.turns == (WASTE_QUESTION, "och i jul?")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ring mig på 013-20 60 00 tack", "ring mig på [telefon dold] tack"),
        ("0701234567", "[telefon dold]"),
        ("+46 70 123 45 67", "[telefon dold]"),
        ("skriv till anna.b@exempel.se!", "skriv till [e-post dold]!"),
        ("19811218-9876", "[personnummer dolt]"),
        ("vad kostar 25 sopsäckar 2026?", "vad kostar 25 sopsäckar 2026?"),
        ("  två\n rader ", "två rader"),
    ],
)
def test_what_points_to_a_person_is_masked(said: str, kept: str) -> None:
    assert masked(said) == kept


async def test_the_rows_are_read_as_calibration_questions_are(centre: Centre, tmp_path: Path) -> None:
    await judged(centre, await answered(centre), RIGHT)
    found = await questions(centre)
    follow_up = replace(found[0], id="r000002", turns=("en", "två"))
    file = tmp_path / "calibration.jsonl"
    file.write_text("".join(f"{json.dumps(row_of(one))}\n" for one in (*found, follow_up)), encoding="utf-8")
    assert list(read_labelled_questions(file, WASTE.covers)) == [*found, follow_up]


def test_test_questions_are_no_place_for_them(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="never to measure on"):
        labelled(tmp_path / "test.jsonl")
    assert not (tmp_path / "test.jsonl").exists()


async def test_what_is_near_a_test_question_is_left_out(centre: Centre) -> None:
    await judged(centre, await answered(centre), RIGHT)
    (question,) = await questions(centre)
    assert apart_from(["Är biblioteket öppet?"], [question]) == [question]
    assert apart_from([f"{WASTE_QUESTION.lower()} "], [question]) == []
