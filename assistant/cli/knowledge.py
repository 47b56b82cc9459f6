"""`kontakt kb`: the knowledge base, checked and built."""

from datetime import date, datetime

import typer

from assistant.cli.failure import Failure
from assistant.domain.errors import RefusedError
from assistant.domain.period import LOCAL
from assistant.settings import read_settings

app = typer.Typer(no_args_is_help=True, help="The knowledge base.")


@app.command("check")
def check() -> None:
    """Read every article and say what is wrong, by file and line."""
    from assistant.ingest.articles import read_articles
    from assistant.ingest.danger_rules import DangerRulesError, read_danger_rules
    from assistant.ingest.facts import read_facts

    knowledge_base = read_settings().knowledge_base
    try:
        articles = read_articles(knowledge_base / "articles", read_facts(knowledge_base / "facts.yml"), _today())
        read_danger_rules(knowledge_base / "danger.yml")
    except (RefusedError, DangerRulesError) as faults:
        raise Failure(str(faults)) from faults
    covered = {fact for article in articles for fact in article.covers}
    areas = {article.area for article in articles}
    print(f"{len(articles)} articles in {len(areas)} areas cover {len(covered)} facts. No faults.")


@app.command("build")
def build() -> None:
    """Train the encoder, fit and calibrate the ranker, and write the index. Takes a minute or two."""
    from assistant.bootstrap import build_index

    settings = read_settings()
    try:
        manifest = build_index(settings, _today())
    except RefusedError as faults:
        raise Failure(str(faults)) from faults
    print(f"The index of {manifest.counts['articles']} articles stands in {settings.var / 'index'}.")
    for name, value in manifest.figures.items():
        print(f"  {name:32} {value:.3f}")


def _today() -> date:
    return datetime.now(LOCAL).date()  # noqa: TID251 - the day the editor runs the command


@app.callback()
def _group() -> None:
    """Keep the commands sub-commands."""
