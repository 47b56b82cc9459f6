"""Every setting, typed, read once, with where its default comes from. Nothing else reads the environment."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent

LEAST_KEEP_DAYS = 8
"""A return counts for seven days from the opening (`resolution_durable`), and a day's figures are frozen before its
first conversation loses its words: any sooner, and returns to that day's last ones would not be counted."""


class SettingsError(Exception):
    """A setting is missing or odd; the message names the variable and says what is allowed."""


class Settings(BaseSettings):
    """The settings of every process. Variables carry the prefix `KONTAKT_`, but for the two that hosts agree on."""

    model_config = SettingsConfigDict(env_prefix="KONTAKT_", env_file=None, frozen=True, extra="ignore")

    var: Path = Field(PROJECT / "var", description="Folder for all that is built, logged or recorded here.")
    redis_url: str | None = Field(
        None, validation_alias="REDIS_URL", description="A Redis server; without it one is started as a child process."
    )
    database_url: str | None = Field(
        None, validation_alias="DATABASE_URL", description="PostgreSQL; without it SQLite under `var`."
    )
    knowledge_base: Path = Field(PROJECT / "knowledge_base", description="Folder of articles and danger.yml.")
    encoder: str | None = Field(
        None,
        description="Another sentence encoder for the index: a folder in sentence-transformers' layout, or"
        " hub:owner/name@revision, fetched when the index is built; without it the knowledge base's own.",
    )
    nlu_data: Path = Field(PROJECT / "nlu_data", description="Rasa's project folder.")
    rasa_python: Path = Field(PROJECT / ".venv-rasa/bin/python", description="The interpreter of Rasa's environment.")

    host: str = Field("127.0.0.1", description="Address both web applications listen on.")
    assistant_port: int = Field(8000, ge=1, le=65535, description="Port of the citizens' application.")
    console_port: int = Field(8001, ge=1, le=65535, description="Port of the staff's application.")
    rasa_port: int = Field(5005, ge=1, le=65535, description="Rasa's port, on loopback only.")
    redis_port: int = Field(6390, ge=1, le=65535, description="Port of a Redis server started here, on loopback only.")
    rasa_url: str | None = Field(None, description="Rasa elsewhere (compose); without it loopback and `rasa_port`.")
    rasa_token: SecretStr | None = Field(None, description="Rasa's API token; without it one is made under `var`.")
    rasa_patience_seconds: float = Field(8.0, gt=0, description="Longest wait for Rasa (requirement G-06).")

    public_origins: tuple[str, ...] = Field(
        (), description="Origins that may embed the widget, exact (requirement F-08); as a JSON list."
    )
    secure_cookies: bool = Field(False, description="Cookies only over HTTPS. Set it wherever TLS ends in front of us.")
    case_secret: SecretStr | None = Field(
        None,
        min_length=32,
        description="What the keys of cases are made with; the same for all processes, and kept. Without it one is made"
        " under `var`.",
    )
    map_url: str = Field(
        "https://www.openstreetmap.org/search?query={place}#map=12/58.4108/15.6214",
        description="Where a place is looked up when somebody presses its link; {place} is filled in. Empty: no links.",
    )
    demo: bool = Field(
        False,
        description="Show the demo staff's logins. `kontakt up --demo` sets it and seeds them; never in service.",
    )

    answer_precision: float = Field(
        0.95,
        ge=0.5,
        le=0.98,
        description="Share of its answers that must be right. The index's build finds the threshold that keeps it on"
        " the calibration questions; it knows 0.90, 0.95 and 0.98.",
    )
    answer_threshold: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Least calibrated confidence at which the assistant answers by itself, in place of the one that"
        " `answer_precision` leads to.",
    )
    reviews_a_week: int = Field(
        20,
        ge=1,
        description="Answers of the assistant that are drawn for review in each topic, about, in a week.",
    )
    reviewed_twice: float = Field(
        0.2,
        ge=0,
        le=1,
        description="Share of those drawn for review that two people judge, unknown to each other.",
    )
    always_open: bool = Field(
        False, description="For trials at night: people are taken to answer in the chat around the clock."
    )
    approve_within_seconds: int = Field(
        120, ge=10, le=3600, description="How long an answer is held for approval before a person answers instead."
    )
    pause_seconds: float = Field(
        1.0, ge=0, le=5, description="How long a few words wait for more before they are answered; 0: not at all."
    )
    undo_seconds: float = Field(
        5.0, ge=0, le=30, description="How long an agent's message is held so that it can be undone; 0: not at all."
    )
    utterances_a_minute: int = Field(20, ge=1, description="Per conversation (requirement F-12).")
    lease_seconds: int = Field(45, ge=5, description="An agent's claim lapses this long after the desk's last beat.")
    presence_seconds: int = Field(60, ge=5, description="An agent is present this long after the last beat.")
    answer_within_seconds: int = Field(
        120,
        ge=5,
        description="A citizen whose agent has said nothing this long after claiming waits again: as long as the"
        " service's own promise.",
    )
    match_seconds: int = Field(
        60,
        ge=0,
        description="How long a citizen is kept for an agent who speaks the language, before anybody may have them:"
        " half of the promised 120 s, so that the other half is left to answer in.",
    )
    offer_seconds: int = Field(
        20,
        ge=5,
        le=110,
        description="How long an agent has to accept an offer: of the promised 120 s enough remains for two more.",
    )
    away_after_offers: int = Field(
        3, ge=1, description="An agent who lets so many offers in a row run out counts as away."
    )
    keep_place_minutes: int = Field(
        10, ge=0, description="A citizen who was away and let go may come back to the old place within this."
    )
    abandon_after_seconds: int = Field(
        90, ge=5, description="A waiting citizen whose page has been away this long has left the queue."
    )
    idle_close_minutes: int = Field(60, ge=1, description="A silent conversation with the assistant closes after this.")

    alert_emails: tuple[str, ...] = Field(
        (),
        description="Addresses that warnings are sent to, as a JSON list; needs `smtp_host` and `smtp_sender`.",
    )
    alert_danger: bool = Field(
        False,
        description="Tell of citizens who may be in danger and wait by e-mail and webhook too, not of targets alone.",
    )
    alert_webhook: SecretStr | None = Field(
        None, description="Where warnings are posted to as JSON. A secret: such addresses often carry one."
    )
    alert_webhook_secret: SecretStr | None = Field(
        None, min_length=32, description="What posts to the webhook are signed with."
    )
    smtp_host: str | None = Field(None, description="The municipality's mail server.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port; 587 is for handing in (RFC 6409).")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="How the way to it is encrypted; none: only for a server on the same machine or network.",
    )
    smtp_sender: str | None = Field(None, description="Address that warnings come from.")
    smtp_user: str | None = Field(None, description="Sign-in name there; without it nobody signs in.")
    smtp_password: SecretStr | None = Field(None, description="Password there.")

    disposal_decision: str | None = Field(
        None,
        min_length=1,
        description="Name of the municipality's decision on disposal; nothing is deleted by age without one (D-07).",
    )
    keep_conversations_days: int = Field(
        60,
        ge=0,
        description="How long a conversation keeps its words once it is closed, 8 days at least; 0: for ever. Municipal"
        " plans give routine messages one to two months (D-07).",
    )
    keep_cases_days: int = Field(
        0,
        ge=0,
        description="How long a case keeps its words once it is over and nothing more has happened; 0: for ever, until"
        " somebody has decided.",
    )
    year_contacts: int = Field(
        250_000, ge=1, description="Contacts by all channels that the municipality's plan reckons with in a year."
    )
    year_chats: int = Field(25_000, ge=1, description="Those of them by chat that it reckons with.")

    @model_validator(mode="after")
    def _ports_differ(self) -> Self:
        ports = [self.assistant_port, self.console_port, self.rasa_port, self.redis_port]
        if len(set(ports)) != len(ports):
            raise ValueError("the ports of assistant, console, Rasa and Redis must differ")
        return self

    @model_validator(mode="after")
    def _mail_can_be_sent(self) -> Self:
        if self.alert_emails and not (self.smtp_host and self.smtp_sender):
            raise ValueError("KONTAKT_ALERT_EMAILS needs KONTAKT_SMTP_HOST and KONTAKT_SMTP_SENDER")
        return self

    @model_validator(mode="after")
    def _words_outlast_what_is_counted(self) -> Self:
        if 0 < self.keep_conversations_days < LEAST_KEEP_DAYS:
            raise ValueError(
                f"KONTAKT_KEEP_CONVERSATIONS_DAYS must be 0 (for ever) or at least {LEAST_KEEP_DAYS}: the day's figures"
                " are frozen when its words go, and whether a solved matter came back is known after seven days"
            )
        return self

    @property
    def effective_database_url(self) -> str:
        """`DATABASE_URL`, or SQLite's file under `var`."""
        return self.database_url or f"sqlite:///{self.var / 'kontakt.sqlite3'}"

    @property
    def effective_redis_url(self) -> str:
        """`REDIS_URL`, or the server started here."""
        return self.redis_url or f"redis://127.0.0.1:{self.redis_port}/0"

    @property
    def effective_rasa_url(self) -> str:
        """Where Rasa answers."""
        return self.rasa_url or f"http://127.0.0.1:{self.rasa_port}"


_SECRETS = frozenset({"rasa_token", "case_secret", "alert_webhook", "alert_webhook_secret", "smtp_password"})
"""Settings whose values no message repeats."""


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: one is missing or odd.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(dict(fault)) for fault in error.errors())) from error


def _sentence(fault: dict[str, object]) -> str:
    place = fault.get("loc")
    name = str(place[0]) if isinstance(place, tuple) and place else "settings"
    variable = name if name.isupper() else f"KONTAKT_{name.upper()}"
    given = "" if name in _SECRETS else f" (it is {fault.get('input')!r})"
    return f"{variable}: {fault.get('msg')}{given}" if place else str(fault.get("msg"))
