"""An answer that a person has checked reaches the citizen: the assistant's, with its source and who checked it."""

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.conversation import Conversation, NewUtterance, Speaker, UtteranceId
from assistant.domain.drafts import Draft
from assistant.ports import Unit
from assistant.services.conclusion import WATCHED_AREAS
from assistant.services.language_spoken import lang_of
from assistant.wording.catalogue import Wording


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that `name` has checked; `text` where they have changed its words."""

    draft: Draft
    name: str
    text: str | None
    at: datetime


async def say_checked(unit: Unit, wording: Wording, conversation: Conversation, checked: Checked) -> None:
    """Within `unit`, the answer is said; an honest word before one in another language than the citizen's."""
    draft = checked.draft
    lang = await lang_of(unit, conversation)
    if draft.lang.partition("-")[0] != lang.partition("-")[0]:
        text = wording.of(lang)(
            "I have an answer, but only in Swedish. You can ask for a person if you want it explained."
        )
        honest = NewUtterance(UtteranceId(f"checked-{draft.seq}-lang"), Speaker.ASSISTANT, text, lang)
        await unit.conversations.say(conversation.id, honest, checked.at)
    later = await unit.conversations.utterances(conversation.id, after=draft.seq)
    is_late = any(said.by_citizen for said in later)
    await unit.conversations.say(conversation.id, checked_words(checked, wording, is_late=is_late), checked.at)


def checked_words(checked: Checked, wording: Wording, *, is_late: bool) -> NewUtterance:
    """The answer with who checked it; `is_late`: the citizen has said something since the question."""
    draft, words = checked.draft, wording.of(checked.draft.lang)
    begin = words("Here is the answer to what you asked before:") if is_late else ""
    if checked.text is None:
        end = words("Checked by {name} at Kontakt Linköping.", name=checked.name)
    else:
        end = words("Checked and changed by {name} at Kontakt Linköping.", name=checked.name)
    return NewUtterance(
        UtteranceId(f"checked-{draft.seq}"),
        Speaker.ASSISTANT,
        "\n\n".join(part for part in (begin, checked.text or draft.text, end) if part),
        draft.lang,
        article=draft.article,
        citations=(draft.citation,),
        quick_replies=draft.next_questions,
        quick_exit=draft.topic in WATCHED_AREAS,
    )
