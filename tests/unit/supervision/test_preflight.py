import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.supervision import listening, manifest, preflight
from assistant.supervision.sole import sole
from assistant.supervision.start_error import StartError


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen(1)
        yield int(holder.getsockname()[1])


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def built(folder: Path, name: str) -> Path:
    """A built file, and the manifest beside it."""
    folder.mkdir(parents=True)
    (folder / name).write_bytes(b"built")
    (folder / "manifest.json").write_text(json.dumps({"files": {name: sha256(b"built").hexdigest()}}))
    return folder / name


def settings_of(var: Path, **more: object) -> Settings:
    """Settings under which nothing is amiss but what `more` says."""
    assistant, console, rasa, redis = free_ports(4)
    ports = {"assistant_port": assistant, "console_port": console, "rasa_port": rasa, "redis_port": redis}
    python = var / "python"
    python.touch(mode=0o755)
    return Settings().model_copy(update={"var": var, "rasa_python": python, **ports, **more})


@pytest.fixture
def var(tmp_path: Path) -> Path:
    built(tmp_path / "models", "kontakt.tar.gz")
    built(tmp_path / "index", "lines.faiss")
    return tmp_path


async def about(settings: Settings, word: str) -> list[str]:
    """The sentences that name this word: the command `kontakt` itself may be missing where the tests run."""
    return [text for text in await preflight.problems(settings) if word in text]


async def test_where_nothing_is_amiss_nothing_is_said(var: Path) -> None:
    found = await preflight.problems(settings_of(var, redis_url=None, database_url=None))
    assert [text for text in found if "command" not in text] == []


async def test_a_port_in_use_is_named_with_its_setting_and_its_process(var: Path) -> None:
    with taken_port() as port:
        found = await about(settings_of(var, console_port=port), "Port")
    assert len(found) == 1
    assert found[0].startswith(f"Port {port} is already in use by ")
    assert "(process " in found[0]
    assert found[0].endswith("stop what uses it, or set KONTAKT_CONSOLE_PORT to a free port.")


async def test_a_missing_interpreter_of_rasa_is_told_with_the_remedy(var: Path) -> None:
    found = await about(settings_of(var, rasa_python=var / "no/python"), "interpreter")
    assert found == [f"Rasa's interpreter {var}/no/python is missing: run `make setup`, or set KONTAKT_RASA_PYTHON."]


async def test_a_damaged_model_refuses_the_start(var: Path) -> None:
    (var / "models/kontakt.tar.gz").write_bytes(b"something else")
    found = await about(settings_of(var), "The Rasa model is damaged")
    assert len(found) == 1
    assert "run `make setup`" in found[0]


async def test_a_missing_index_refuses_the_start(var: Path) -> None:
    (var / "index/manifest.json").unlink()
    found = await about(settings_of(var), "The knowledge index is missing")
    assert len(found) == 1
    assert "run `make setup`" in found[0]


async def test_a_redis_that_does_not_answer_is_named_without_its_password(var: Path) -> None:
    found = await about(settings_of(var, redis_url="redis://:secret@127.0.0.1:1/0"), "REDIS_URL")
    assert len(found) == 1
    assert "no answer from 127.0.0.1:1" in found[0]
    assert found[0].endswith("start that Redis server, or unset REDIS_URL.")
    assert "secret" not in found[0]


async def test_an_address_of_redis_that_rasa_cannot_use_is_told(var: Path) -> None:
    found = await about(settings_of(var, redis_url="rediss://r.example"), "REDIS_URL")
    assert found == ["REDIS_URL begins with rediss://, which Rasa is not set up for: give a redis:// address."]


async def test_a_database_that_does_not_answer_is_named_without_its_password(var: Path) -> None:
    found = await about(settings_of(var, database_url="postgresql://kontakt:secret@127.0.0.1:1/k"), "DATABASE_URL")
    assert len(found) == 1
    assert "no answer from 127.0.0.1:1" in found[0]
    assert "secret" not in found[0]


async def test_rasa_elsewhere_needs_its_token_and_nothing_of_ours(var: Path) -> None:
    settings = settings_of(var, rasa_url="http://rasa:5005", rasa_token=None, rasa_python=var / "no/python")
    assert await about(settings, "KONTAKT_RASA_TOKEN") != []
    assert await about(settings, "interpreter") == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    text = preflight.folder_problem(tmp_path / "file/var")
    assert text is not None
    assert text.startswith(f"{tmp_path}/file/var cannot be written")
    assert "KONTAKT_VAR" in text


def test_a_second_start_in_the_same_folder_is_told_of_the_first(tmp_path: Path) -> None:
    with sole(tmp_path), pytest.raises(StartError, match=r"already runs with .* \(process \d+\)"), sole(tmp_path):
        pass
    with sole(tmp_path):
        pass  # the first has ended


def test_a_free_port_is_not_refused() -> None:
    assert listening.refusal("127.0.0.1", free_ports(1)[0]) is None


def test_an_address_that_is_not_this_machines_is_refused_with_the_reason() -> None:
    assert "cannot be listened on at 192.0.2.1" in str(listening.refusal("192.0.2.1", 8000))


@pytest.mark.parametrize("text", ["", "[]", '{"files": []}', '{"files": 3}'])
def test_a_manifest_that_cannot_be_read_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert "cannot be read" in str(manifest.damage(tmp_path))


def test_a_file_that_has_gone_is_damage(tmp_path: Path) -> None:
    built(tmp_path / "index", "lines.faiss").unlink()
    assert "lines.faiss is not the file that was built" in str(manifest.damage(tmp_path / "index"))
