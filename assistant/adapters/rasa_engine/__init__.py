"""Rasa 3.6 behind the dialogue port, reached over its HTTP API."""

from assistant.adapters.rasa_engine.client import RasaEngine, open_client

__all__ = ["RasaEngine", "open_client"]
