"""How likely it is that so many of so many, at most: the binomial distribution, exact also for large numbers."""

import math

_HALF_LOG_TWO_PI = math.log(2 * math.pi) / 2
_STIRLING = (1 / 12, 1 / 360, 1 / 1260, 1 / 1680, 1 / 1188)
"""Coefficients of Stirling's series, whose signs take turns."""
_SERIES_FROM = 16
"""From here on the five terms are exact to a float's last digits (Loader)."""
_NEAR = 0.1
"""Two numbers nearer than a tenth of their sum are told apart by a series, not by a difference (Loader)."""
_SMALL = 1e-300
"""Put in place of nought where the continued fraction would divide by it."""
_ENOUGH = 3e-15
"""Where a factor of the continued fraction is as near to one as this, more of them change nothing."""


def at_most(number: int, whole: int, share: float) -> float:
    """The chance (0..1) that at most `number` of `whole` are so, each with the chance `share` (0..1, open).

    It is the regularised incomplete beta function, I_(1-share)(whole - number, number + 1), taken from its continued
    fraction, which is short on the side of the mean that it is used on: W. H. Press and others, "Numerical Recipes",
    3rd ed., 2007, section 6.4. About the square root of `whole` steps, where the sum has `number` terms.
    """
    if number < 0:
        return 0.0
    if number >= whole:
        return 1.0
    a, b, rest = whole - number, number + 1, 1 - share
    if rest < (a + 1) / (a + b + 2):
        return exactly(number, whole, share) * share * _fraction(a, b, rest)
    return 1 - exactly(number + 1, whole, share) * rest * _fraction(b, a, share)


def exactly(number: int, whole: int, share: float) -> float:
    """The chance of exactly `number` (0..whole). Powers and factorials never appear, so that no digits are lost: C.
    Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.
    """
    if number == 0:
        return math.exp(whole * math.log1p(-share))
    if number == whole:
        return math.exp(whole * math.log(share))
    others = whole - number
    log_chance = (
        _stirling_error(whole)
        - _stirling_error(number)
        - _stirling_error(others)
        - _deviance(number, whole * share)
        - _deviance(others, whole * (1 - share))
    )
    return math.exp(log_chance) * math.sqrt(whole / (2 * math.pi * number * others))


def _stirling_error(number: int) -> float:
    """By how much the logarithm of the factorial is more than Stirling's formula says."""
    if number < _SERIES_FROM:
        return math.lgamma(number + 1) - (number + 0.5) * math.log(number) + number - _HALF_LOG_TWO_PI
    total, square = 0.0, float(number) * number
    for coefficient in reversed(_STIRLING):
        total = coefficient - total / square
    return total / number


def _deviance(number: float, mean: float) -> float:
    """`number` ln(`number` / `mean`) + `mean` - `number`, without the loss where both are nearly alike."""
    if abs(number - mean) >= _NEAR * (number + mean):
        return number * math.log(number / mean) + mean - number
    ratio = (number - mean) / (number + mean)
    total, term, power = (number - mean) * ratio, 2 * number * ratio, 1
    while True:
        term, power = term * ratio * ratio, power + 2
        more = total + term / power
        if more == total:
            return total
        total = more


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of I_x(a, b), by Lentz's method as Thompson and Barnett changed it (Numerical Recipes).
    Written out: it is gone through some hundred times for each of some hundred topics.
    """
    both = a + b
    c, d = 1.0, 1 / ((1 - both * x / (a + 1)) or _SMALL)
    value, step = d, 0
    while True:
        step += 1
        place = a + 2 * step
        even = step * (b - step) * x / ((place - 1) * place)
        odd = -(a + step) * (both + step) * x / (place * (place + 1))
        before = value
        # One and anything is nought, or no nearer to it than a float's last digit.
        d = 1 / ((1 + even * d) or _SMALL)
        c = (1 + even / c) or _SMALL
        value *= d * c
        d = 1 / ((1 + odd * d) or _SMALL)
        c = (1 + odd / c) or _SMALL
        factor = d * c
        value *= factor
        if abs(factor - 1) < _ENOUGH or value == before:
            return value
