"""What editors do that changes what citizens get stands in the audit, and drafts do not."""

import pytest

from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.errors import ConflictError
from assistant.domain.revision import Place
from tests.editing import WASTE_ID, EditedCentre, open_edited_centre, waste_draft

WASTE = Place(WASTE_ID, "sv")


@pytest.fixture
async def centre() -> EditedCentre:
    return await open_edited_centre()


async def entries(centre: EditedCentre) -> list[AuditEntry]:
    async with centre.assistant.staff.records.reading() as unit:
        return list(reversed(await unit.audit.entries(AuditFilter(), 20)))


async def test_publishing_withdrawing_and_going_back_are_entered_with_who_and_why(centre: EditedCentre) -> None:
    edit = centre.assistant.edit_knowledge
    published = await edit.publish(waste_draft(title="När hämtas soporna nu?"), 0, centre.sofia, "ny tid")
    withdrawn = await edit.withdraw(WASTE, published.number, centre.sofia, "fel tid")
    returned = await edit.take_from_file(WASTE, withdrawn.number, centre.sofia, "filen stämmer")
    told = [(entry.act, entry.by, entry.reason, entry.details["revision"]) for entry in await entries(centre)]
    assert told == [
        (Act.ARTICLE_PUBLISHED, centre.sofia.id, "ny tid", published.number),
        (Act.ARTICLE_WITHDRAWN, centre.sofia.id, "fel tid", withdrawn.number),
        (Act.ARTICLE_TO_FILE, centre.sofia.id, "filen stämmer", returned.number),
    ]
    assert {entry.subject for entry in await entries(centre)} == {f"article:{WASTE_ID}"}


async def test_a_draft_changes_nothing_for_citizens_and_is_not_entered(centre: EditedCentre) -> None:
    draft = await centre.assistant.edit_knowledge.save(waste_draft(title="Utkast"), 0, centre.sofia)
    await centre.assistant.edit_knowledge.discard(WASTE, draft.number, centre.sofia)
    assert await entries(centre) == []


async def test_what_was_refused_is_not_entered(centre: EditedCentre) -> None:
    await centre.assistant.edit_knowledge.save(waste_draft(title="Utkast"), 0, centre.sofia)
    with pytest.raises(ConflictError):
        await centre.assistant.edit_knowledge.withdraw(WASTE, 0, centre.sofia, "fel tid")
    assert await entries(centre) == []
