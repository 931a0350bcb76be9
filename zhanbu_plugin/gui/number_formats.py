"""Numbers as people read them: areas in 亩 and m², shares in percent (domain 6)."""

from __future__ import annotations

from math import isfinite

from ..reports.language import tr
from ..survey.units import ha_of, mu_of, rounded, to_dm2

NOTHING = "–"


def mu_text(dm2: int) -> str:
    """Amount in 亩 with its unit."""
    return tr("{number} mu").format(number=f"{mu_of(dm2):,}")


def ha_text(dm2: int) -> str:
    """Amount in 公顷 with its unit."""
    return tr("{number} ha").format(number=f"{ha_of(dm2):,}")


def area_text(area_m2: float) -> str:
    """Area of a parcel in 亩; a dash without a shape."""
    return mu_text(to_dm2(area_m2)) if isfinite(area_m2) else NOTHING


def value_text(value: float | None, unit: str) -> str:
    """A measured value or threshold with its unit (``m2``, ``1`` for a share, ``deg``, ``m``, ``a`` for a year)."""
    if value is None:
        return NOTHING
    if unit == "m2":
        return f"{rounded(value, 2):,} m²"
    if unit == "1":
        return f"{rounded(value * 100, 2)} %"
    if unit == "deg":
        return f"{rounded(value, 1)}°"
    if unit == "m":
        return f"{rounded(value, 2):,} m"
    return f"{value:g}"


def value_with_mu(value: float | None, unit: str) -> str:
    """As ``value_text``; areas also in 亩."""
    text = value_text(value, unit)
    if unit != "m2" or value is None:
        return text
    return tr("{area} ({same_area})").format(area=text, same_area=mu_text(to_dm2(value)))
