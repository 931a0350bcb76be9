"""Every table of a pool with rows that actions wrote, in an order in which rows may follow each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = Iterable[Mapping[str, Any]]
Fill = Callable[[str, Rows], None]
"""Puts rows, by column name, into a table of a pool that is being made."""
Stored = Callable[[NDArray[np.object_]], Iterable[Any]]
"""What an engine stores for shapes (n,)."""
Filling = Callable[[Fill, Stored], None]
"""Puts all rows into a pool that is being made."""

ALL_ROWS: Mapping[str, str] = MappingProxyType(
    {
        "layer_snapshot": "SELECT * FROM layer_snapshot ORDER BY snapshot_no",
        "batch": "SELECT * FROM batch ORDER BY batch_no",
        "rule_set": "SELECT * FROM rule_set ORDER BY rule_set_no",
        "check_run": "SELECT * FROM check_run ORDER BY run_no",
        "parcel": "SELECT * FROM parcel ORDER BY fid",
        "subject": "SELECT * FROM subject ORDER BY subject_no",
        "finding": "SELECT * FROM finding ORDER BY finding_no",
        "waiver": "SELECT * FROM waiver ORDER BY waiver_no",
        "event": "SELECT * FROM event ORDER BY event_no",
        "claim": "SELECT * FROM claim ORDER BY claim_no",
        "evidence": "SELECT * FROM evidence ORDER BY evidence_no",
        "evidence_link": "SELECT * FROM evidence_link ORDER BY link_no",
        "form_record": "SELECT * FROM form_record ORDER BY record_no",
        "matter": "SELECT * FROM matter ORDER BY matter_no",
        "matter_link": "SELECT * FROM matter_link ORDER BY link_no",
        "parcel_version": "SELECT * FROM parcel_version ORDER BY version_no",
        "lot": "SELECT * FROM lot ORDER BY lot_no",
        "txn": "SELECT * FROM txn ORDER BY txn_no",
        "entry": "SELECT * FROM entry ORDER BY entry_no",
        "account": "SELECT * FROM account ORDER BY account_no",
        "holding": "SELECT * FROM holding ORDER BY holding_no",
        "occupation": "SELECT * FROM occupation ORDER BY occupation_no",
        "freeze": 'SELECT * FROM "freeze" ORDER BY freeze_no',
        "freeze_exit": "SELECT * FROM freeze_exit ORDER BY exit_no",
        "cap": "SELECT * FROM cap ORDER BY cap_no",
    }
)
"""What a pool says of itself (meta, migration) and the rules of booking come with its making."""
SHAPES = "geom"
"""Name of every geometry column."""
