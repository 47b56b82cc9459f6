"""What is told outside the console, in words: of promises about to break, of danger, and as a trial."""

from collections.abc import Iterator
from datetime import timedelta

from babel.numbers import format_decimal, format_percent

from assistant.domain.delivery import AlertKind, Delivery
from assistant.domain.target_warning import GOALS, Foreseen, TargetWarning, WarningKind
from assistant.ports.alerts import Alert
from assistant.wording.catalogue import Words

HOUR = timedelta(hours=1)


def worded(delivery: Delivery, words: Words) -> Alert:
    """The delivery as it is told. Nothing in it is a citizen's or an agent's."""
    match delivery.kind:
        case AlertKind.WARNING:
            warning = _of_facts(delivery)
            title, text = title_of(warning, words), "\n".join(lines_of(warning, words))
        case AlertKind.DANGER:
            title = words("Kontakt: a citizen who may be in danger is waiting")
            text = words("Nobody has taken the conversation yet. Open Kontakt and choose “Help now”.")
        case AlertKind.TRIAL:  # pragma: no branch - the last of all
            title = words("Kontakt: a trial")
            text = words("This is only a trial. Warnings from Kontakt will come this way. You need do nothing.")
    return Alert(delivery.about, title, text, delivery.made_at, {"kind": delivery.kind, **delivery.facts})


def _of_facts(delivery: Delivery) -> TargetWarning:
    facts = dict(delivery.facts)
    kind = WarningKind(str(facts.pop("target")))
    return TargetWarning(kind, delivery.made_at, Foreseen(**facts))  # type: ignore[arg-type]


def title_of(warning: TargetWarning, words: Words) -> str:
    """Which promise, and when it breaks, in a sentence."""
    level = warning.kind is WarningKind.SERVICE_LEVEL
    if warning.was_broken:
        return (
            words("Today's service level is below its target")
            if level
            else words("Too many citizens have left the queue today")
        )
    if warning.breaks_within < HOUR:
        return (
            words("Today's service level may fall below its target within half an hour")
            if level
            else words("Too many citizens may have left the queue within half an hour")
        )
    return (
        words("Today's service level may fall below its target within an hour")
        if level
        else words("Too many citizens may have left the queue within an hour")
    )


def lines_of(warning: TargetWarning, words: Words) -> Iterator[str]:
    """What it was reckoned from, a sentence a line."""
    seen, level = warning.foreseen, warning.kind is WarningKind.SERVICE_LEVEL
    now = _percent(seen.part / seen.whole, words.lang) if seen.whole else words("nothing to count yet")
    goal = _percent(GOALS[warning.kind], words.lang)
    if level:
        yield words("So far today: {share} answered within 2 minutes. Target: at least {goal}.", share=now, goal=goal)
    else:
        yield words("So far today: {share} left the queue. Target: under {goal}.", share=now, goal=goal)
    if seen.half_hour is not None and seen.hour is not None:
        soon, later = _percent(seen.half_hour, words.lang), _percent(seen.hour, words.lang)
        yield words("Expected in half an hour: {soon}. In an hour: {later}.", soon=soon, later=later)
    yield words(
        "When we warned: {waiting} waiting, the longest for {longest}; {places} places at available agents;"
        " {arrivals} new an hour; a conversation takes {handling}.",
        waiting=seen.waiting,
        longest=_clock(seen.longest),
        places=seen.places,
        arrivals=format_decimal(round(seen.arrivals_an_hour), locale=words.lang),
        handling=_clock(seen.handling) if seen.handling else words("an unknown time"),
    )


def _percent(value: float, lang: str) -> str:
    return format_percent(value, "#,##0.#%" if lang == "en" else "#,##0.#\N{NO-BREAK SPACE}%", locale=lang)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
