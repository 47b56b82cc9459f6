"""Figures in words: rounding, verdicts, changes; and cells that a spreadsheet cannot run."""

import pytest

from assistant.domain.period import PeriodName
from assistant.domain.share import Share
from assistant.domain.turn import TurnOutcome
from assistant.services.report import TARGETS, Figure, FigureName
from assistant.wording.catalogue import read_wording
from handoff_console.figure_words import FIGURES, OUTCOMES, PERIODS
from handoff_console.figures_shown import Verdict, outcomes_shown, shown, summary
from handoff_console.sheet import safe

SWEDISH = read_wording().of("sv")


def figure(name: FigureName, now: Share, before: Share) -> Figure:
    return Figure(name, now, TARGETS[name], before, 0)


def test_rounding_never_puts_a_figure_on_the_other_side_of_its_target() -> None:
    nearly = figure(FigureName.SERVICE_LEVEL, Share(8996, 10_000), Share(0, 0))
    assert shown(nearly, PeriodName.WEEK, SWEDISH).percent.startswith("89,96")
    below = figure(FigureName.ABANDONMENT, Share(4996, 100_000), Share(0, 0))
    assert shown(below, PeriodName.WEEK, SWEDISH).percent.startswith("4,996")


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        (Share(6, 8), Share(2, 4), Verdict.RISING),
        (Share(4, 8), Share(1, 2), Verdict.UNCHANGED),
        (Share(2, 8), Share(1, 2), Verdict.FALLING),
        (Share(2, 8), Share(0, 0), Verdict.UNKNOWN),
        (Share(4, 4), Share(1, 2), Verdict.FEW),
        (Share(0, 0), Share(1, 4), Verdict.UNKNOWN),
    ],
)
def test_the_resolution_rate_is_judged_by_whether_it_rises(now: Share, before: Share, verdict: Verdict) -> None:
    assert shown(figure(FigureName.RESOLUTION, now, before), PeriodName.WEEK, SWEDISH).verdict is verdict


@pytest.mark.parametrize(("whole", "verdict"), [(4, Verdict.FEW), (5, Verdict.MET)])
def test_a_handful_of_opinions_meets_no_target(whole: int, verdict: Verdict) -> None:
    pleased = shown(figure(FigureName.SATISFACTION, Share(whole, whole), Share(0, 0)), PeriodName.WEEK, SWEDISH)
    assert pleased.verdict is verdict
    assert summary([pleased], SWEDISH).met == (verdict is Verdict.MET)


def test_four_waits_are_enough_to_judge_the_service_level() -> None:
    told = shown(figure(FigureName.SERVICE_LEVEL, Share(4, 4), Share(0, 0)), PeriodName.WEEK, SWEDISH)
    assert told.verdict is Verdict.MET


def test_a_change_is_told_in_percentage_points_with_what_it_was() -> None:
    risen = shown(figure(FigureName.SATISFACTION, Share(9, 10), Share(4, 5)), PeriodName.WEEK, SWEDISH)
    assert risen.change.replace("\N{NO-BREAK SPACE}", " ") == "10,0 procentenheter högre än förra veckan (80,0 %)"


def test_a_bar_ends_where_its_scale_does() -> None:
    full = shown(figure(FigureName.ABANDONMENT, Share(1, 2), Share(0, 0)), PeriodName.WEEK, SWEDISH)
    assert full.bar is not None
    assert (full.bar.filled, full.bar.mark) == (100, 25)


def test_every_figure_period_and_outcome_has_words_in_swedish() -> None:
    assert (set(FIGURES), set(PERIODS), set(OUTCOMES)) == (set(FigureName), set(PeriodName), set(TurnOutcome))
    said = {*OUTCOMES.values(), *Verdict}
    for told in FIGURES.values():
        said |= {told.name, told.question, told.definition, told.formula, told.source, told.counted, told.target}
        said |= {told.empty, told.left_out[0]}
    for period in PERIODS.values():
        said |= {period.name, period.before}
    assert said - {*SWEDISH.messages, *SWEDISH.plurals} == set()


def test_few_turns_with_words_of_danger_are_told_as_few() -> None:
    """Requirements C-06, E-11."""
    assert outcomes_shown({TurnOutcome.DANGER: 4}, SWEDISH)[0][1] == "färre än 5"
    assert outcomes_shown({TurnOutcome.DANGER: 5}, SWEDISH)[0][1] == "5"
    assert outcomes_shown({TurnOutcome.DANGER: 0}, SWEDISH) == []


@pytest.mark.parametrize("cell", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_text_that_a_spreadsheet_could_run_is_made_harmless(cell: str) -> None:
    """Requirement F-14."""
    assert safe(cell) == f"'{cell}"


def test_numbers_and_plain_text_stay_as_they_are_in_a_sheet() -> None:
    assert [safe(cell) for cell in (-1, "Anna", "", None)] == [-1, "Anna", "", None]
