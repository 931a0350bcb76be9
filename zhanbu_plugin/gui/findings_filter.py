"""Which parcels and checks of a result are listed, worked out on whole arrays (检查结果筛选)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ..checks.column import FAIL, NOT_CHECKED, PASS
from ..checks.engine import CheckResult
from ..checks.findings import Severity, Verdict

Mask = NDArray[np.bool_]
_SEVERITIES = tuple(Severity)
_WORST_FIRST = (Verdict.INELIGIBLE, Verdict.INCOMPLETE, Verdict.WAIVABLE, Verdict.ELIGIBLE)


class Listed(Enum):
    """Which outcomes are listed."""

    OPEN = "open"
    FAILED = "failed"
    UNKNOWN = "unknown"
    ALL = "all"


@dataclass(frozen=True)
class FindingsFilter:
    """What the user asked for: any weight for ``None``; ``text`` is part of a parcel's id or of a check's name."""

    verdicts: frozenset[Verdict] = frozenset(Verdict)
    listed: Listed = Listed.OPEN
    severity: Severity | None = None
    text: str = ""


class FindingsTable:
    """A result as arrays: outcome and severity (n, k) of n parcels and k checks."""

    def __init__(self, result: CheckResult, *, chinese: bool) -> None:
        self.result = result
        self.rules = [column.rule for column in result.columns]
        titles = [rule.title.in_language(chinese) for rule in self.rules]
        self.titles = [title[:1].upper() + title[1:] for title in titles]
        shape = (len(result.parcels), len(self.rules))
        self.outcomes: NDArray[np.int8] = np.zeros(shape, dtype=np.int8)
        self.severities: NDArray[np.int8] = np.zeros(shape, dtype=np.int8)
        kinds, of_parcel = np.unique(result.case.categories.astype(str), return_inverse=True)
        for j, column in enumerate(result.columns):
            self.outcomes[:, j] = column.outcome
            weights = [_SEVERITIES.index(column.rule.severity_for(str(kind))) for kind in kinds]
            self.severities[:, j] = np.array(weights, dtype=np.int8)[of_parcel] if weights else 0
        self.verdicts = np.array([_WORST_FIRST.index(verdict) for verdict in result.verdicts], dtype=np.int8)
        self._names = np.array([str(name).casefold() for name in result.parcels.ids], dtype=str)

    def listed(self, wanted: FindingsFilter) -> tuple[NDArray[np.intp], Mask]:
        """Indices of the parcels to list, in order, and which checks (n, k) to list under them."""
        checks = self._outcome_mask(wanted.listed)
        if wanted.severity is not None:
            checks &= self.severities == _SEVERITIES.index(wanted.severity)
        parcels = np.isin(self.verdicts, [_WORST_FIRST.index(verdict) for verdict in wanted.verdicts])
        narrowed = wanted.severity is not None or wanted.listed in (Listed.FAILED, Listed.UNKNOWN)
        text = wanted.text.strip().casefold()
        if text:
            by_id = np.char.find(self._names, text) >= 0
            checks = checks & (by_id[:, None] | self._named(text)[None, :])
            parcels &= checks.any(axis=1) if narrowed else (by_id | checks.any(axis=1))
        elif narrowed:
            parcels &= checks.any(axis=1)
        return np.flatnonzero(parcels), checks

    def order(self, parcels: NDArray[np.intp], by: str, *, descending: bool) -> NDArray[np.intp]:
        """Parcels sorted by ``id``, ``verdict`` (the worst first) or ``area``; equal ones stay in order."""
        if by == "id":
            keys = self._names[parcels]
        elif by == "verdict":
            keys = self.verdicts[parcels]
        else:
            keys = np.nan_to_num(self.result.case.measured.area_m2[parcels], nan=-1.0)
        ranks = np.unique(keys, return_inverse=True)[1]
        return parcels[np.argsort(-ranks if descending else ranks, kind="stable")]

    def _outcome_mask(self, listed: Listed) -> Mask:
        if listed is Listed.FAILED:
            return np.asarray(self.outcomes == FAIL)
        if listed is Listed.UNKNOWN:
            return np.asarray(self.outcomes == NOT_CHECKED)
        return np.asarray(self.outcomes != PASS) if listed is Listed.OPEN else np.ones_like(self.outcomes, dtype=bool)

    def _named(self, text: str) -> Mask:
        names = [f"{rule.id} {rule.clause} {title}" for rule, title in zip(self.rules, self.titles)]
        return np.array([text in name.casefold() for name in names], dtype=bool)
