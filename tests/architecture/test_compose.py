"""docker-compose.yml runs what `kontakt up` runs, and keeps its secrets and inner services to itself."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.settings import PROJECT
from assistant.supervision import commands, environment
from tools.steps import TORCH_INDEX

IN_CONTAINERS = commands.Places(
    python="python",
    kontakt="kontakt",
    rasa_python="python",
    redis_server="redis-server",
    host="0.0.0.0",
    assistant_port=8000,
    console_port=8001,
    rasa_host="0.0.0.0",
    rasa_port=5005,
    redis_host="0.0.0.0",
    redis_port=6379,
    redis_protected=False,
    redis_data="/data",
    model="/app/models/kontakt.tar.gz",
    nlu_data="/app",
)
INNER = ("redis", "postgres", "rasa", "migrate")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    services: dict[str, Any] = _compose()["services"]
    return services


def _compose() -> Any:
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_the_services_are_the_processes_and_the_two_stores(services: dict[str, Any]) -> None:
    assert set(services) == {"redis", "postgres", "rasa", "migrate", "assistant", "console", "sweeper"}


@pytest.mark.parametrize("name", ["redis", "rasa", "migrate", "assistant", "console", "sweeper"])
def test_each_command_is_the_one_that_kontakt_up_runs(services: dict[str, Any], name: str) -> None:
    command = getattr(commands, name)(IN_CONTAINERS)
    assert tuple(services[name]["command"]) == command


def test_rasa_is_told_what_kontakt_up_tells_it(services: dict[str, Any]) -> None:
    told = environment.of_rasa("redis://redis:6379/0", "${KONTAKT_RASA_TOKEN:?set KONTAKT_RASA_TOKEN}", Path("/tmp"))
    homes = {"RASA_CACHE_DIRECTORY", "MPLCONFIGDIR"}
    found = services["rasa"]["environment"]
    assert set(found) == set(told)
    assert {name: found[name] for name in found if name not in homes} == {
        name: told[name] for name in told if name not in homes
    }


@pytest.mark.parametrize("name", INNER)
def test_inner_services_publish_no_port_and_reach_nothing_outside(services: dict[str, Any], name: str) -> None:
    assert "ports" not in services[name]
    assert services[name]["networks"] == ["inside"]
    assert _compose()["networks"]["inside"] == {"internal": True}


def test_the_sweeper_publishes_no_port_and_reaches_out_to_warn(services: dict[str, Any]) -> None:
    assert "ports" not in services["sweeper"]
    assert services["sweeper"]["networks"] == ["inside", "outside"]


def test_the_web_applications_are_published_on_loopback_for_the_proxy(services: dict[str, Any]) -> None:
    assert services["assistant"]["ports"] == ["127.0.0.1:8000:8000"]
    assert services["console"]["ports"] == ["127.0.0.1:8001:8001"]


def test_everything_that_stays_up_is_watched(services: dict[str, Any]) -> None:
    assert [name for name in services if "healthcheck" not in services[name]] == ["migrate"]


def test_nothing_starts_before_what_it_needs_is_healthy(services: dict[str, Any]) -> None:
    for name in ("assistant", "console", "sweeper"):
        assert services[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "redis": {"condition": "service_healthy"},
            "rasa": {"condition": "service_healthy"},
        }
    assert services["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services["rasa"]["depends_on"] == {"redis": {"condition": "service_healthy"}}


def test_every_secret_must_be_given(services: dict[str, Any]) -> None:
    text = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|TOKEN|SECRET)\w*)([^}]*)\}", text)
    assert len(secrets) >= 4
    assert [name for name, rest in secrets if not rest.startswith(":?")] == []


def test_our_processes_cannot_write_their_image_or_gain_rights(services: dict[str, Any]) -> None:
    ours = ("rasa", "migrate", "assistant", "console", "sweeper")
    assert [name for name in ours if not services[name]["read_only"]] == ["sweeper"]
    assert all(services[name]["cap_drop"] == ["ALL"] for name in ours)
    assert all("no-new-privileges:true" in services[name]["security_opt"] for name in services)


@pytest.mark.parametrize("place", ["Dockerfile", "nlu_data/Dockerfile"])
def test_images_run_as_nobody_special_from_the_python_we_pin(place: str) -> None:
    lines = (PROJECT / place).read_text(encoding="utf-8").splitlines()
    assert {line.split()[1] for line in lines if line.startswith("FROM")} == {"python:3.11-slim"}
    assert [line for line in lines if line.startswith("USER")] not in ([], ["USER root"])


def test_the_images_are_built_from_the_pins_of_set_up() -> None:
    ours = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    rasas = (PROJECT / "nlu_data/Dockerfile").read_text(encoding="utf-8")
    assert f"ARG TORCH_INDEX={TORCH_INDEX}\n" in ours
    assert "install -r requirements.txt" in ours
    assert "install --no-deps --ignore-requires-python -r requirements.txt" in rasas


def test_every_pin_is_exact_and_names_no_index() -> None:
    for place in ("requirements.txt", "requirements-dev.txt", "nlu_data/requirements.txt"):
        lines = (PROJECT / place).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert [line for line in pins if not re.fullmatch(r"[\w.\-]+(\[\w+\])?==[\w.]+", line.split(" #")[0])] == []
