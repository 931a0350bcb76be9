"""What the pool has of a check already: its parcels under their numbers, and its batches (已入库地块与批次)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from ...checks.engine import CheckResult
from ...pool.database import pool_for_reading
from ...pool.records import PushReport

_WHOLE = 0.9999
"""Share of a parcel from which on the pool holds it whole."""
_NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)


@dataclass(frozen=True)
class Holdings:
    """``numbers`` are those in the pool by parcel id, ``batches`` the numbers of parcels by name, of one system."""

    numbers: Mapping[str, str] = field(default_factory=dict)
    batches: Mapping[str, int] = field(default_factory=dict)

    def after(self, report: PushReport, batch: str) -> Holdings:
        """With what a push let in."""
        there = self.batches.get(batch, 0) + len(report.admitted)
        return replace(
            self,
            numbers={**self.numbers, **report.admitted},
            batches={**self.batches, batch: there} if there else self.batches,
        )

    def free_batch(self, name: str) -> str:
        """The name with the next number that no batch has; the name itself where it ends with none."""
        parts = _NUMBERED.fullmatch(name)
        while parts is not None and name in self.batches:
            start, number = parts.groups()
            name = f"{start}{int(number) + 1:0{len(number)}d}"
            parts = _NUMBERED.fullmatch(name)
        return name


def holdings_of(pool: str, result: CheckResult) -> Holdings:
    """Read them. A parcel is in the pool whose ground the pool holds whole, with a parcel of its survey id (BSM).

    Raises ``InputProblem`` for a pool that can't be read.
    """
    if not pool:
        return Holdings()
    claims = result.case.measured.claims
    numbers: dict[str, list[str]] = defaultdict(list)
    whole = [] if claims is None else np.flatnonzero(claims.area_m2 > _WHOLE * result.case.measured.area_m2).tolist()
    with pool_for_reading(pool) as opened, opened.reading():
        batches = {
            one.batch: one.parcels for one in opened.batches() if one.system == result.run.system and one.parcels
        }
        for parcel in opened.listed_parcels() if whole else ():
            if parcel.bsm:
                numbers[parcel.bsm].append(parcel.parcel_uid)
    ids = result.parcels.texts("BSM")
    found = {} if ids is None else {str(result.parcels.ids[i]): numbers.get(ids[i]) for i in whole}
    return Holdings({parcel: ", ".join(uids) for parcel, uids in found.items() if uids}, batches)
