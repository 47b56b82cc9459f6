"""`kontakt kb`: the knowledge base, written, checked, built, reported on and given away."""

import typer

from assistant.cli.knowledge import articles, check, encoder, exports, imports, labelled, learn, questions, report

app = typer.Typer(no_args_is_help=True, help="The knowledge base.")
app.command("check")(check.check)
app.command("build")(check.build)
app.command("new")(articles.new)
app.command("show")(articles.show)
app.command("follow")(articles.follow)
app.command("import")(imports.import_page)
app.command("report")(report.report)
app.command("questions")(questions.questions)
app.command("labelled")(labelled.labelled)
app.command("learn")(learn.learn)
app.command("export")(exports.export)

encoder_app = encoder.app

__all__ = ["app", "encoder_app"]
