"""People judge what the assistant answered: recorded, entered in the audit, weighed, and the topic falls at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.earned import Standing, right_answers_to_rise
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.knowledge import ArticleId
from assistant.domain.review import LONGEST_NOTE, Judgement
from assistant.domain.revision import Place, Revision, RevisionKind
from assistant.domain.turn import TurnOutcome
from assistant.services.evidence import TopicEvidence
from assistant.services.review import Word
from tests.centre import MONDAY_MORNING, UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre
from tests.unit.services.reviewing import RIGHT, TOPIC, WRONG, answered, judged, open_reviewed_centre


async def evidence(centre: Centre) -> TopicEvidence:
    return next(one for one in await centre.assistant.evidence.topics() if one.topic == TOPIC)


async def entries(centre: Centre, *acts: Act) -> list[AuditEntry]:
    async with centre.assistant.staff.records.reading() as unit:
        return list(await unit.audit.entries(AuditFilter(acts=frozenset(acts)), 500))


async def test_a_word_is_recorded_and_entered_in_the_audit_without_the_note(centre: Centre) -> None:
    (turn,) = await answered(centre)
    word = Word(Judgement.ARTICLE_NEEDS_WORK, note="Säg också var man ringer, sa 19811218-9876")
    assert await judged(centre, [turn], word) == [False]
    async with centre.assistant.staff.records.reading() as unit:
        (review,) = await unit.reviews.all()
    assert (review.article, review.topic, review.reviewer) == (WASTE.id, TOPIC, centre.anna.id)
    assert review.note == "Säg också var man ringer, sa [personnummer dolt]"
    (entry,) = await entries(centre, Act.REVIEWED)
    assert (entry.by, entry.subject, entry.reason) == (centre.anna.id, f"turn:{turn[0]}/{turn[1]}", "")
    assert entry.details == {"topic": TOPIC, "article": WASTE.id, "judgement": "article_needs_work"}


async def test_the_same_word_again_changes_nothing_and_another_is_refused(centre: Centre) -> None:
    (turn,) = await answered(centre)
    await judged(centre, [turn, turn], RIGHT)
    assert len(await entries(centre, Act.REVIEWED)) == 1
    with pytest.raises(ConflictError):
        await judged(centre, [turn], WRONG)
    assert (await evidence(centre)).earned.right == 1


async def test_a_word_that_does_not_hang_together_changes_nothing(centre: Centre) -> None:
    (turn,) = await answered(centre)
    unsure = await centre.says(await centre.opens(), UNSURE_QUESTION)
    odd = [
        ((unsure.conversation_id, unsure.seq), RIGHT, RefusedError),
        ((turn[0], 99), RIGHT, NotFoundError),
        (turn, Word(Judgement.WRONG, ArticleId("rymden.farder")), NotFoundError),
        (turn, Word(Judgement.WRONG, WASTE.id), RefusedError),
        (turn, Word(Judgement.RIGHT, WASTE.id), RefusedError),
        (turn, Word(Judgement.RIGHT, note="x" * (LONGEST_NOTE + 1)), RefusedError),
    ]
    for asked, word, error in odd:
        with pytest.raises(error):
            await judged(centre, [asked], word)
    assert await entries(centre) == []


async def test_four_wrong_answers_in_a_row_take_the_topic_down_at_once_and_supervisors_are_told() -> None:
    centre = await open_reviewed_centre()
    good, bad = await answered(centre, 6), await answered(centre, 4)
    await judged(centre, good, RIGHT)
    assert await judged(centre, bad, WRONG) == [False, False, False, True]
    assert (await evidence(centre)).level is AutonomyLevel.APPROVE
    (change,) = await centre.assistant.evidence.fallen()
    assert (change.topic, change.by, change.reason) == (TOPIC, None, "6 av 10 granskade svar var rätt")
    (fall,) = await entries(centre, Act.LEVEL_FELL)
    assert fall.details["right"] == 6
    assert fall.details["reviewed"] == 10
    # From the next question on a person checks.
    assert (await centre.says(await centre.opens(), WASTE_QUESTION)).article is None


async def test_a_fall_is_told_until_a_supervisor_has_seen_it_and_stands_in_the_audit() -> None:
    centre = await open_reviewed_centre()
    await judged(centre, await answered(centre, 4), WRONG)
    for _ in range(2):
        await centre.assistant.evidence.acknowledge(TOPIC, centre.sofia)
    assert await centre.assistant.evidence.fallen() == ()
    (seen,) = await entries(centre, Act.FALL_ACKNOWLEDGED)
    assert (seen.by, seen.subject) == (centre.sofia.id, f"topic:{TOPIC}")
    assert (await evidence(centre)).fell


async def test_after_a_fall_the_evidence_begins_anew_with_what_is_asked_from_then_on() -> None:
    centre = await open_reviewed_centre()
    old = await answered(centre, 8)
    await judged(centre, old[:4], WRONG)
    assert (await evidence(centre)).earned.reviewed == 0
    centre.later(minutes=1)
    # What was asked before the fall speaks of what was put right by it: no second fall.
    assert await judged(centre, old[4:], WRONG) == [False] * 4
    assert (await evidence(centre)).level is AutonomyLevel.APPROVE
    # What the assistant would have answered counts at the new level.
    proposed = await answered(centre, 4)
    assert (await evidence(centre)).waiting == 4
    assert await judged(centre, proposed, WRONG) == [False, False, False, True]
    assert (await evidence(centre)).level is AutonomyLevel.SHADOW


async def test_a_topic_in_shadow_can_fall_no_further() -> None:
    centre = await open_reviewed_centre()
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.SHADOW, centre.sofia, "nytt avtal")
    assert not any(await judged(centre, await answered(centre, 6), WRONG))
    assert (await evidence(centre)).earned.standing is Standing.MUST_FALL
    assert await centre.assistant.evidence.fallen() == ()


async def test_a_rise_is_proposed_when_it_is_proven_and_only_a_person_decides_it() -> None:
    centre = await open_reviewed_centre()
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.APPROVE, centre.sofia, "nytt avtal")
    turns = await answered(centre, 81)
    await judged(centre, turns[:80], RIGHT)
    assert (await evidence(centre)).proposed is None
    with pytest.raises(ConflictError):
        await centre.assistant.evidence.raise_level(TOPIC, AutonomyLevel.AUTONOMOUS, centre.sofia, "vi litar på den")
    await judged(centre, turns[80:], RIGHT)
    assert (await evidence(centre)).proposed is AutonomyLevel.AUTONOMOUS
    await centre.assistant.sweep.once()
    assert (await evidence(centre)).level is AutonomyLevel.APPROVE
    with pytest.raises(RefusedError):
        await centre.assistant.evidence.raise_level(TOPIC, AutonomyLevel.AUTONOMOUS, centre.sofia, " ")
    await centre.assistant.evidence.raise_level(TOPIC, AutonomyLevel.AUTONOMOUS, centre.sofia, "81 av 81 rätt")
    assert (await evidence(centre)).level is AutonomyLevel.AUTONOMOUS
    assert (await entries(centre, Act.LEVEL_SET))[0].by == centre.sofia.id


async def test_what_was_not_drawn_is_recorded_but_proves_nothing(centre: Centre) -> None:
    """Answers that were looked for because they were bad would make every topic look bad."""
    turn = await centre.says(await centre.opens(), WASTE_QUESTION)
    await judged(centre, [(turn.conversation_id, turn.seq)], WRONG)
    assert (await evidence(centre)).earned.reviewed == 0


async def test_where_two_differ_the_answer_counts_as_wrong_and_once() -> None:
    centre = await open_reviewed_centre(reviewed_twice=1)
    turns = await answered(centre, 3)
    await judged(centre, turns, RIGHT)
    await judged(centre, turns[:1], WRONG, centre.bjorn)
    await judged(centre, turns[1:], RIGHT, centre.bjorn)
    found = await evidence(centre)
    assert (found.earned.reviewed, found.earned.right) == (3, 2)
    assert (found.agreement.pairs, found.agreement.agreed) == (3, 2)
    assert (await centre.assistant.evidence.whole()).agreement.pairs == 3


async def test_the_sweeper_lets_a_topic_fall_that_two_reviewers_at_once_did_not_see_fall() -> None:
    centre = await open_reviewed_centre()
    turns = await answered(centre, 4)
    await judged(centre, turns[:3], WRONG)
    async with centre.assistant.staff.records.unit() as unit:
        (last,) = [one for one in await unit.reviews.all() if (one.conversation_id, one.seq) == turns[2]]
        await unit.reviews.add(replace(last, conversation_id=turns[3][0], seq=turns[3][1]))
    assert (await evidence(centre)).level is AutonomyLevel.AUTONOMOUS
    await centre.assistant.sweep.once()
    assert (await evidence(centre)).level is AutonomyLevel.APPROVE
    await centre.assistant.sweep.once()
    assert len(await entries(centre, Act.LEVEL_FELL)) == 1


async def test_the_estimate_weighs_each_answer_by_how_probably_it_was_drawn() -> None:
    """Five a week: the sixth answer and those after it stand for more than themselves."""
    centre = await open_reviewed_centre(reviews_a_week=5)
    await answered(centre, 60)
    async with centre.assistant.staff.records.reading() as unit:
        samples = await unit.reviews.samples(MONDAY_MORNING)
    assert 5 < len(samples) < 40
    assert [one.probability for one in samples[:5]] == [1.0] * 5
    rare = samples[-1]
    assert rare.probability < 0.2
    for one in samples:
        word = WRONG if one == rare else RIGHT
        await judged(centre, [(one.conversation_id, one.seq)], word)
    found = (await evidence(centre)).estimate
    assert found is not None
    assert found.value < 1 - 1 / len(samples)


async def test_drawing_again_draws_nothing_more_whoever_does_it() -> None:
    centre = await open_reviewed_centre(reviews_a_week=3)
    await answered(centre, 20)
    async with centre.assistant.staff.records.reading() as unit:
        before = await unit.reviews.samples(MONDAY_MORNING)
    assert await centre.assistant.sweep.answers.draw() == 0
    async with centre.assistant.staff.records.reading() as unit:
        assert await unit.reviews.samples(MONDAY_MORNING) == before


async def test_what_the_assistant_would_have_answered_is_drawn_where_a_person_answers_first(centre: Centre) -> None:
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.SHADOW, centre.sofia, "nytt avtal")
    (turn,) = await answered(centre)
    async with centre.assistant.staff.records.reading() as unit:
        (sample,) = await unit.reviews.samples(MONDAY_MORNING)
        assert (await unit.turns.get(*turn)).outcome is not TurnOutcome.ANSWERED_FROM_KNOWLEDGE
    assert (sample.article, sample.topic) == (WASTE.id, TOPIC)


async def test_what_the_assistant_was_not_sure_of_is_not_drawn(centre: Centre) -> None:
    await answered(centre, text=UNSURE_QUESTION)
    async with centre.assistant.staff.records.reading() as unit:
        assert await unit.reviews.samples(MONDAY_MORNING) == []


async def test_the_sweeper_draws_once_a_minute(centre: Centre) -> None:
    await centre.says(await centre.opens(), WASTE_QUESTION)
    await centre.assistant.sweep.once()
    await centre.says(await centre.opens(), WASTE_QUESTION)
    await centre.assistant.sweep.once()
    async with centre.assistant.staff.records.reading() as unit:
        assert len(await unit.reviews.samples(MONDAY_MORNING)) == 1
    centre.later(seconds=61)
    await centre.assistant.sweep.once()
    async with centre.assistant.staff.records.reading() as unit:
        assert len(await unit.reviews.samples(MONDAY_MORNING)) == 2


async def test_a_text_that_reviewers_want_better_is_work_until_it_is_changed(centre: Centre) -> None:
    turns = await answered(centre, 3)
    await judged(centre, turns[:2], Word(Judgement.ARTICLE_NEEDS_WORK, note="telefonnumret saknas"))
    await judged(centre, turns[2:], RIGHT)
    (work,) = await centre.assistant.review_answers.work()
    assert (work.article.id, len(work.reviews)) == (WASTE.id, 2)
    assert len(await centre.assistant.review_answers.work_on(WASTE.id)) == 2
    assert await centre.assistant.review_answers.work_on(ArticleId("en.annan")) == ()


async def test_the_right_article_is_found_by_its_title_and_by_the_search(centre: Centre) -> None:
    find = centre.assistant.review_answers.find
    assert [article.id for article in await find("hämtas sopor")] == [WASTE.id]
    assert [article.id for article in await find(WASTE_QUESTION)] == [WASTE.id]
    assert await find("rymdfärder") == ()
    assert await find(" a ") == ()


async def test_answers_older_than_a_year_prove_nothing_any_more() -> None:
    centre = await open_reviewed_centre()
    await judged(centre, await answered(centre, 3), RIGHT)
    centre.clock.move(timedelta(days=366))
    assert (await evidence(centre)).earned.reviewed == 0


async def test_a_word_is_taken_back_within_ten_minutes_and_another_said() -> None:
    centre = await open_reviewed_centre()
    (turn,) = await answered(centre)
    await judged(centre, [turn], WRONG)
    centre.later(minutes=9, seconds=59)
    assert (await centre.assistant.review_queue.open(turn, centre.anna.id)).may_take_back
    await centre.assistant.review_answers.take_back(turn, centre.anna)
    assert (await evidence(centre)).earned.reviewed == 0
    assert turn in {one.turn for one in await centre.assistant.review_queue.of(centre.anna.id)}
    await judged(centre, [turn], RIGHT)
    assert ((await evidence(centre)).earned.right, (await evidence(centre)).earned.reviewed) == (1, 1)
    taken, *_ = await entries(centre, Act.REVIEW_TAKEN_BACK)
    assert (taken.by, taken.details["judgement"]) == (centre.anna.id, "wrong")
    assert len(await entries(centre, Act.REVIEWED)) == 2


async def test_after_ten_minutes_a_word_stands_and_nobody_takes_back_a_colleagues() -> None:
    centre = await open_reviewed_centre()
    (turn,) = await answered(centre)
    await judged(centre, [turn], WRONG)
    await centre.assistant.review_answers.take_back(turn, centre.bjorn)
    centre.later(minutes=10)
    assert not (await centre.assistant.review_queue.open(turn, centre.anna.id)).may_take_back
    with pytest.raises(ConflictError):
        await centre.assistant.review_answers.take_back(turn, centre.anna)
    assert (await evidence(centre)).earned.reviewed == 1
    assert await entries(centre, Act.REVIEW_TAKEN_BACK) == []


async def test_taking_back_what_spoke_for_the_assistant_may_make_a_topic_fall_and_nothing_makes_it_rise() -> None:
    centre = await open_reviewed_centre()
    bad, good, worse = await answered(centre, 3), await answered(centre, 5), await answered(centre, 1)
    await judged(centre, bad, WRONG)
    await judged(centre, good, RIGHT)  # as many as keep a fourth wrong one from being too near the three
    assert await judged(centre, worse, WRONG) == [False]
    assert await centre.assistant.review_answers.take_back(good[0], centre.anna)
    assert (await evidence(centre)).level is AutonomyLevel.APPROVE
    await centre.assistant.review_answers.take_back(worse[0], centre.anna)
    assert (await evidence(centre)).level is AutonomyLevel.APPROVE


async def publishes(centre: Centre, kind: RevisionKind = RevisionKind.PUBLISHED, lang: str = "sv") -> None:
    """An editor's act on the article's text, as the record has it."""
    async with centre.assistant.staff.records.unit() as unit:
        before = await unit.revisions.latest(Place(WASTE.id, lang))
        follows = before.number if before else 0
        revision = Revision(Place(WASTE.id, lang), kind, "", centre.sofia.id, centre.clock.now(), follows)
        await unit.revisions.add(revision)
    centre.later(minutes=1)


async def test_a_new_text_begins_from_nothing() -> None:
    centre = await open_reviewed_centre()
    await judged(centre, await answered(centre, 5), RIGHT)
    await publishes(centre)
    assert ((await evidence(centre)).earned.reviewed, (await evidence(centre)).estimate) == (0, None)
    await judged(centre, await answered(centre, 2), RIGHT)
    assert (await evidence(centre)).earned.right == 2


async def test_a_draft_a_translation_and_a_file_that_says_the_same_begin_nothing_anew() -> None:
    centre = await open_reviewed_centre()
    await judged(centre, await answered(centre, 5), RIGHT)
    await publishes(centre, RevisionKind.DRAFT)
    await publishes(centre, RevisionKind.CAME_HOME)
    await publishes(centre, RevisionKind.PUBLISHED, "en")
    assert (await evidence(centre)).earned.reviewed == 5


async def test_wrong_answers_from_a_former_text_pull_nothing_down_and_still_hold_a_rise_back() -> None:
    """Whoever could edit away what was wrong could raise a topic by it."""
    centre = await open_reviewed_centre()
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.APPROVE, centre.sofia, "nytt avtal")
    old, older = await answered(centre, 3), await answered(centre, 3)
    await judged(centre, old, WRONG)
    await publishes(centre)
    assert await judged(centre, older, WRONG) == [False] * 3
    await judged(centre, await answered(centre, 81), RIGHT)
    found = (await evidence(centre)).earned
    assert (found.right, found.reviewed, found.replaced, found.standing) == (81, 81, 6, Standing.HOLDS)
    assert right_answers_to_rise(found) > 0
