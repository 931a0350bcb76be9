"""Rows that don't belong together: parcels without their claim or findings, entries about nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...survey.wording import Wording, translate

_INCOMPLETE = """
    SELECT p.parcel_uid FROM parcel p
    WHERE NOT EXISTS (
            SELECT 1 FROM claim c JOIN event e ON e.event_no = c.begun_by AND e.subject_uid = c.parcel_uid
            WHERE c.parcel_uid = p.parcel_uid AND (c.state = 'ACTIVE') = (p.is_active = 1) AND c.system = p.system
                AND c.src_year = p.src_year AND c.src_bsm = p.src_bsm AND c.part_no = p.part_no
        )
        OR NOT EXISTS (
            SELECT 1 FROM event e
            WHERE e.event_no = (SELECT max(event_no) FROM event WHERE subject_uid = p.parcel_uid)
                AND e.to_state = p.state AND e.occurred_on = p.state_since AND e.ends_claim = 1 - p.is_active
        )
        OR NOT EXISTS (SELECT 1 FROM check_run r WHERE r.run_id = p.run_id)
        OR NOT EXISTS (SELECT 1 FROM finding f WHERE f.subject_uid = p.parcel_uid AND f.run_id = p.run_id)
    ORDER BY p.parcel_uid
"""
_STRAY = """
    SELECT 'event', subject_uid FROM event WHERE subject_uid NOT IN (SELECT uid FROM subject)
    UNION SELECT 'subject', uid FROM subject
        WHERE parcel_uid IS NOT NULL AND parcel_uid NOT IN (SELECT parcel_uid FROM parcel)
    UNION SELECT 'claim', parcel_uid FROM claim WHERE parcel_uid NOT IN (SELECT parcel_uid FROM parcel)
    UNION SELECT 'finding', subject_uid FROM finding f
        WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.subject_uid = f.subject_uid AND e.run_id = f.run_id)
    UNION SELECT 'waiver', subject_uid FROM waiver w
        WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.subject_uid = w.subject_uid AND e.run_id = w.run_id)
    ORDER BY 1, 2
"""


def row_faults(ask: Callable[[str], Sequence[tuple[Any, ...]]]) -> list[Wording]:
    """All of them, as sentences; ``ask`` answers a question in SQL."""
    return [
        *(
            translate(
                "zhanbu", "Parcel {uid} lacks its claim, event, check or findings, or disagrees with them.", uid=uid
            )
            for (uid,) in ask(_INCOMPLETE)
        ),
        *(
            translate("zhanbu", "Table {table} holds a row of {uid} that belongs to no parcel.", table=table, uid=uid)
            for table, uid in ask(_STRAY)
        ),
    ]
