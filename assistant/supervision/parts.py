"""The parts of Kontakt on one machine, in the order in which they start."""

from collections.abc import Mapping

from assistant.settings import PROJECT, Settings
from assistant.supervision import commands, environment, probes
from assistant.supervision.part import Part
from assistant.supervision.places import on_this_machine
from assistant.supervision.rasa_token import rasa_token

NAMES = ("kontakt", "migrate", "redis", "rasa", "assistant", "console", "sweeper")


def migration(settings: Settings, *, demo: bool) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """The command that brings the database up to date, and its environment."""
    return commands.migrate(on_this_machine(settings)), _ours(settings, demo=demo)


def parts(settings: Settings, *, demo: bool) -> list[Part]:
    """What must be kept running: Redis and Rasa only where the settings name none elsewhere.

    Rasa and both web applications start side by side: each takes most of its time reading its models. The sweeper
    waits for the citizens' application, so as not to take processor time from it.
    """
    redis = [] if settings.redis_url else [_redis(settings)]
    rasa = [] if settings.rasa_url else [_rasa(settings)]
    return [*redis, *rasa, *_applications(settings, demo=demo)]


def _redis(settings: Settings) -> Part:
    (settings.var / "redis").mkdir(parents=True, exist_ok=True)
    return Part(
        name="redis",
        command=commands.redis(on_this_machine(settings)),
        ready=probes.ping(settings.effective_redis_url),
        environment=environment.inherited(),
        folder=PROJECT,
    )


def _rasa(settings: Settings) -> Part:
    token = rasa_token(settings)
    told = environment.of_rasa(settings.effective_redis_url, token, settings.var)
    return Part(
        name="rasa",
        command=commands.rasa(on_this_machine(settings)),
        ready=probes.http(f"{settings.effective_rasa_url}/status", token=token),
        environment=environment.inherited() | told,
        folder=PROJECT,
        after=_after_redis(settings),
        patience_seconds=180,
    )


def _applications(settings: Settings, *, demo: bool) -> list[Part]:
    alive = probes.touched(settings.var / "sweeper-alive")
    places, told, after = on_this_machine(settings), _ours(settings, demo=demo), _after_redis(settings)
    return [
        Part("assistant", commands.assistant(places), _web(settings, places.assistant_port), told, PROJECT, after, 180),
        Part("console", commands.console(places), _web(settings, places.console_port), told, PROJECT, after, 180),
        Part("sweeper", commands.sweeper(places), alive, told, PROJECT, ("assistant",), 180),
    ]


def _after_redis(settings: Settings) -> tuple[str, ...]:
    return () if settings.redis_url else ("redis",)


def _web(settings: Settings, port: int) -> probes.Probe:
    """Its own health, not its /readyz: that asks after Rasa and Redis too, and who waits for them needs no restart."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    return probes.http(f"http://{host}:{port}/healthz")


def _ours(settings: Settings, *, demo: bool) -> Mapping[str, str]:
    """The settings as we have them, with what only this start knows."""
    known = {
        "KONTAKT_RASA_TOKEN": rasa_token(settings),
        "KONTAKT_DEMO": "true" if demo else "false",
        "PYTHONUNBUFFERED": "1",
    }
    return environment.inherited() | environment.of_settings(settings) | known
