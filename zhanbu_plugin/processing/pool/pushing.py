"""Pushing under the rules by which parcels were checked: what both faces do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from qgis.PyQt.QtCore import QDateTime, Qt

from ...checks.checked import CheckedParcel
from ...checks.layer import Progress
from ...pool.entry.admission import RuleSetInForce
from ...pool.entry.push import push_parcels
from ...pool.records import PushReport
from ...regimes.actors import TECHNICIAN
from ...regimes.choosing import choose_rule_set, rule_set_in_force
from ...regimes.rule_set import RuleSet


def push_checked(
    pool: str,
    parcels: Sequence[CheckedParcel],
    *,
    system: str,
    batch: str,
    as_of: date,
    role: str = TECHNICIAN,
    layer_paths: Mapping[str, str] | None = None,
    rules: str = "",
    progress: Progress = None,
) -> PushReport:
    """Push checked parcels on the terms that their rule sets state.

    ``layer_paths`` tells the file of each role that the check read, so that the pool remembers it. ``rules`` is the
    file of a county's own rules by which they were checked, where it isn't in the profile's folder.

    Raises ``InputProblem`` and ``Cancelled``; the pool is then untouched.
    """
    return push_parcels(
        pool,
        parcels,
        system=system,
        batch=batch,
        as_of=as_of,
        rule_set_in_force=_in_force_with(rules) if rules else rule_set_in_force,
        role=role,
        recorded_at=str(QDateTime.currentDateTimeUtc().toString(Qt.DateFormat.ISODate)),
        layer_paths=layer_paths,
        progress=progress,
    )


def _in_force_with(rules: str) -> RuleSetInForce:
    """Rule sets in force, among them that in a file of its own."""

    def in_force(rule_set_id: str, day: date) -> RuleSet | None:
        own = choose_rule_set(rules, as_of=day)
        return own if own.id == rule_set_id else rule_set_in_force(rule_set_id, day)

    return in_force
