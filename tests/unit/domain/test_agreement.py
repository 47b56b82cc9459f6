"""Cohen's kappa, against examples worked by hand and by others."""

from itertools import starmap

import pytest
from sklearn.metrics import cohen_kappa_score

from assistant.domain.agreement import FEWEST_PAIRS, agreement


def pairs(**cells: int) -> list[tuple[str, str]]:
    """`ab=3`: three that the first calls a and the second b."""
    return [(name[0], name[1]) for name, times in cells.items() for _ in range(times)]


def test_a_table_worked_by_hand() -> None:
    """35 of 50 agree: po = .7. Firsts say a 25 times, seconds 30: pe = .5 * .6 + .5 * .4 = .5. kappa = .2 / .5 = .4."""
    found = agreement(pairs(aa=20, ab=5, ba=10, bb=15))
    assert (found.pairs, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


def test_the_textbooks_diagnoses() -> None:
    """Fleiss, Statistical Methods for Rates and Proportions (2nd ed., 1981), table 13.1: kappa .68, its error .087."""
    found = agreement(pairs(pp=75, pn=1, po=4, np=5, nn=4, no=1, oo=10))
    assert found.kappa == pytest.approx(0.676, abs=0.001)
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.0877, abs=0.0002)


def test_it_is_what_scikit_learn_says() -> None:
    judged = pairs(aa=7, ab=3, ac=1, ba=2, bb=9, bc=4, ca=0, cb=2, cc=5)
    firsts, seconds = zip(*judged, strict=True)
    assert agreement(judged).kappa == pytest.approx(cohen_kappa_score(firsts, seconds))


def test_no_more_agreement_than_chance_is_nought_and_less_is_below() -> None:
    assert agreement(pairs(aa=5, ab=5, ba=5, bb=5)).kappa == pytest.approx(0.0)
    worse = agreement(pairs(ab=6, ba=6))
    assert worse.kappa == pytest.approx(-1.0)


@pytest.mark.parametrize("judged", [[], pairs(aa=12)], ids=["nothing", "one category"])
def test_where_chance_explains_everything_there_is_no_kappa(judged: list[tuple[str, str]]) -> None:
    found = agreement(judged)
    assert (found.pairs, found.kappa, found.low) == (len(judged), None, None)


def test_few_pairs_have_a_kappa_and_no_interval() -> None:
    few = pairs(aa=4, bb=3, ab=2)
    assert len(few) < FEWEST_PAIRS
    assert agreement(few).kappa is not None
    assert agreement(few).low is None


def test_complete_agreement_tells_no_interval_rather_than_one_without_width() -> None:
    found = agreement(pairs(aa=10, bb=10))
    assert found.kappa == pytest.approx(1.0)
    assert found.low is None


def test_it_does_not_matter_who_was_first() -> None:
    judged = pairs(aa=20, ab=5, ba=10, bb=15)
    assert agreement(list(starmap(lambda one, other: (other, one), judged))).kappa == agreement(judged).kappa
