"""An editor changes an answer, and the next citizen gets the new one: nothing is lost, nobody is overwritten."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.adapters.memory.knowledge import ToldSearch
from assistant.adapters.memory.language import ToldLanguages
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import Holder
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError, UnavailableError
from assistant.domain.handoff import HandoffReason
from assistant.domain.knowledge import Article, ArticleId, Candidate, Maker
from assistant.domain.revision import Place, RevisionKind
from assistant.domain.turn import EngineReply, Say, TurnOutcome, Understanding
from assistant.ingest.article_file import draft_of, text_of
from assistant.ports.knowledge import Knowledge, ReadArticle
from assistant.ports.records import Records
from assistant.services.edit_knowledge import FaultyTextError
from assistant.services.knowledge_in_use import KnowledgeInUse
from tests.editing import (
    ANSWER,
    BIN_QUESTION,
    ENGLISH_TEXT,
    FEE_ID,
    IN_ARABIC,
    IN_ENGLISH,
    SWEDISH,
    WASTE_ID,
    WASTE_QUESTION,
    WASTE_TEXT,
    EditedCentre,
    open_edited_centre,
    waste_draft,
)

FEE = Place(FEE_ID, "sv")
NEW_ANSWER = ANSWER.replace("varannan vecka", "varje vecka")


@pytest.fixture
async def centre() -> EditedCentre:
    return await open_edited_centre()


async def answer_to(centre: EditedCentre, question: str) -> str:
    conversation = await centre.opens()
    await centre.says(conversation, question)
    return (await centre.heard(conversation))[-1].said.text


async def test_a_published_text_is_what_the_next_citizen_gets(centre: EditedCentre) -> None:
    assert "varannan vecka" in await answer_to(centre, WASTE_QUESTION)
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    assert "varje vecka" in await answer_to(centre, WASTE_QUESTION)


async def test_another_process_has_it_at_its_next_question_too(centre: EditedCentre) -> None:
    ours = centre.assistant.knowledge
    another = KnowledgeInUse(ours.records, ours.workshop, ours.reader)
    await another.now()
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    assert (await another.now()).shelf.article(WASTE_ID).answer == NEW_ANSWER


async def test_with_the_record_away_the_last_known_answers_hold(centre: EditedCentre) -> None:
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    await centre.article()
    records = centre.assistant.knowledge.records
    held = replace(centre.assistant.knowledge, records=AwayRecords(records))  # type: ignore[arg-type]
    assert (await held.now()).shelf.article(WASTE_ID).answer == NEW_ANSWER


class OnceThenAway:
    """A record that answers one look and then goes away."""

    def __init__(self, records: Records) -> None:
        self._records, self._looks = records, 0

    def reading(self) -> object:
        self._looks += 1
        if self._looks > 1:
            raise UnavailableError("the record is away")
        return self._records.reading()


class AwayRecords:
    """A record that has gone away."""

    def __init__(self, records: object) -> None:
        self._records = records

    def reading(self) -> object:
        raise UnavailableError("the record is away")


async def test_a_draft_is_kept_and_citizens_see_nothing_of_it(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    await edit.save(waste_draft(answer="Halvfärdigt"), 0, centre.elsa)
    opened = await edit.open(SWEDISH)
    assert (opened.draft is not None, draft_of(SWEDISH, opened.text).answer) == (True, "Halvfärdigt")
    assert opened.in_force == opened.file == WASTE_TEXT
    assert (await centre.article()).answer == ANSWER


async def test_a_draft_given_up_leaves_what_holds(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    saved = await edit.save(waste_draft(answer="Halvfärdigt"), 0, centre.elsa)
    await edit.discard(SWEDISH, saved.number, centre.elsa)
    opened = await edit.open(SWEDISH)
    assert (opened.draft is not None, opened.text) == (False, WASTE_TEXT)


async def test_who_has_an_older_text_before_the_eyes_is_told_and_overwrites_nothing(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    await edit.save(waste_draft(answer="Elsas text"), 0, centre.elsa)
    with pytest.raises(ConflictError):
        await edit.save(waste_draft(answer="Sofias text"), 0, centre.sofia)
    with pytest.raises(ConflictError):
        await edit.publish(waste_draft(), 0, centre.sofia, "")
    assert draft_of(SWEDISH, (await edit.open(SWEDISH)).text).answer == "Elsas text"


async def test_a_text_with_a_grave_fault_is_refused_and_nothing_is_recorded(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    with pytest.raises(FaultyTextError) as refused:
        await edit.publish(waste_draft(answer="Kort.", covers=()), 0, centre.elsa, "")
    assert {fault.about for fault in refused.value.faults} == {"answer", "covers"}
    assert await edit.history(WASTE_ID) == ()


async def test_a_text_is_judged_with_its_links_and_its_readability(centre: EditedCentre) -> None:
    judged = await centre.assistant.edit_knowledge.judge(waste_draft(related=("avfall_atervinning.katt",)))
    assert judged.may_be_published
    (broken,) = [fault for fault in judged.faults if fault.about == "related"]
    assert broken.told == "there is no article avfall_atervinning.katt"
    assert judged.lix is not None
    assert 0 < judged.lix < 50


async def test_a_text_is_judged_beside_the_others_in_force(centre: EditedCentre) -> None:
    """What `kontakt kb check` would say after the export is said before the publication."""
    edit = centre.assistant.edit_knowledge
    unlike = waste_draft(answer=ANSWER.replace("013-20 60 00", "013-20 99 99").replace("+4613206000", "+4613209999"))
    unlike = replace(unlike, variants=(*unlike.variants, "sopavgift"))
    told = [fault.told for fault in (await edit.judge(unlike)).faults]
    assert "the number 013-20 99 99 is not in catalogue/channels.yml" in told
    assert "sopavgift is asked of avfall_atervinning.sopavgift too" in told
    await edit.withdraw(FEE, 0, centre.elsa, "slås ihop")
    assert not any("too" in fault.told for fault in (await edit.judge(unlike)).faults)


async def test_a_draft_outlives_a_withdrawal_and_a_withdrawn_text_can_be_taken_up_again(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    saved = await edit.save(waste_draft(answer="Halvfärdigt"), 0, centre.elsa)
    gone = await edit.withdraw(SWEDISH, saved.number, centre.elsa, "fel")
    opened = await edit.open(SWEDISH)
    assert opened.draft == saved
    await edit.discard(SWEDISH, gone.number, centre.elsa)
    opened = await edit.open(SWEDISH)
    assert (opened.draft, opened.withdrawn, opened.in_force) == (None, True, "")
    assert draft_of(SWEDISH, opened.text).answer == "Halvfärdigt"


async def test_what_a_publication_changed_is_told_against_what_citizens_had(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    draft = await edit.save(waste_draft(answer=NEW_ANSWER), 0, centre.elsa)
    published = await edit.publish(waste_draft(answer=NEW_ANSWER), draft.number, centre.elsa, "")
    back = await edit.take_from_file(SWEDISH, published.number, centre.elsa, "")
    again = await edit.publish(waste_draft(answer=NEW_ANSWER), back.number, centre.elsa, "")
    assert [await edit.before(one) for one in (draft, published, again)] == [WASTE_TEXT] * 3


async def test_a_changed_original_leaves_readers_of_english_with_the_swedish_until_somebody_has_looked(
    centre: EditedCentre,
) -> None:
    assert (await centre.article()).spoken("en").lang == "en"
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    assert (await centre.article()).spoken("en").lang == "sv"
    english = replace(draft_of(IN_ENGLISH, ENGLISH_TEXT), made_by=Maker.PERSON)
    await centre.publishes(english)
    spoken = (await centre.article()).spoken("en")
    assert (spoken.lang, spoken.citation.translated_by) == ("en", Maker.PERSON)


async def test_a_new_translation_says_itself_which_text_it_follows(centre: EditedCentre) -> None:
    opened = await centre.assistant.edit_knowledge.open(IN_ARABIC)
    assert (opened.text, opened.original) == ("", WASTE_TEXT)
    arabic = replace(
        draft_of(IN_ENGLISH, ENGLISH_TEXT),
        place=IN_ARABIC,
        answer="يمكنك معرفة يوم الجمع لدى Tekniska verken.\n\n## للتواصل\n[013-20 60 00](tel:+4613206000)",
        follows={},
    )
    await centre.publishes(arabic)
    article = await centre.article()
    assert not article.is_stale("ar")
    assert article.translations["ar"].follows_reviewed_on.isoformat() == "2026-11-20"


async def test_a_withdrawn_article_is_given_to_nobody_and_comes_back_with_the_file(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    withdrawn = await edit.withdraw(SWEDISH, 0, centre.elsa, "fel")
    with pytest.raises(NotFoundError):
        await centre.article()
    assert (await edit.open(SWEDISH)).withdrawn
    await edit.take_from_file(SWEDISH, withdrawn.number, centre.elsa, "rätt igen")
    assert (await centre.article()).answer == ANSWER


async def test_a_withdrawn_translation_leaves_the_swedish(centre: EditedCentre) -> None:
    await centre.assistant.edit_knowledge.withdraw(IN_ENGLISH, 0, centre.elsa, "dålig")
    assert (await centre.article()).translations == {}


async def test_there_is_no_going_back_to_a_file_that_is_not_there(centre: EditedCentre) -> None:
    with pytest.raises(RefusedError):
        await centre.assistant.edit_knowledge.take_from_file(IN_ARABIC, 0, centre.elsa, "")


async def test_history_tells_who_did_what_and_why_newest_first(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    saved = await edit.save(waste_draft(answer=NEW_ANSWER), 0, centre.elsa)
    await edit.publish(waste_draft(answer=NEW_ANSWER), saved.number, centre.sofia, " varje vecka nu ")
    told = [(one.kind, one.by, one.note) for one in await edit.history(WASTE_ID)]
    assert told == [(RevisionKind.PUBLISHED, "sofia", "varje vecka nu"), (RevisionKind.DRAFT, "elsa", "")]
    assert (await edit.revision(WASTE_ID, saved.number)).kind is RevisionKind.DRAFT
    with pytest.raises(NotFoundError):
        await edit.revision(WASTE_ID, 99)


async def test_what_was_published_is_exported_where_it_is_not_what_the_files_say(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    assert (await centre.assistant.bring_home.texts_to_export()).texts == {}
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    await edit.withdraw(IN_ENGLISH, 0, centre.elsa, "dålig")
    exported = (await centre.assistant.bring_home.texts_to_export()).texts
    assert exported == {SWEDISH: text_of(waste_draft(answer=NEW_ANSWER)), IN_ENGLISH: None}
    await edit.take_from_file(SWEDISH, (await edit.open(SWEDISH)).follows, centre.elsa, "")
    assert set((await centre.assistant.bring_home.texts_to_export()).texts) == {IN_ENGLISH}


async def test_with_a_withdrawn_article_its_translations_go_too_or_the_next_build_would_break(
    centre: EditedCentre,
) -> None:
    edit = centre.assistant.edit_knowledge
    await centre.publishes(replace(draft_of(IN_ENGLISH, ENGLISH_TEXT), made_by=Maker.PERSON))
    await edit.withdraw(SWEDISH, 0, centre.elsa, "gäller inte längre")
    assert (await centre.assistant.bring_home.texts_to_export()).texts == {SWEDISH: None, IN_ENGLISH: None}


async def test_nothing_can_be_withdrawn_that_citizens_do_not_get(centre: EditedCentre) -> None:
    with pytest.raises(NotFoundError):
        await centre.assistant.edit_knowledge.withdraw(IN_ARABIC, 0, centre.elsa, "")
    assert await centre.assistant.edit_knowledge.history(WASTE_ID) == ()


def rebuilt(centre: EditedCentre, swedish: str) -> EditedCentre:
    """The centre after a build of other files, on the same record."""
    ours = centre.assistant.knowledge
    kept = ours.workshop.texts()
    texts = {**kept, WASTE_ID: {**kept[WASTE_ID], "sv": swedish}}
    workshop = replace(ours.workshop, kept_texts=texts)  # type: ignore[type-var]
    in_use = KnowledgeInUse(ours.records, workshop, ours.reader)
    edit = replace(centre.assistant.edit_knowledge, in_use=in_use)
    home = replace(centre.assistant.bring_home, in_use=in_use)
    return replace(centre, assistant=replace(centre.assistant, knowledge=in_use, edit_knowledge=edit, bring_home=home))


async def test_once_the_files_say_the_same_they_hold_and_their_next_change_reaches_citizens(
    centre: EditedCentre,
) -> None:
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    home = rebuilt(centre, text_of(waste_draft(answer=NEW_ANSWER)))
    assert await home.assistant.bring_home.give_back_to_files() == 1
    assert await home.assistant.bring_home.give_back_to_files() == 0
    assert (await home.article()).answer == NEW_ANSWER
    later = rebuilt(centre, WASTE_TEXT.replace("varannan vecka", "var tredje vecka"))
    opened = await later.assistant.edit_knowledge.open(SWEDISH)
    assert "var tredje vecka" in opened.in_force
    assert not opened.outrun


async def test_a_draft_under_way_keeps_its_place_when_the_files_catch_up(centre: EditedCentre) -> None:
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    home = rebuilt(centre, text_of(waste_draft(answer=NEW_ANSWER)))
    edit = home.assistant.edit_knowledge
    draft = await edit.save(waste_draft(answer="Halvfärdigt"), (await edit.open(SWEDISH)).follows, home.elsa)
    assert await home.assistant.bring_home.give_back_to_files() == 0
    assert (await edit.open(SWEDISH)).follows == draft.number


async def test_a_file_changed_since_is_pointed_out_and_never_overwritten(centre: EditedCentre) -> None:
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    later = rebuilt(centre, WASTE_TEXT.replace("varannan vecka", "var tredje vecka"))
    edit = later.assistant.edit_knowledge
    assert await later.assistant.bring_home.give_back_to_files() == 0
    assert (await edit.open(SWEDISH)).outrun
    export = await later.assistant.bring_home.texts_to_export()
    assert (export.texts, export.outrun) == ({}, (SWEDISH,))
    await edit.take_from_file(SWEDISH, (await edit.open(SWEDISH)).follows, later.elsa, "filen är rätt")
    assert not (await edit.open(SWEDISH)).outrun


async def test_a_translation_of_an_older_swedish_text_cannot_be_published_until_somebody_has_compared(
    centre: EditedCentre,
) -> None:
    edit = centre.assistant.edit_knowledge
    begun = replace(draft_of(IN_ENGLISH, ENGLISH_TEXT), made_by=Maker.PERSON)
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    with pytest.raises(FaultyTextError) as refused:
        await edit.publish(begun, 0, centre.elsa, "")
    assert [fault.about for fault in refused.value.faults] == ["follows"]
    assert (await centre.article()).spoken("en").lang == "sv"
    compared = replace(begun, follows=(await edit.open(IN_ENGLISH)).follows_original)
    await edit.publish(compared, 0, centre.elsa, "")
    assert (await centre.article()).spoken("en").lang == "en"


async def test_the_record_going_away_between_two_looks_leaves_the_last_known_answers(centre: EditedCentre) -> None:
    ours = centre.assistant.knowledge
    await ours.now()
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    failing = KnowledgeInUse(OnceThenAway(ours.records), ours.workshop, ours.reader)  # type: ignore[arg-type]
    assert (await failing.now()).shelf.article(WASTE_ID).answer == ANSWER


async def test_a_new_article_is_in_use_once_published(centre: EditedCentre) -> None:
    place = Place(ArticleId("avfall_atervinning.gron_pase"), "sv")
    new = waste_draft(place=place, title="Var får jag gröna påsar?", covers=("avfall_atervinning.grona_pasen",))
    await centre.publishes(new)
    assert (await centre.article(place.article)).title == "Var får jag gröna påsar?"


async def test_what_was_published_under_older_rules_is_left_out_and_the_built_one_holds(centre: EditedCentre) -> None:
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    in_use = centre.assistant.knowledge
    stricter = KnowledgeInUse(in_use.records, in_use.workshop, RefusingReader(in_use.reader))  # type: ignore[arg-type]
    assert (await stricter.now()).shelf.article(WASTE_ID).answer == ANSWER


class RefusingReader:
    """Rules under which no text makes an article."""

    def __init__(self, reader: object) -> None:
        self._reader = reader

    def read(self, article_id: ArticleId, texts: object) -> object:
        del article_id, texts
        return ReadArticle(None, {})


class ShiftingWorkshop:
    """A workshop whose search answers otherwise once anything has been changed."""

    def __init__(self, inner: object, search: object) -> None:
        self._inner, self._search = inner, search

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def revised(self, articles: Sequence[Article], withdrawn: frozenset[ArticleId], edition: str) -> Knowledge:
        return Knowledge(self._search, self._inner.revised(articles, withdrawn, edition).shelf)  # type: ignore[arg-type,attr-defined]


async def test_before_publishing_the_editor_sees_which_questions_would_be_answered_otherwise(
    centre: EditedCentre,
) -> None:
    wrong = ToldSearch({WASTE_QUESTION: (Candidate(FEE_ID, 0.9),), "Vem vann matchen?": (Candidate(WASTE_ID, 0.2),)})
    in_use = centre.assistant.knowledge
    shifted = KnowledgeInUse(in_use.records, ShiftingWorkshop(in_use.workshop, wrong), in_use.reader)  # type: ignore[arg-type]
    trial = replace(centre.assistant.try_knowledge, in_use=shifted)
    steps = [step async for step in trial.trial(waste_draft(answer=NEW_ANSWER))]
    assert [(step.asked, step.questions) for step in steps] == [(0, 2), (2, 2)]
    (changed,) = steps[-1].changed or ()
    assert (changed.before.article, changed.after.article) == (WASTE_ID, FEE_ID)
    assert (changed.before.right, changed.after.right) == (True, False)
    assert await centre.assistant.edit_knowledge.history(WASTE_ID) == ()


async def test_what_makes_no_article_cannot_be_tried(centre: EditedCentre) -> None:
    with pytest.raises(FaultyTextError):
        await anext(centre.assistant.try_knowledge.trial(waste_draft(covers=())))


async def test_a_question_in_english_gets_the_english_and_says_that_it_is_a_translation(centre: EditedCentre) -> None:
    conversation = await centre.opens("en")
    told = replace(centre.assistant.take_turn, languages=ToldLanguages({BIN_QUESTION: "en"}))
    centre.assistant = replace(centre.assistant, take_turn=told)
    turn = await centre.says(conversation, BIN_QUESTION)
    said = (await centre.heard(conversation))[-1].said
    assert (turn.outcome, said.lang) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, "en")
    assert said.text.startswith("You see your collection day")
    assert said.citations[0].translated_by is Maker.MACHINE


async def test_the_next_questions_are_buttons_and_pressing_one_gives_its_article(centre: EditedCentre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    (button,) = (await centre.heard(conversation))[-1].said.quick_replies
    assert button == "Vad kostar sophämtningen?"
    turn = await centre.says(conversation, button)
    assert (turn.article, turn.confidence) == (FEE_ID, 1.0)


@pytest.mark.parametrize("level", [AutonomyLevel.SHADOW, AutonomyLevel.APPROVE])
async def test_where_the_assistant_may_not_answer_alone_a_person_gets_the_question_with_the_draft(
    centre: EditedCentre, level: AutonomyLevel
) -> None:
    await centre.publishes(waste_draft(autonomy=str(level)))
    conversation = await centre.opens()
    turn = await centre.says(conversation, WASTE_QUESTION)
    assert (turn.outcome, turn.article) == (TurnOutcome.HANDED_OFF, None)
    (row,) = await centre.assistant.desk.queue()
    assert row.handoff.reason is HandoffReason.TO_BE_CHECKED
    view = await centre.assistant.desk.view(row.handoff.id)
    assert view.conversation.holder is Holder.QUEUE
    assert [guess.article.id for guess in view.guesses] == [WASTE_ID]
    heard = [utterance.said.text for utterance in await centre.heard(conversation)]
    assert any("kontrollerar en människa mina svar" in text for text in heard)


async def test_a_title_is_answered_whatever_the_dialogue_takes_it_for(centre: EditedCentre) -> None:
    """Buttons send titles: `Kan jag reklamera en vara …?` is no complaint, and `Hur mejlar jag …?` no greeting."""
    conversation = await centre.opens()
    greeting = EngineReply(Understanding("greet", 0.99), (Say({"sv": "Hej!"}),))
    centre.engine.script = {"Vad kostar sophämtningen?": greeting}
    turn = await centre.says(conversation, "Vad kostar sophämtningen?")
    assert (turn.outcome, turn.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, FEE_ID)
