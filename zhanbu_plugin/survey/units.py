"""Units of area: m² in memory, integer hundredths in ledgers, 亩 and 公顷 on paper.

``dm2`` stands for the survey's smallest step, 0.01 m² (one square decimetre). 1 亩 = 10000/15 m², 1 公顷 = 10000 m².
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

AreaUnit = Literal["m2", "mu", "ha"]

_PER_DM2: dict[AreaUnit, Fraction] = {
    "m2": Fraction(1, 100),
    "mu": Fraction(3, 200_000),
    "ha": Fraction(1, 1_000_000),
}
PLACES: dict[AreaUnit, int] = {"m2": 2, "mu": 2, "ha": 4}
"""Decimals on screens and papers."""

_NEAR_TIE = 1e-6
"""Hundredths of m² (and, squared, a share) beyond which the error of a multiplication doesn't reach a tie."""


def rounded(value: Decimal | Fraction | float, places: int) -> Decimal:
    """``value`` rounded half away from zero to ``places`` decimals (四舍五入)."""
    step = Decimal(1).scaleb(-places)
    if isinstance(value, Fraction):
        scaled = abs(value) * 10**places
        whole = math.floor(scaled + Fraction(1, 2))
        return (Decimal(whole if value >= 0 else -whole) * step).quantize(step)
    return Decimal(value if isinstance(value, Decimal) else repr(float(value))).quantize(step, ROUND_HALF_UP)


def to_dm2(area_m2: float) -> int:
    """Area in m² as integer hundredths, rounded once, half up. Raises ``ValueError`` for NaN or infinity."""
    if not math.isfinite(area_m2):
        raise ValueError(f"{area_m2!r} is not an area")
    return int(rounded(area_m2, 2).scaleb(2))


def round_m2(areas_m2: NDArray[np.float64]) -> NDArray[np.float64]:
    """Areas (n,) in m² rounded half up to 0.01 m²; NaN stays NaN.

    What may be a tie is decided on its decimal digits, as ``to_dm2`` does.
    """
    areas = np.asarray(areas_m2, dtype=np.float64)
    dm2 = areas * 100
    result = np.floor(dm2 + 0.5) / 100
    with np.errstate(invalid="ignore"):  # infinity stays what it is
        from_tie = np.abs(dm2 - np.floor(dm2) - 0.5)
    for i in np.flatnonzero(np.isfinite(areas) & (from_tie <= _NEAR_TIE + _NEAR_TIE**2 * np.abs(dm2))):
        result[i] = m2_of(to_dm2(areas[i]))
    return result


def m2_of(dm2: int) -> float:
    """m² of an amount in dm²."""
    return dm2 / 100


def in_unit(dm2: int, unit: AreaUnit) -> Fraction:
    """Exact amount in a unit. 500 亩 has no exact counterpart in dm², so comparisons belong here or in integers."""
    return dm2 * _PER_DM2[unit]


def mu_of(dm2: int, places: int = PLACES["mu"]) -> Decimal:
    """亩, rounded half up for paper."""
    return rounded(in_unit(dm2, "mu"), places)


def ha_of(dm2: int, places: int = PLACES["ha"]) -> Decimal:
    """公顷, rounded half up for paper."""
    return rounded(in_unit(dm2, "ha"), places)


def whole_dm2(amount: Decimal | int | str, unit: AreaUnit) -> int:
    """Whole dm² nearest to an amount in a unit."""
    return int(rounded(Fraction(Decimal(amount)) / _PER_DM2[unit], 0))


def dm2_of_mu(mu: Decimal | int | str) -> int:
    """Whole dm² nearest to an amount in 亩."""
    return whole_dm2(mu, "mu")


def largest_remainder(amounts_dm2: Sequence[int], unit: AreaUnit, places: int | None = None) -> list[Decimal]:
    """Amounts rounded so that the printed column adds up to the printed total (最大余数法).

    Each amount is rounded down, and the steps that are missing from the rounded total go to the largest remainders;
    equal remainders are served in the order given. Amounts are not negative.
    """
    places = PLACES[unit] if places is None else places
    step = Decimal(1).scaleb(-places)
    exact = [in_unit(a, unit) * 10**places for a in amounts_dm2]
    floors = [math.floor(e) for e in exact]
    total = int(rounded(sum(exact, Fraction(0)), 0))
    by_remainder = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for i in by_remainder[: total - sum(floors)]:
        floors[i] += 1
    return [(Decimal(f) * step).quantize(step, ROUND_FLOOR) for f in floors]


def level(amounts_dm2: Sequence[int], control_dm2: int) -> list[int]:
    """Amounts adjusted so that they sum to a control area (平差; 《第二次全国土地调查数据库面积汇总统计规定》).

    The difference is dealt out in whole steps of 0.01 m²: every amount gets the quotient, the largest ones one step
    of the remainder each. Raises ``ValueError`` when there is nothing to adjust.
    """
    if not amounts_dm2:
        raise ValueError("there is no amount to level")
    difference = control_dm2 - sum(amounts_dm2)
    sign = 1 if difference >= 0 else -1
    share, rest = divmod(abs(difference), len(amounts_dm2))
    levelled = [a + sign * share for a in amounts_dm2]
    for i in sorted(range(len(amounts_dm2)), key=lambda i: (-amounts_dm2[i], i))[:rest]:
        levelled[i] += sign
    return levelled
