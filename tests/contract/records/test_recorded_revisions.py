"""What editors did to articles, in each form of the record."""

from dataclasses import replace

import pytest

from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId
from assistant.domain.revision import IN_FORCE, Place, Revision, RevisionKind, TextChange
from assistant.ports.records import Records
from tests.contract.records.sample_records import MINUTE, NOON, member

DECK = Place(ArticleId("bygglov.altan"), "sv")
DECK_IN_ENGLISH = replace(DECK, lang="en")
EVA = member(AgentId("eva"))
DRAFT = Revision(
    DECK, RevisionKind.DRAFT, "---\nid: bygglov.altan\n---\nÅäö", EVA.id, NOON, note="nya regler", over="0a"
)


async def add(records: Records, *revisions: Revision) -> list[Revision]:
    """Recorded one after another, each in a unit of its own."""
    recorded = []
    for revision in revisions:
        async with records.unit() as unit:
            recorded.append(await unit.revisions.add(revision))
    return recorded


@pytest.fixture(autouse=True)
async def editor(records: Records) -> None:
    async with records.unit() as unit:
        await unit.staff.add(EVA)


async def test_a_revision_reads_back_as_given_with_a_number_that_rises(records: Records) -> None:
    (first,) = await add(records, DRAFT)
    (second,) = await add(records, replace(DRAFT, follows=first.number, text="ny text", at=NOON + MINUTE))
    assert replace(first, number=0) == DRAFT
    assert 0 < first.number < second.number
    async with records.reading() as unit:
        assert await unit.revisions.latest(DECK) == second
        assert await unit.revisions.latest(DECK_IN_ENGLISH) is None


async def test_of_two_editors_with_the_same_text_before_their_eyes_the_second_is_told(records: Records) -> None:
    await add(records, DRAFT)
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.revisions.add(replace(DRAFT, text="någon annans"))
        assert (await unit.revisions.latest(DECK)) is not None


async def test_a_draft_changes_nothing_that_citizens_get(records: Records) -> None:
    async with records.reading() as unit:
        before = await unit.revisions.edition()
    await add(records, DRAFT)
    async with records.reading() as unit:
        assert await unit.revisions.edition() == before
        assert DECK not in {revision.place for revision in await unit.revisions.in_force()}
        assert [revision.place for revision in await unit.revisions.drafts()].count(DECK) == 1


@pytest.mark.parametrize("kind", sorted(IN_FORCE))
async def test_what_citizens_get_is_a_new_edition_and_only_a_publication_ends_the_draft(
    records: Records, kind: RevisionKind
) -> None:
    async with records.reading() as unit:
        before = await unit.revisions.edition()
    (draft,) = await add(records, DRAFT)
    (published,) = await add(records, replace(DRAFT, kind=kind, follows=draft.number, at=NOON + MINUTE))
    async with records.reading() as unit:
        assert await unit.revisions.edition() == before + 1
        assert published in await unit.revisions.in_force()
        drafts = [revision for revision in await unit.revisions.drafts() if revision.place == DECK]
        assert drafts == ([] if kind is RevisionKind.PUBLISHED else [draft])


async def test_a_draft_given_up_is_no_draft_and_what_was_published_holds_on(records: Records) -> None:
    (published,) = await add(records, replace(DRAFT, kind=RevisionKind.PUBLISHED))
    async with records.reading() as unit:
        before = await unit.revisions.edition()
    (draft,) = await add(records, replace(DRAFT, follows=published.number))
    await add(records, replace(DRAFT, kind=RevisionKind.DISCARDED, text="", follows=draft.number))
    async with records.reading() as unit:
        assert await unit.revisions.edition() == before
        assert published in await unit.revisions.in_force()
        assert DECK not in {revision.place for revision in await unit.revisions.drafts()}


async def test_each_language_of_an_article_has_a_line_of_its_own_and_all_are_its_history(records: Records) -> None:
    (swedish,) = await add(records, DRAFT)
    (english,) = await add(records, replace(DRAFT, place=DECK_IN_ENGLISH, text="in English"))
    async with records.reading() as unit:
        assert list(await unit.revisions.of_article(DECK.article)) == [english, swedish]
        assert {swedish, english} <= set(await unit.revisions.drafts())


async def test_when_a_text_was_last_made_another_is_known_whatever_came_after(records: Records) -> None:
    kinds = [RevisionKind.PUBLISHED, RevisionKind.FROM_FILE, RevisionKind.DRAFT, RevisionKind.CAME_HOME]
    before = 0
    for place, kind in enumerate(kinds):
        (added,) = await add(records, replace(DRAFT, kind=kind, at=NOON + place * MINUTE, follows=before))
        before = added.number
    await add(records, replace(DRAFT, place=DECK_IN_ENGLISH, kind=RevisionKind.PUBLISHED, at=NOON + 9 * MINUTE))
    async with records.reading() as unit:
        assert (await unit.revisions.new_texts())[DECK.article] == NOON + MINUTE


async def test_each_day_on_which_citizens_got_other_words_is_known_the_latest_first(records: Records) -> None:
    kinds = [RevisionKind.PUBLISHED, RevisionKind.DRAFT, RevisionKind.WITHDRAWN, RevisionKind.CAME_HOME]
    before = 0
    for place, kind in enumerate(kinds):
        (added,) = await add(records, replace(DRAFT, kind=kind, at=NOON + place * MINUTE, follows=before))
        before = added.number
    english = replace(DRAFT, place=DECK_IN_ENGLISH, kind=RevisionKind.PUBLISHED, at=NOON + 9 * MINUTE)
    await add(records, english)
    async with records.reading() as unit:
        found = [each for each in await unit.revisions.text_changes(NOON) if each.place.article == DECK.article]
        later = await unit.revisions.text_changes(NOON + MINUTE)
    assert found == [
        TextChange(DECK_IN_ENGLISH, RevisionKind.PUBLISHED, NOON + 9 * MINUTE, "nya regler"),
        TextChange(DECK, RevisionKind.WITHDRAWN, NOON + 2 * MINUTE, "nya regler"),
        TextChange(DECK, RevisionKind.PUBLISHED, NOON, "nya regler"),
    ]
    assert [each.at for each in later if each.place.article == DECK.article] == [found[0].at, found[1].at]
