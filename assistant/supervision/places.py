"""Where things are when everything runs on this machine."""

import sys
from pathlib import Path

from assistant.settings import Settings
from assistant.supervision.commands import Places
from assistant.supervision.redis_program import redis_program

MODEL = "kontakt.tar.gz"


def kontakt_command() -> str:
    """The command `kontakt` of the environment that we run in."""
    return str(Path(sys.executable).with_name("kontakt"))


def model_folder(var: Path) -> Path:
    """Rasa's model and its manifest."""
    return var / "models"


def on_this_machine(settings: Settings) -> Places:
    """Rasa and Redis on loopback only, whatever the web applications listen on."""
    return Places(
        python=sys.executable,
        kontakt=kontakt_command(),
        rasa_python=str(settings.rasa_python),
        redis_server=redis_program() or "redis-server",
        host=settings.host,
        assistant_port=settings.assistant_port,
        console_port=settings.console_port,
        rasa_host="127.0.0.1",
        rasa_port=settings.rasa_port,
        redis_host="127.0.0.1",
        redis_port=settings.redis_port,
        redis_protected=True,
        redis_data=str(settings.var / "redis"),
        model=str(model_folder(settings.var) / MODEL),
        nlu_data=str(settings.nlu_data),
    )
