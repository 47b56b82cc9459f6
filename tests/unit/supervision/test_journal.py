import re
from pathlib import Path

from assistant.supervision.journal import Journal

NAMES = ("kontakt", "redis")


def written(folder: Path, part: str, text: str, *, colour: bool) -> tuple[str, str]:
    """What the screen and the file got."""
    shown: list[str] = []
    journal = Journal(shown.append, folder / "log/kontakt.log", NAMES, colour=colour)
    journal.line(part, text)
    journal.close()
    return shown[0], (folder / "log/kontakt.log").read_text(encoding="utf-8")


def test_each_line_stands_behind_its_process_at_a_fixed_width(tmp_path: Path) -> None:
    shown, kept = written(tmp_path, "redis", "ready på svenska", colour=False)
    assert re.fullmatch(r"\d\d:\d\d:\d\d redis   \| ready på svenska", shown)
    assert kept.endswith("redis   | ready på svenska\n")


def test_colour_is_on_the_screen_and_never_in_the_file(tmp_path: Path) -> None:
    shown, kept = written(tmp_path, "redis", "ready", colour=True)
    assert shown.startswith("\x1b[33m")
    assert shown.endswith("\x1b[0m ready")
    assert "\x1b" not in kept


def test_a_process_cannot_repaint_the_screen_or_forge_a_line(tmp_path: Path) -> None:
    shown, kept = written(tmp_path, "redis", "a\x1b[2Jb\rc\nkontakt | d\te", colour=False)
    assert shown.endswith("| a[2Jbckontakt | d\te")
    assert kept.count("\n") == 1
