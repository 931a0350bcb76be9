"""Who may hand indicators over, to whom and for what (调剂规则): HB-3, HB-23, HB-24, SC-2(八), JX-3.3.3b."""

from __future__ import annotations

from dataclasses import dataclass

from ..survey.divisions import city_of
from ..survey.problem import InputProblem
from ..survey.wording import translate

GOVERNMENTS = ("COUNTY_GOV", "CITY_GOV", "PROV_GOV")
"""Parties that may transfer, as the form TRANSFER calls them (HB-24)."""
_ANY_GOVERNMENT = ("GOVERNMENT", "GOV")
_PEOPLES_GOVERNMENT = "人民政府"
LEVELS = ("NATIONAL", "PROVINCE", "CITY", "COUNTY")
"""Levels of the project that a transfer is for, from the highest."""
_ALSO_CALLED = {
    **{"STATE": "NATIONAL", "国家": "NATIONAL", "国家级": "NATIONAL"},
    **{"PROVINCIAL": "PROVINCE", "PROV": "PROVINCE", "省": "PROVINCE", "省级": "PROVINCE"},
    **{"MUNICIPAL": "CITY", "市": "CITY", "市级": "CITY", "县": "COUNTY", "县级": "COUNTY"},
}
MAJOR = ("NATIONAL", "PROVINCE")
"""Levels for which indicators cross the boundary of a city (HB-23)."""


def is_province(holder: str) -> bool:
    """Whether a holder's code is that of a province."""
    return holder[2:] == "0000"


def is_city(holder: str) -> bool:
    """Whether a holder's code is that of a city; a county that counts as a city has a county's code."""
    return holder[4:] == "00" and not is_province(holder)


def province_of(county: str) -> str:
    """Code of the province that a county lies in."""
    return f"{county[:2]}0000"


def same_city(one: str, other: str) -> bool:
    """Whether two holders belong to one city: counties of it, or the city itself. A province belongs to none."""
    if is_province(one) or is_province(other):
        return False
    return _city(one) == _city(other)


def _city(holder: str) -> str:
    return holder if is_city(holder) else city_of(holder)


def require_holder(code: str, field: str) -> str:
    """The code of a county, city or province. Raises ``InputProblem`` for anything else."""
    text = code.strip()
    if len(text) == 6 and text.isascii() and text.isdigit():
        return text
    raise InputProblem(
        translate("zhanbu", "“{code}” is no code of a county, city or province.", code=code),
        remedy=translate("zhanbu", "Give its six digits, for example 130636; a city ends in 00, a province in 0000."),
        field=field,
    )


def require_government(party_type: str, clause: str) -> None:
    """Only governments from the county up transfer; companies neither buy nor hold (HB-24). Raises ``InputProblem``."""
    party = party_type.strip().upper()
    if party in (*GOVERNMENTS, *_ANY_GOVERNMENT) or party.endswith(_PEOPLES_GOVERNMENT):
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "“{party}” may not take part in a transfer: only governments from the county up may ({clause}).",
            party=party_type.strip() or "–",
            clause=clause,
        ),
        remedy=translate("zhanbu", "Give the government as the party: {names}.", names=", ".join(GOVERNMENTS)),
        field="PARTY_TYPE",
    )


@dataclass(frozen=True)
class Purpose:
    """For a project of which level, and the document (文号) that admits a lower level than the rules name."""

    level: str
    approval: str = ""


def require_purpose(purpose: Purpose, giver: str, taker: str, clause: str) -> None:
    """Across a city's boundary indicators go, in principle, to major projects of the province and above; for any
    other the document has to be named that admits it (HB-23, OVERRIDE). Raises ``InputProblem``.
    """
    said_level = purpose.level.strip().upper()
    level = _ALSO_CALLED.get(said_level, said_level)
    if level not in LEVELS:
        raise InputProblem(
            translate("zhanbu", "There is no level of project “{level}”.", level=purpose.level),
            remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(LEVELS)),
            field="PURPOSE_LEVEL",
        )
    if level in MAJOR or same_city(giver, taker) or purpose.approval:
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "Between cities indicators go to major projects of the province and above ({clause}), not to one of the "
            "level {level}.",
            clause=clause,
            level=level,
        ),
        remedy=translate("zhanbu", "Attach the approval of the province as evidence and give its id."),
        field="PURPOSE_LEVEL",
    )


def require_from_province(giver: str, taker: str, clause: str) -> None:
    """Quota is dealt out by the province, to a county (JX-3.3.3b); counties don't trade it. Raises ``InputProblem``."""
    if is_province(giver) and giver == province_of(taker) and not is_province(taker) and not is_city(taker):
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "Quota is dealt out by the province to its counties ({clause}), not from {giver} to {taker}.",
            clause=clause,
            giver=giver,
            taker=taker,
        ),
        remedy=translate("zhanbu", "Give the province's code as FROM and a county's as TO."),
        field="FROM",
    )


@dataclass(frozen=True)
class Cover:
    """What covers a need, in order: the county itself, its city, the province; and what nobody covers."""

    county_dm2: int
    city_dm2: int
    province_dm2: int
    short_dm2: int


def cover(need_dm2: int, county_dm2: int, city_dm2: int, province_dm2: int) -> Cover:
    """The county's own first, then the city's, then the province's (HB-3, HB-23, SC-2(八))."""
    county = min(need_dm2, max(county_dm2, 0))
    city = min(need_dm2 - county, max(city_dm2, 0))
    province = min(need_dm2 - county - city, max(province_dm2, 0))
    return Cover(county, city, province, need_dm2 - county - city - province)
