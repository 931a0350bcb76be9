"""Quota of a round in Jiangxi (定额下达): what the county gets, what the province holds, and who is served from that.

Pure arithmetic in whole dm²; 500 亩 has no exact counterpart there, so they are compared in integers (JX-3.3.3a, A-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction

from ..survey.divisions import city_of
from ..survey.units import in_unit

CAP_MU = 500
"""亩 of a round that go to the county (JX-3.3.3a)."""


@dataclass(frozen=True)
class QuotaSplit:
    """A round's area in two: the county's, and what the province holds (dm²)."""

    county_dm2: int
    province_dm2: int


def split_quota(area_dm2: int, cap_mu: int | Fraction = CAP_MU) -> QuotaSplit:
    """The county gets the area up to the cap, the province the rest (JX-3.3.3a).

    The county's part is never above the cap: of 333 333.34 m² it gets 333 333.33 m², for 500 亩 are 333 333.333… m².
    Raises ``ValueError`` for a negative area or cap.
    """
    if area_dm2 < 0 or cap_mu < 0:
        raise ValueError("neither the area nor the cap of a round is negative")
    cap = Fraction(cap_mu) / in_unit(1, "mu")
    county = area_dm2 if area_dm2 <= cap else int(cap)
    return QuotaSplit(county, area_dm2 - county)


@dataclass(frozen=True)
class RoundPart:
    """Part of a parcel that becomes a lot of the round; ``to_county`` or else held by the province."""

    parcel_uid: str
    amount_dm2: int
    to_county: bool


def cut_round(parcels: Sequence[tuple[str, int]], county_dm2: int) -> tuple[RoundPart, ...]:
    """Parcels of a round (uid, dm²) in their order: the county's part of the round first, then the province's.

    The parcel in which the cap lies is cut in two, so that each holder has a lot of it. Raises ``ValueError`` for an
    area that isn't positive.
    """
    if any(area <= 0 for _, area in parcels):
        raise ValueError("every parcel of a round has an area")
    left = max(county_dm2, 0)
    parts: list[RoundPart] = []
    for uid, area in parcels:
        own = min(area, left)
        left -= own
        if own:
            parts.append(RoundPart(uid, own, to_county=True))
        if area > own:
            parts.append(RoundPart(uid, area - own, to_county=False))
    return tuple(parts)


class Nearness(IntEnum):
    """How near a county is to the one in which the quota came into being (JX-3.3.3b)."""

    SAME_COUNTY = 0
    SAME_CITY = 1
    OTHER = 2


@dataclass(frozen=True)
class Request:
    """A county asks for what the province holds."""

    county: str
    amount_dm2: int
    asked_on: date


@dataclass(frozen=True)
class Served:
    """A request and how much of it is met."""

    request: Request
    amount_dm2: int


def nearness(county: str, origin: str) -> Nearness:
    """Whether a county is that of the origin, lies in its city, or elsewhere. Raises ``InputProblem`` for no code."""
    if county == origin:
        return Nearness.SAME_COUNTY
    return Nearness.SAME_CITY if city_of(county) == city_of(origin) else Nearness.OTHER


def serve_requests(held_dm2: int, origin: str, requests: Iterable[Request]) -> tuple[Served, ...]:
    """Deal what the province holds from one county: to that county, its city, then others, each by date (JX-3.3.3b).

    Of equal requests the lower county code comes first. The last one served may get a part; the others get nothing.
    Raises ``ValueError`` for amounts that aren't positive.
    """
    asked = list(requests)
    if held_dm2 < 0 or any(request.amount_dm2 <= 0 for request in asked):
        raise ValueError("amounts that are held or asked for aren't negative")
    served: list[Served] = []
    for request in sorted(asked, key=lambda r: (nearness(r.county, origin), r.asked_on, r.county, r.amount_dm2)):
        given = min(held_dm2, request.amount_dm2)
        held_dm2 -= given
        served.append(Served(request, given))
    return tuple(served)
