"""`kontakt kb`: what editors who work with files do at a command line."""

import json
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from assistant.cli.failure import Failure
from assistant.cli.knowledge.imports import drafts_of, keep_drafts
from assistant.cli.main import app
from tests.unit.ingest.small_base import ANSWER, SOUND, put, write_small_base

DAY = "2026-11-22"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_small_base(tmp_path / "base")
    (folder / "questions/fit").mkdir(parents=True)
    for name, writer, asked in (("calibration", "c", "när tömmer ni tunnan"), ("test", "t", "vart med mitt skräp")):
        row = {"id": name, "q": asked, "lang": "sv", "kind": "answerable", "covers": ["avfall.sopor"]}
        line = json.dumps({**row, "voice": "everyday", "writer": writer})
        (folder / f"questions/{name}.jsonl").write_text(f"{line}\n", encoding="utf-8")
    monkeypatch.setenv("KONTAKT_KNOWLEDGE_BASE", str(folder))
    monkeypatch.setenv("KONTAKT_VAR", str(tmp_path / "var"))
    return folder


def kb(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["kb", *arguments])


def failed(*arguments: str) -> str:
    result = kb(*arguments)
    assert result.exit_code != 0
    return f"{result.output}{result.exception}"


def test_check_is_content_with_a_sound_base_and_tells_what_it_is_made_of(base: Path) -> None:
    result = kb("check", "--on", DAY, "--strict")
    assert result.exit_code == 0, result.output
    assert "2 articles in 1 areas cover 2 facts" in result.output
    assert "No faults." in result.output
    assert "build the index first" in result.output


def test_check_tells_what_should_be_mended_and_fails_on_what_must_be(base: Path) -> None:
    put(base, SOUND.replace("2027-05-22", "2026-11-21"))
    told = kb("check", "--on", DAY)
    assert told.exit_code == 0
    assert "- articles/avfall/sopor.md:21: review_due_on: the review was due on 2026-11-21" in told.output
    assert "that should be" in failed("check", "--on", DAY, "--strict")
    put(base, SOUND.replace("owner: Kontakt Linköping\n", ""))
    assert "! articles/avfall/sopor.md:1: owner: the field is missing" in failed("check", "--on", DAY)


def test_a_day_that_is_none_is_told(base: Path) -> None:
    assert "--on i går: must be a day such as 2026-11-25" in failed("check", "--on", "i går")


def test_new_writes_a_file_to_fill_in_and_overwrites_nothing(base: Path) -> None:
    assert kb("new", "avfall", "matavfall", "--fact", "avfall.sopor").exit_code == 0
    text = (base / "articles/avfall/matavfall.md").read_text(encoding="utf-8")
    assert "id: avfall.matavfall" in text
    assert "owner: Kommunen" in text
    assert "## Kontakt" in text
    assert "articles/avfall/matavfall.md:" in failed("check", "--on", DAY)
    assert "is there already" in failed("new", "avfall", "matavfall")
    assert "rymden is not an area; allowed: avfall" in failed("new", "rymden", "katt")


def test_a_new_translation_begins_with_the_swedish_and_follows_it(base: Path) -> None:
    assert kb("new", "avfall", "sopor", "--lang", "fi").exit_code == 0
    text = (base / "articles/avfall/sopor.fi.md").read_text(encoding="utf-8")
    assert ANSWER in text
    assert "reviewed_on: 2026-11-20" in text
    assert "there is no Swedish article" in failed("new", "avfall", "katt", "--lang", "fi")


def test_show_gives_the_article_as_a_reader_gets_it_with_what_editors_know(base: Path) -> None:
    swedish = kb("show", "avfall.sopor", "--on", DAY).output
    assert "När hämtas soporna?" in swedish
    assert "lagrad" not in swedish
    assert "Kontakt Linköping" in swedish
    assert "When is the rubbish collected?" in kb("show", "avfall.sopor", "--lang", "en", "--on", DAY).output
    assert "it is in sv, en" in failed("show", "avfall.sopor", "--lang", "fi", "--on", DAY)
    assert "there is avfall.grovsopor, avfall.sopor" in failed("show", "skrap.sopor", "--on", DAY)


def test_follow_says_that_translations_follow_todays_text_and_touches_nothing_else(base: Path) -> None:
    put(base, SOUND.replace("varannan vecka", "varje vecka"))
    assert "stale" in failed("check", "--on", DAY, "--strict")
    english = base / "articles/avfall/sopor.en.md"
    before = english.read_text(encoding="utf-8").splitlines()
    assert "1 translations now follow" in kb("follow", "avfall.sopor").output
    after = english.read_text(encoding="utf-8").splitlines()
    assert [one for one, other in zip(before, after, strict=True) if one != other] == [before[10]]
    assert kb("check", "--on", DAY, "--strict").exit_code == 0
    assert "0 translations now follow" in kb("follow").output


def test_a_page_in_a_file_becomes_a_draft_that_is_never_built(base: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = "Du lämnar farligt avfall på en återvinningscentral. Det är gratis för dig som bor här i kommunen."
    page.write_text(f"<html><title>Farligt avfall</title><main><h1>Farligt avfall</h1><p>{words}</p></main></html>")
    for _ in range(2):
        assert kb("import", str(page), "--area", "avfall").exit_code == 0
    assert sorted(file.name for file in (base / "drafts/avfall").iterdir()) == [
        "farligt_avfall.md",
        "farligt_avfall_2.md",
    ]
    assert kb("check", "--on", DAY, "--strict").exit_code == 0
    assert "is not an area" in failed("import", str(page), "--area", "rymden")
    assert "cannot be read" in failed("import", str(tmp_path / "katt.html"), "--area", "avfall")


def page_of(words: str) -> str:
    text = f"Du lämnar {words} på en återvinningscentral. Det är gratis för dig som bor här i kommunen."
    return f"<html><title>{words}</title><main><h1>{words}</h1><p>{text}</p></main></html>"


SITE = {
    "/sitemap.xml": "<urlset><url><loc>https://a.se/glas</loc></url><url><loc>https://b.se/</loc></url>"
    "<url><loc>https://a.se/gone</loc></url><url><loc>https://a.se/farg</loc></url></urlset>",
    "/lost.xml": "<urlset><url><loc>https://b.se/</loc></url></urlset>",
    "/glas": page_of("Glas"),
    "/farg": page_of("Färg"),
}


def answer(request: httpx.Request) -> httpx.Response:
    found = SITE.get(request.url.path)
    return httpx.Response(200, content=found.encode()) if found else httpx.Response(404)


def imported(source: str, folder: Path) -> None:
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        keep_drafts(drafts_of(client, source, "avfall", 9), folder)


def test_an_import_keeps_what_it_can_of_a_sitemap_and_tells_what_it_skipped_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported("https://a.se/sitemap.xml", tmp_path)
    told = capsys.readouterr()
    assert told.out.splitlines() == [f"1: {tmp_path / 'avfall/glas.md'}", f"2: {tmp_path / 'avfall/farg.md'}"]
    foreign, gone = told.err.splitlines()
    assert foreign.startswith("Skipped: https://b.se/ is not fetched; allowed: addresses at the sitemap's own host")
    assert gone.startswith("Skipped: https://a.se/gone cannot be fetched: Client error '404 Not Found'")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("https://a.se/lost.xml", "Nothing was imported"),
        ("https://a.se/gone", "https://a.se/gone cannot be fetched"),
        ("ftp://a.se/glas", "ftp://a.se/glas is not fetched; allowed: addresses that begin with https:// and http://"),
    ],
)
def test_an_import_of_nothing_at_all_fails(tmp_path: Path, source: str, why: str) -> None:
    with pytest.raises(Failure, match=why):
        imported(source, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_is_none_of_the_webs_is_not_taken_for_a_files_name(base: Path) -> None:
    assert "file:///etc/passwd is not fetched; allowed" in failed("import", "file:///etc/passwd", "--area", "avfall")


def test_report_is_printed_or_written(base: Path, tmp_path: Path) -> None:
    printed = kb("report", "--on", DAY).output
    assert "| facts covered | 2 of 2 |" in printed
    out = tmp_path / "report.md"
    assert kb("report", "--on", DAY, "--out", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8").strip() in printed


def test_questions_are_counted_and_a_near_copy_or_a_shared_writer_is_a_fault(base: Path) -> None:
    assert "No labelled question is a near-copy" in kb("questions").output
    (base / "questions/fit/avfall.tsv").write_text("avfall.sopor\tvart med mitt skrap?\n", encoding="utf-8")
    assert "test.jsonl test: 'vart med mitt skräp' is near a question to fit on" in failed("questions")
    assert kb("questions", "--no-fit").exit_code == 0
    test = base / "questions/test.jsonl"
    test.write_text(test.read_text(encoding="utf-8").replace('"writer": "t"', '"writer": "c"'), encoding="utf-8")
    assert "c wrote for both files" in failed("questions", "--no-fit")


def test_export_gives_the_answers_and_the_catalogue_to_others_machines(base: Path, tmp_path: Path) -> None:
    faq, catalogue = tmp_path / "faq.jsonld", tmp_path / "catalogue.jsonld"
    assert kb("export", "--faq", str(faq), "--catalogue", str(catalogue), "--lang", "en").exit_code == 0
    names = {one["name"] for one in json.loads(faq.read_text(encoding="utf-8"))["mainEntity"]}
    assert "When is the rubbish collected?" in names
    assert "cpsv" in json.loads(catalogue.read_text(encoding="utf-8"))["@context"]
    assert "Say what to export" in failed("export")
