"""Pushing under the rules by which parcels were checked: what both faces do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qgis.PyQt.QtCore import QDateTime, Qt

from ..checks.checked import CheckedParcel
from ..checks.layer import Progress
from ..pool.places import OverlapTolerance
from ..pool.push import push_parcels
from ..pool.records import PushReport
from ..regimes.choosing import rule_sets, sha256_in_force

COUNTY_NR = "COUNTY_NR"
"""Role of the county's natural-resources office (domain 6)."""


def push_checked(
    pool: str,
    parcels: Sequence[CheckedParcel],
    *,
    system: str,
    batch: str,
    as_of: date,
    role: str = COUNTY_NR,
    progress: Progress = None,
) -> PushReport:
    """Push checked parcels with the tolerance and the shelf life that their rule set states.

    Raises ``InputProblem`` and ``Cancelled``; the pool is then untouched.
    """
    # Parcels of an unknown rule set are refused one by one, whatever the tolerance.
    applied = [rule_sets()[p.run.rule_set] for p in parcels if p.run.rule_set in rule_sets()]
    terms = (
        {}
        if not applied
        else {
            "tolerance": OverlapTolerance.of(applied[0]),
            "max_age_days": int(applied[0].number("pool.max_check_age_days")),
            "state": applied[0].first_state(),
        }
    )
    return push_parcels(
        pool,
        parcels,
        system=system,
        batch=batch,
        as_of=as_of,
        rule_set_sha256_in_force=sha256_in_force,
        role=role,
        recorded_at=str(QDateTime.currentDateTimeUtc().toString(Qt.DateFormat.ISODate)),
        progress=progress,
        **terms,  # type: ignore[arg-type]
    )
