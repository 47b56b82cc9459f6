"""Why the assistant did or did not answer, as agents and supervisors read it."""

import pytest

from assistant.domain.confidence import Verdict
from assistant.domain.grounds import Grounds, Likeness
from assistant.wording.catalogue import Words, read_wording
from handoff_console.grounds_words import why
from tests.centre import UNSURE_QUESTION, WASTE
from tests.unit.console.conftest import Browser, Console

SWEDISH, ENGLISH = read_wording().of("sv"), read_wording().of("en")
LINE = "Hur söker jag bygglov?"


def grounds(verdict: Verdict, *missing: str, nearest: str = LINE) -> Grounds:
    return Grounds(verdict, 0.97, 0.5, Likeness(nearest, missing))


@pytest.mark.parametrize(
    ("told", "words", "said"),
    [
        (
            grounds(Verdict.HAND_OFF, "Norrköping"),
            SWEDISH,
            "94 % säker: frågan liknar ”Hur söker jag bygglov?”, men ordet ”Norrköping” finns inte i artikeln. "
            "Assistenten svarar själv från 97 %.",
        ),
        (
            grounds(Verdict.ANSWER, "Norrköping", "altan"),
            SWEDISH,
            "94 % säker: frågan liknar ”Hur söker jag bygglov?”, men orden ”Norrköping” och ”altan” finns inte i "
            "artikeln.",
        ),
        (grounds(Verdict.ANSWER), SWEDISH, "94 % säker: frågan liknar ”Hur söker jag bygglov?”."),
        (
            grounds(Verdict.CLARIFY, nearest=""),
            SWEDISH,
            "94 % säker. Assistenten svarar själv från 97 %.",
        ),
        (
            grounds(Verdict.HAND_OFF, "Norrköping"),
            ENGLISH,
            "94% sure: the question is like “Hur söker jag bygglov?”, but the word “Norrköping” is not in the article. "
            "It answers by itself from 97%.",
        ),
    ],
)
def test_the_grounds_are_told_in_a_sentence(told: Grounds, words: Words, said: str) -> None:
    assert why(0.94, told, words).replace("\N{NO-BREAK SPACE}", " ") == said


async def test_the_agent_reads_them_beside_the_best_guess_and_the_supervisor_with_the_turn(
    console: Console, karin: Browser
) -> None:
    handoff = await console.centre.waits(UNSURE_QUESTION)
    await karin.claim(handoff.id)
    said = (
        "11 % säker: frågan liknar ”Vilken dag hämtas mina sopor?”, "
        "men orden ”höns” och ”vinden” finns inte i artikeln. Assistenten svarar själv från 60 %."
    )
    page = (await karin.get(f"/desk/{handoff.id}")).text.replace("\N{NO-BREAK SPACE}", " ")
    assert WASTE.title in page
    assert said in page
    maria = await console.signed_in("maria")
    page = (await maria.get(f"/reports/conversation/{handoff.conversation_id}")).text
    assert said in page.replace("\N{NO-BREAK SPACE}", " ")
