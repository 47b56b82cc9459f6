"""Reading danger.yml: what is wrong is said with file, line, field and what is allowed."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.domain.danger import DangerClass
from assistant.ingest.danger_rules import read_danger_rules
from assistant.ingest.yaml_field import FileRefusedError

SHIPPED = Path(__file__).parents[3] / "knowledge_base" / "danger.yml"

HEAD = """\
approval: {approved_by: null}
numbers:
  - {id: emergency, number: "112", name: Nödnumret, kind: phone, target_group: alla, hours: dygnet runt,
     languages: [sv], url: "https://www.sosalarm.se", verified_at: null, verified_by: null, note: not checked}
offers:
  hand_off: {sv: "Vi hör efter.", en: "We are asking."}
  ask: {sv: "Vill du prata?", en: "Would you like to talk?"}
groups:
  want: [vill, vil]
plain_words: [valdagen]
exclusions:
  sv: ["dö av skratt"]
classes:
"""
ONE_CLASS = """\
  - class: {name}
    alarm: true
    hand_off: false
    answer_too: false
    numbers: [emergency]
    reply: {{sv: "Ring {{emergency}}.", en: "Call {{emergency}}."}}
    phrases:
      sv: ["@want dö {word}"]
"""
GOOD = HEAD + "".join(ONE_CLASS.format(name=name, word=name.replace("_", "")) for name in DangerClass)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return tmp_path / "danger.yml"


def test_a_file_with_everything_is_read(rules: Path) -> None:
    rules.write_text(GOOD, encoding="utf-8")
    detector = read_danger_rules(rules)
    danger = detector.detect("jag vill dö suicide")
    assert danger is not None
    assert danger.danger_class is DangerClass.SUICIDE
    assert detector.reply(danger, "sv").text == "Ring [112](tel:112).\n\nVill du prata?"


def test_the_shipped_file_is_read_and_its_numbers_say_honestly_that_nobody_has_checked_them() -> None:
    lines = {line for rule in read_danger_rules(SHIPPED).rules for line in rule.numbers}
    assert lines
    assert all(line.verified_at or "not checked" in str(line.note) for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: phone", "kind: fax", "danger.numbers[0].kind: is 'fax'; allowed: phone, sms"),
        ('number: "112"', "number: ring oss", "allowed: digits, spaces and hyphens"),
        ('number: "112"', 'number: "0771-22 00 60"', "is a line that has closed"),
        ("id: emergency,", "id: Nöd,", "danger.numbers[0].id: allowed: small letters"),
        ("https://", "http://", "danger.numbers[0].url: must begin with https://"),
        ("verified_at: null", "verified_at: igår", "must be a day as 2026-01-31, or null"),
        ("verified_at: null", "verified_at: 2026-11-01", "must both be given or both be null"),
        (", note: not checked", "", "needs a note that says so"),
        ("hours: dygnet runt,", "", "danger.numbers[0]: field hours is missing"),
        ("hours: dygnet runt", "opens: dygnet runt", "danger.numbers[0].opens: unknown; allowed: id, number"),
        ("alarm: true", "alarm: maybe", "danger.classes[0].alarm: must be true or false"),
        ("class: suicide", "class: sorrow", "is 'sorrow'; allowed: life_in_danger, suicide"),
        ("class: suicide", "class: life_in_danger", "class life_in_danger is given 2 times; allowed: once"),
        ("numbers: [emergency]", "numbers: [bris]", "is 'bris'; allowed: emergency"),
        ('en: "Call {emergency}."', "fi: Soita", "danger.classes[0].reply: field en is missing"),
        ('"Ring {emergency}."', '"Ring {bris}."', "{bris} is no number of this class; allowed: emergency"),
        ('"Ring {emergency}."', '""', "danger.classes[0].reply.sv: must be a text that is not empty"),
        ("@want dö", "@wish dö", "unknown group @wish; allowed: @want"),
        ('sv: ["@want', 'xx: ["@want', "phrases.xx: unknown; allowed: sv, en, fi"),
        ('sv: ["dö av skratt"]', "sv: dö av skratt", "danger.exclusions.sv: must be a list"),
        ("want: [vill, vil]", 'want: ["vi(ll"]', "'vi(ll' is no word"),
        (', en: "Would you like to talk?"}', "}", "danger.offers.ask: field en is missing"),
        ("plain_words: [valdagen]\n", "", "field plain_words is missing"),
        ("groups:", "groups: [", "is no YAML"),
        ("    hand_off: false", "    alarm: false\n    hand_off: false", "given twice"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_field_and_what_is_allowed(
    rules: Path, old: str, new: str, told: str
) -> None:
    assert old in GOOD
    rules.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileRefusedError) as raised:
        read_danger_rules(rules)
    assert told in str(raised.value)
    assert str(raised.value).startswith(f"{rules}:")


def test_the_line_named_is_the_line_of_the_field(rules: Path) -> None:
    rules.write_text(GOOD.replace("want: [vill, vil]", 'want: ["vi(ll"]'), encoding="utf-8")
    with pytest.raises(FileRefusedError, match=r"danger\.yml:9: danger\.groups\.want"):
        read_danger_rules(rules)


@pytest.mark.parametrize("content", ["", "- a list", "just words"])
def test_a_file_that_is_no_rules_at_all_is_refused(rules: Path, content: str) -> None:
    rules.write_text(content, encoding="utf-8")
    with pytest.raises(FileRefusedError):
        read_danger_rules(rules)


def test_a_missing_file_is_refused_in_the_same_way(rules: Path) -> None:
    with pytest.raises(FileRefusedError, match="can not be read"):
        read_danger_rules(rules)


def test_the_rules_are_read_with_nothing_but_the_standard_library_yaml_and_the_domain() -> None:
    code = (
        "import sys; before = set(sys.modules); import assistant.ingest.danger_rules\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "new -= {name for name in new if 'cython' in name}\n"
        "print(sorted(name for name in new - set(sys.stdlib_module_names) - {'yaml', '_yaml', 'assistant'}))\n"
        "print(sorted(name for name in sys.modules if name.startswith('assistant.')))"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=SHIPPED.parents[1])
    foreign, ours = ran.stdout.splitlines()
    assert foreign == "[]"
    assert "adapters" not in ours
    assert "services" not in ours
