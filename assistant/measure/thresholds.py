"""The gates that the build chose, read from the index's folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.domain.confidence import Gate

_SIGN, _END = "at_precision_", ".threshold"


def read_gates(index: Path) -> Mapping[float, Gate]:
    """The gate for each precision that the build looked at, cross-fitted on the calibration questions.

    From thresholds.json, where areas may have a stricter threshold; without it from the manifest's figures.
    """
    kept = index / "thresholds.json"
    if kept.is_file():
        found: Mapping[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        return {float(precision): _gate(one) for precision, one in found.items()}
    figures: Mapping[str, float] = json.loads((index / "manifest.json").read_text(encoding="utf-8"))["figures"]
    return {
        float(name.removeprefix(_SIGN).removesuffix(_END)): Gate(float(value))
        for name, value in figures.items()
        if name.startswith(_SIGN) and name.endswith(_END)
    }


def _gate(found: Mapping[str, Any]) -> Gate:
    areas: Mapping[str, Mapping[str, float]] = found.get("areas", {})
    return Gate(float(found["threshold"]), {area: float(own["threshold"]) for area, own in areas.items()})


def gate_in_use(gates: Mapping[float, Gate], precision: float, fixed: float | None) -> Gate:
    """The gate of the nearest precision at or above the wanted one, or at a fixed threshold where one is set."""
    if fixed is not None:
        return Gate(fixed)
    enough = [looked_at for looked_at in gates if looked_at >= precision - 1e-9]
    return gates[min(enough)] if enough else Gate(1.0)
