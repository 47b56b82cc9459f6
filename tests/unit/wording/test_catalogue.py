"""Everything people read is there in Swedish: each message in code and templates, found by reading their syntax."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from assistant.services.language_spoken import SHORT_ANSWERS
from assistant.wording.catalogue import LANGUAGES, LOCALES, PAGE_LANGUAGES, Wording, read_wording

PROJECT = Path(__file__).parents[3]
CONSOLE = PROJECT / "handoff_console"
SOURCES = sorted(
    file
    for folder in ("assistant", "handoff_console")
    for file in (PROJECT / folder).rglob("*.py")
    if "node_modules" not in file.parts
)
TEMPLATES = sorted(
    [
        *(CONSOLE / "templates").rglob("*.html"),
        *(PROJECT / "assistant/web/templates/answers").rglob("*.html"),
        *(PROJECT / "assistant/web/templates/cases").rglob("*.html"),
    ]
)
WORDS_OF_TURNS = [
    f"assistant/services/{module}.py"
    for module in (
        *(
            "chat_hours",
            "conclude",
            "conclude_danger",
            "conclude_form",
            "conclude_from_dialogue",
            "conclude_from_knowledge",
            "conclude_repair",
        ),
        *(
            "approvals",
            "conclude_off",
            "conclude_withheld",
            "conclusion",
            "converse",
            "correct_answer",
            "hand_off",
            "hold_out",
            "nobody_there",
            "return_to_queue",
            "say_checked",
            "sweep",
            "take_turn",
            "transfer",
        ),
    )
]
"""Where the assistant's services speak to citizens; the others speak to staff."""
SMALL_TALK = ("greet", "thank", "goodbye", "identity", "what_would_you_like_to_know", "anything_else", "not_understood")
LINK = re.compile(r"\((?:tel|https):[^)]*\)")
PHONE = "013-20 60 00"
NAMES = CONSOLE / "names.py"
"""Its dictionaries hold messages which templates look up by a variable."""

Used = tuple[str, str]
"""A message and where it is used."""


def _literals(node: ast.expr) -> Iterator[str]:
    """The strings an argument can be: itself, or the two of a conditional expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _called(call: ast.Call) -> str:
    """The last word of what is called; for `words_of(request)(...)` that of what made it."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call() as maker:
            return _called(maker)
        case _:
            return ""


def _messages(call: ast.Call) -> Iterator[str]:
    match _called(call):
        case "words":
            arguments = call.args[:1]
        case "words_of" | "of" if isinstance(call.func, ast.Call):
            arguments = call.args[:1]
        case "plural":
            arguments = call.args[:2]
        case "note" | "Fault":
            arguments = call.args[2:3]
        case "_return":  # return_to_queue.py
            arguments = call.args[1:2]
        case _:
            arguments = []
    for argument in arguments:
        yield from _literals(argument)


def _faults() -> Iterator[Used]:
    """What is wrong with an article is told to editors: strings assigned to `what` before a fault is made of them."""
    files = [*(PROJECT / "assistant/ingest").glob("*.py"), PROJECT / "assistant/services/edit_knowledge.py"]
    for file in sorted(files):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["what"]:
                yield from ((text, f"{file.relative_to(PROJECT)}:{node.lineno}") for text in _literals(node.value))


@cache
def _calls() -> list[tuple[ast.Call, str]]:
    """Every call in our code, and where."""
    return [
        (node, f"{file.relative_to(PROJECT)}:{node.lineno}")
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]


@cache
def _marked() -> list[tuple[tuple[str, ...], str]]:
    """The strings of every `_()` and `ngettext()` in our templates, and where."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found = []
    for file in TEMPLATES:
        tree = environment.parse(file.read_text("utf-8"))
        for line, _, message in extract_from_ast(tree, ("_", "gettext", "ngettext")):
            parts = message if isinstance(message, tuple) else (message,)
            strings = tuple(part for part in parts if part is not None)
            found.append((strings, f"{file.relative_to(PROJECT)}:{line}"))
    return found


def used_in_code() -> list[Used]:
    return [(message, place) for call, place in _calls() for message in _messages(call)]


def used_in_templates() -> list[Used]:
    return [(message, place) for strings, place in _marked() for message in strings]


def used_as_names() -> list[Used]:
    """Every string that a dictionary or pair in `names.py` maps to."""
    found = []
    for node in ast.walk(ast.parse(NAMES.read_text("utf-8"))):
        values = node.values if isinstance(node, ast.Dict) else node.elts[1:] if isinstance(node, ast.Tuple) else []
        found += [(text, f"handoff_console/names.py:{value.lineno}") for value in values for text in _literals(value)]
    return found


def used_in_words_modules() -> list[Used]:
    """Every sentence in the console's `*_words.py`, which hold message ids and little else. A sentence has a space."""
    found = []
    for file in sorted(set(CONSOLE.glob("*_words.py")) - {CONSOLE / "local_words.py"}):  # dates and numbers, by rules
        tree = ast.parse(file.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        told |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        told |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
        found += [
            (node.value, f"{file.name}:{node.lineno}")
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and id(node) not in told and isinstance(node.value, str)
            if " " in node.value.strip() and node.value[0].isupper()
        ]
    return found


def used_plurals() -> set[tuple[str, str]]:
    """Both English forms of each plural, in code and templates."""
    found = {(strings[0], strings[1]) for strings, _ in _marked() if len(strings) > 1}
    for call, _ in _calls():
        if _called(call) == "plural":
            one, many = call.args[:2]
            found |= {(first, second) for first in _literals(one) for second in _literals(many)}
    return found


@pytest.fixture(scope="module")
def wording() -> Wording:
    return read_wording()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_search_for_messages_finds_those_of_services_pages_templates_and_names() -> None:
    """Or the test below would hold by finding nothing."""
    assert {
        "No thank you",  # words(...) in a service
        "{name} has left. The AI assistant answers again.",  # note(unit, id, ...)
        "The conversation is closed. Start a new one.",  # a page of the assistant
    } <= {message for message, _ in used_in_code()}
    assert "Queue" in {message for message, _ in used_in_templates()}
    assert "Asked for a person" in {message for message, _ in used_as_names()}
    assert "Did it stay solved for a week?" in {message for message, _ in used_in_words_modules()}
    assert len(used_plurals()) >= 3


def test_every_message_used_is_in_the_swedish_catalogue(wording: Wording) -> None:
    swedish = wording.of("sv")
    there = swedish.messages.keys() | {form for pair in used_plurals() if pair[0] in swedish.plurals for form in pair}
    used = used_in_code() + used_in_templates() + used_as_names() + used_in_words_modules() + list(_faults())
    assert [f"{place}: {message}" for message, place in used if message not in there] == []


def test_every_plural_used_has_both_its_swedish_forms(wording: Wording) -> None:
    forms = {one: wording.of("sv").plurals.get(one, ()) for one, _ in used_plurals()}
    assert [one for one, swedish in forms.items() if len(swedish) != 2] == []


def test_every_translation_fills_in_the_same_values_as_its_message(wording: Wording) -> None:
    """A lost `{name}` would leave the citizen with nobody's name; a misspelt one would break the page."""
    swedish = wording.of("sv")
    wrong = [message for message, text in swedish.messages.items() if fields(message) != fields(text)]
    for one, forms in swedish.plurals.items():
        allowed = fields(one) | {"number"}
        wrong += [one for form in forms if not fields(form) <= allowed]
    assert wrong == []


CITIZENS_WORDS = (*WORDS_OF_TURNS, "assistant/web/problems.py")


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_every_message_that_a_citizen_is_spoken_to_with_is_there_in_every_spoken_language(
    wording: Wording, lang: str
) -> None:
    used = {message for message, place in used_in_code() if place.rpartition(":")[0] in CITIZENS_WORDS}
    assert "No thank you" in used
    assert sorted(used - wording.of(lang).messages.keys()) == []


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_every_short_answer_has_a_form_of_its_own_in_every_spoken_language(wording: Wording, lang: str) -> None:
    assert wording.of(lang).knows(*SHORT_ANSWERS)


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
@pytest.mark.parametrize("response", SMALL_TALK)
def test_what_the_dialogue_engine_says_in_small_talk_is_there_in_every_spoken_language(
    wording: Wording, response: str, lang: str
) -> None:
    domain = yaml.safe_load((PROJECT / "nlu_data/domain.yml").read_text("utf-8"))
    for said in domain["responses"][f"utter_{response}"]:
        directive = said["custom"]
        english = [directive["text"]["en"], *(reply["en"] for reply in directive.get("quick_replies", ()))]
        assert wording.of(lang).knows(*english)


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_every_translation_keeps_the_values_and_the_links_of_its_message(wording: Wording, lang: str) -> None:
    """A telephone number with a slip in one language would be found by nobody here."""
    messages = wording.of(lang).messages
    assert [text for text, translated in messages.items() if fields(text) != fields(translated)] == []
    assert [text for text, translated in messages.items() if LINK.findall(text) != LINK.findall(translated)] == []
    assert [text for text, translated in messages.items() if PHONE in text and PHONE not in translated] == []


def test_no_translation_is_the_english_left_over(wording: Wording) -> None:
    """Single words may be alike in both languages; sentences are not."""
    same = [message for message, text in wording.of("sv").messages.items() if message == text]
    assert [message for message in same if len(message.split()) > 1] == []


def test_citizens_and_staff_meet_none_of_the_words_we_do_not_use(wording: Wording) -> None:
    """Klarspråk: what a resident sees speaks of samtal and frågor, not of machinery."""
    texts = list(wording.of("sv").messages.values()) + [f for forms in wording.of("sv").plurals.values() for f in forms]
    unwanted = ("session", "eskaler", "intent", "token", "server", "timeout")
    assert [text for text in texts for word in unwanted if word in text.lower()] == []


def test_english_is_what_stands_in_the_code_and_an_unknown_language_is_answered_in_swedish(wording: Wording) -> None:
    assert wording.of("en")("No thank you") == "No thank you"
    assert wording.of("sv")("No thank you") == "Nej tack"
    assert wording.of("sv-simple")("No thank you") == "Nej tack"
    assert wording.of("nb")("No thank you") == "Nej tack"
    assert wording.of("fi")("Read it in Swedish") == "Lue ruotsiksi"
    assert LANGUAGES == ("sv", "en")


def test_easy_swedish_has_words_of_its_own_where_it_is_no_translation_and_swedish_ones_elsewhere(
    wording: Wording,
) -> None:
    easy, swedish = wording.of("sv-simple"), wording.of("sv")
    own = {message for message, text in easy.messages.items() if swedish.messages.get(message) != text}
    assert easy("Read it in Swedish") == "Läs den vanliga texten"
    assert own < swedish.messages.keys()
    assert all(fields(message) == fields(easy.messages[message]) for message in own)
    assert easy.lang == "sv"


def test_values_are_filled_in_as_they_are_given(wording: Wording) -> None:
    text = wording.of("sv")("{name} has left. The AI assistant answers again.", name="{Anna}")
    assert text == "{Anna} har lämnat samtalet. Nu svarar AI-assistenten igen."


@pytest.mark.parametrize(("number", "text"), [(0, "0 väntar"), (1, "1 väntar ensam"), (2, "2 väntar")])
def test_one_is_singular_and_nought_and_many_are_plural(tmp_path: Path, number: int, text: str) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / "some.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n'
        'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "{number} waits"\nmsgid_plural "{number} wait"\n'
        'msgstr[0] "{number} väntar ensam"\nmsgstr[1] "{number} väntar"\n\n'
        'msgid "untranslated"\nmsgstr ""\n',
        "utf-8",
    )
    words = read_wording(tmp_path).of("sv")
    assert words.plural("{number} waits", "{number} wait", number) == text
    assert words("untranslated") == "untranslated"
    assert read_wording(tmp_path).of("en").plural("{number} waits", "{number} wait", 2) == "2 wait"


def test_no_message_has_two_different_swedish_words() -> None:
    """All catalogues of a language are read as one: the later would silently win everywhere."""
    found: dict[str, set[str]] = {}
    for file in sorted(LOCALES.joinpath("sv").glob("*.po")):
        with file.open("rb") as lines:
            for entry in read_po(lines, locale="sv"):
                found.setdefault(str(entry.id), set()).add(str(entry.string))
    assert {message: words for message, words in found.items() if message and len(words) > 1} == {}
