"""Outflow items and plans of Sichuan as tests put them on file."""

from __future__ import annotations

from sichuan_parcels import HA, matter, record

from zhanbu_plugin.checks.dossier import Dossier

TO_ACCEPTED = ("RESOURCE", "CANDIDATE", "IN_PLAN", "CONSENTED", "UNDER_WORKS")


def outflow(*contents: object, purpose: str = "ORCHARD", area_m2: float = 5_000.0, **answers: object) -> Dossier:
    """An item that leaves cropland."""
    item = record("OUTFLOW", purpose=purpose, area_m2=area_m2, **answers)
    return matter("OUTFLOW", item, *contents)  # type: ignore[arg-type]


def plan(*contents: object, **answers: object) -> Dossier:
    """The plan of 2023 with 120 ha planned in and 118 ha out, unless told otherwise."""
    told = {"year": 2023, "planned_in_m2": 120 * HA, "planned_out_m2": 118 * HA} | answers
    return matter("PLAN", record("PLAN", **told), *contents)  # type: ignore[arg-type]
