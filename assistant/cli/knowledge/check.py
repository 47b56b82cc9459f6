"""`kontakt kb check` and `kontakt kb build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.failure import Failure
from assistant.cli.knowledge.day import OnDay, day_named
from assistant.domain.errors import RefusedError
from assistant.settings import read_settings

if TYPE_CHECKING:
    from assistant.ingest.whole_check import Checked


def check(
    area: Annotated[str, typer.Option(help="Tell faults of this area alone.")] = "",
    strict: Annotated[
        bool, typer.Option(help="Fail on anything that should be mended, not only on what is grave.")
    ] = False,
    on: OnDay = "",
) -> None:
    """Read everything and say what is wrong, by file, line and field."""
    checked = checked_knowledge(on)
    told = [fault for fault in checked.faults if not area or area in fault.file.parts]
    for fault in told:
        print(f"{'!' if fault.grave else '-'} {fault}")
    grave = sum(fault.grave for fault in told)
    if grave or (strict and told):
        raise Failure(f"{grave} faults that must be mended (!), {len(told) - grave} that should be (-).")
    facts = {fact for one in checked.shelved for fact in one.article.covers}
    areas = {one.article.area for one in checked.shelved}
    print(
        f"{len(checked.shelved)} articles in {len(areas)} areas cover {len(facts)} facts; readability (LIX) is "
        f"{checked.mean_lix:.1f} on average, {max(checked.lix, default=0):.0f} at most. "
        f"{f'{len(told)} things should be mended.' if told else 'No faults.'}"
    )


def checked_knowledge(on: str) -> "Checked":
    """The knowledge base, judged as on a day; meaning is compared where an index with its encoder is at hand.

    Raises:
        Failure: it cannot be read at all.
    """
    from assistant.bootstrap import encoder_at_hand
    from assistant.ingest.whole_check import check_knowledge

    settings = read_settings()
    encoder = encoder_at_hand(settings)
    if encoder is None:
        typer.echo(
            "Articles alike in meaning are not looked for: build the index first (`kontakt kb build`).", err=True
        )
    try:
        return check_knowledge(settings.knowledge_base, day_named(on), encoder)
    except RefusedError as faults:
        raise Failure(str(faults)) from faults


def build(out: Annotated[Path | None, typer.Option(help="Another folder than the one that is served.")] = None) -> None:
    """Fit and calibrate the ranker with the shipped encoder, and write the index. Takes a minute or two."""
    from assistant.bootstrap import build_index

    settings = read_settings()
    folder = out or settings.var / "index"
    try:
        manifest = build_index(settings, day_named(""), folder)
    except RefusedError as faults:
        raise Failure(str(faults)) from faults
    print(f"The index of {manifest.counts['articles']} articles stands in {folder}.")
    for name, value in manifest.figures.items():
        print(f"  {name:32} {value:.3f}")
