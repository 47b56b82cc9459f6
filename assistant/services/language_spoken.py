"""Which language a citizen is spoken to in, and what they mean who answer in it to the assistant's own words."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.domain.conversation import Conversation, Language, Utterance
from assistant.ports import Unit
from assistant.wording.catalogue import PAGE_LANGUAGES, Wording

SHORT_ANSWERS = (
    "Yes, I want to talk to a person",
    "No thank you",
    "No thanks",
    "I want to talk to a person",
    "talk to a person",
    "Call me back",
    "Yes",
    "No",
    "Hello",
    "Hi",
    "Thank you",
    "Thanks",
    "Goodbye",
)
"""Our buttons, the words that we ask citizens to write, and the smallest talk: what the dialogue engine, which reads
Swedish and English, must understand in every language."""
_IN_ENGLISH = (
    *("hello", "hi", "hey", "hi there", "hello there", "hey there", "hello hello", "hi hi", "hi hello"),
    *("good morning", "good day", "good afternoon", "good evening", "how are you", "hi how are you"),
    *("thanks", "thank you", "please", "yes please", "no thanks", "no thank you", "goodbye", "bye", "bye bye"),
)
SMALL_TALK = {"en": frozenset(_IN_ENGLISH)}
"""The smallest talk by its language: a detector of languages is never sure of so few letters."""
_BESIDE_LETTERS = re.compile(r"[^\w\s]+")


def lang_in_use(conversation: Conversation, said: Sequence[Utterance]) -> Language:
    """The language for words that answer nothing in particular, and of an utterance too short to tell.

    The one chosen; else that of the citizen's latest words, if the chat itself cannot be set to it; else the chat's.
    """
    latest = next((one.said.lang for one in reversed(said) if one.by_citizen), conversation.lang)
    return conversation.lang if conversation.lang_chosen or latest not in PAGE_LANGUAGES else latest


def lang_of_small_talk(text: str) -> Language | None:
    """The language of a greeting and nothing more; None where the words are none, or the same in several languages."""
    bare = _bare(text)
    return next((Language(lang) for lang, words in SMALL_TALK.items() if bare in words), None)


async def lang_of(unit: Unit, conversation: Conversation) -> Language:
    """The language in use, as recorded."""
    return lang_in_use(conversation, await unit.conversations.utterances(conversation.id))


def in_english(text: str, langs: Sequence[str], wording: Wording) -> str:
    """The English of a short answer in one of the `langs`; all else as it is."""
    bare = _bare(text)
    for lang in langs:
        if lang in PAGE_LANGUAGES:
            words = wording.of(lang)
            for answer in SHORT_ANSWERS:
                if _bare(words(answer)) == bare:
                    return answer
    return text


def _bare(text: str) -> str:
    """Letters alone: Arabic is typed without the vowel signs that it is printed with."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(_BESIDE_LETTERS.sub(" ", letters).split())
