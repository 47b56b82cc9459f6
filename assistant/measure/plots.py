"""The two drawings of the report, as SVG that is the same whenever its numbers are."""

from pathlib import Path
from typing import Any

from assistant.measure.lexical_systems import library
from assistant.measure.result import Result

SETTINGS = {"svg.hashsalt": "kontakt", "svg.fonttype": "path", "font.size": 10, "axes.grid": True, "grid.alpha": 0.3}
INK, ACCENT = "#23303d", "#0062ba"
MOST_CURVES = 12


def draw(result: Result, folder: Path) -> None:
    """reliability.svg and risk-coverage.svg stand in `folder`.

    Raises:
        AbsentError: matplotlib is not installed.
    """
    matplotlib = library("matplotlib")
    figure_of = library("matplotlib.figure").Figure
    with matplotlib.rc_context(SETTINGS):
        _save(_reliability(figure_of(figsize=(5.2, 4.6), layout="constrained"), result), folder / "reliability.svg")
        _save(_curves(figure_of(figsize=(7.2, 4.6), layout="constrained"), result), folder / "risk-coverage.svg")


def _save(figure: Any, file: Path) -> None:
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})


def _reliability(figure: Any, result: Result) -> Any:
    axes = figure.subplots()
    bars = [bar for bar in result.reliability if bar.count]
    width = 1 / len(result.reliability)
    places = [(number + 0.5) * width for number, bar in enumerate(result.reliability) if bar.count]
    axes.bar(places, [bar.right for bar in bars], width=width * 0.9, color=ACCENT, alpha=0.35, label="share right")
    total = sum(bar.count for bar in bars)
    axes.bar(
        places, [bar.count / total for bar in bars], width=width * 0.3, color=INK, alpha=0.6, label="share of questions"
    )
    axes.plot([bar.confidence for bar in bars], [bar.right for bar in bars], "o", color=ACCENT)
    axes.plot([0, 1], [0, 1], "--", color=INK, linewidth=1, label="as it should be")
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right", title="Is the confidence honest?")
    axes.legend(loc="upper left")
    return figure


def _curves(figure: Any, result: Result) -> Any:
    axes = figure.subplots()
    for number, (name, points) in enumerate(list(result.curves.items())[:MOST_CURVES]):
        coverage, risk = zip(*points, strict=True)
        axes.plot(
            coverage, risk, label=name, linewidth=2.4 if number == 0 else 1.1, color=ACCENT if number == 0 else None
        )
    axes.axhline(0.05, color=INK, linestyle=":", linewidth=1)
    axes.set(
        xlim=(0, 1), ylim=(0, None), xlabel="share of questions answered", ylabel="share of answers that are wrong"
    )
    axes.set_title("What answering more costs")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return figure
