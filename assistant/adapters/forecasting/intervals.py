"""How far counts scatter around their means."""

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
_NEARLY_POISSON = 1e-6
_LEAST = 1e-9


def ends(means: Vector, spread: float, inside: float) -> tuple[Vector, Vector]:
    """The ends of the central interval that holds at least `inside` (0..1) of what comes.

    A negative binomial's of that mean and variance m + spread m^2 (Cameron and Trivedi 2013); Poisson's without spread.
    Counts are whole, so small means hold more than was asked for.
    """
    # Imported here: it takes a second, and only who forecasts needs it.
    from scipy.stats import nbinom, poisson

    safe, tails = np.maximum(means, _LEAST), ((1 - inside) / 2, (1 + inside) / 2)
    if spread > _NEARLY_POISSON:
        size = 1 / spread
        low, high = (np.asarray(nbinom.ppf(tail, size, size / (size + safe))) for tail in tails)
    else:
        low, high = (np.asarray(poisson.ppf(tail, safe)) for tail in tails)
    return low, high
