"""Which waivers count in a check, and which count for nothing and why (豁免核对)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ...regimes.rule_set import CheckRule, RuleSet
from ...regimes.severity import Severity
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..column import FAIL, NOT_CHECKED, Codes
from ..layer import Objects
from ..weighing import SEVERITIES
from .waiver import ALL_PARCELS, Waiver, in_order, waiver_fault

Mask = NDArray[np.bool_]
_BLOCK, _OVERRIDE = SEVERITIES.index(Severity.BLOCK), SEVERITIES.index(Severity.OVERRIDE)


@dataclass(frozen=True)
class IdleWaiver:
    """A waiver that lifts nothing, and why."""

    waiver: Waiver
    reason: Wording

    def wording(self) -> Wording:
        """A sentence for reports and logs."""
        return translate(
            "zhanbu",
            "Document {doc_no} for check {check} of parcel {parcel} counts for nothing: {reason}",
            doc_no=self.waiver.doc_no,
            check=self.waiver.check_id,
            parcel=self.waiver.parcel_id,
            reason=self.reason,
        )


class AppliedWaivers:
    """Waivers laid over the outcomes of k checks on n parcels.

    ``lifted`` (n, k) says which failures they lift, ``counting`` each that counts and for how many parcels, ``idle``
    the others.
    """

    def __init__(self, ids: Objects, rules: Sequence[CheckRule]) -> None:
        self.lifted: Mask = np.zeros((len(ids), len(rules)), dtype=bool)
        self.idle: list[IdleWaiver] = []
        self.counting: list[tuple[Waiver, int]] = []
        self._ids, self._rules = ids, rules
        self._own: dict[tuple[int, int], list[Waiver]] = defaultdict(list)
        self._general: dict[int, list[Waiver]] = defaultdict(list)

    def lift(self, waiver: Waiver, rows: NDArray[np.intp], j: int) -> None:
        """The waiver counts for check ``j`` on these parcels."""
        self.lifted[rows, j] = True
        self.counting.append((waiver, len(rows)))
        if waiver.parcel_id == ALL_PARCELS:
            self._general[j].append(waiver)
        else:
            for i in rows.tolist():
                self._own[i, j].append(waiver)

    def by_check(self, i: int) -> Mapping[str, tuple[Waiver, ...]]:
        """The documents that count for parcel ``i``, by check; each names this parcel."""
        found = {}
        for j in np.flatnonzero(self.lifted[i]).tolist():
            both = [*self._own.get((i, j), ()), *self._general.get(j, ())]
            found[self._rules[j].id] = in_order(replace(w, parcel_id=self._ids[i]) for w in both)
        return found

    def of(self, i: int) -> tuple[Waiver, ...]:
        """The documents that count for parcel ``i``."""
        return in_order(waiver for documents in self.by_check(i).values() for waiver in documents)


def require_waivable(waivers: Iterable[Waiver], rule_set: RuleSet, source: str = "") -> None:
    """Before anything is measured: every waiver is for a check that a document can lift. Raises ``InputProblem``."""
    rules = {rule.id: rule for rule in rule_set.checks}
    for waiver in in_order(waivers):
        rule = rules.get(waiver.check_id)
        if rule is None:
            what = translate("zhanbu", "The rule set has no check {check}.", check=waiver.check_id)
        elif Severity.OVERRIDE not in (rule.severity, *rule.severity_by_category.values()):
            what = _cannot_lift(rule)
        else:
            continue
        raise InputProblem(
            what,
            remedy=translate("zhanbu", "Take the document out, or correct its check."),
            source=source,
            parcel=waiver.parcel_id,
            field="check_id",
        )


def _cannot_lift(rule: CheckRule) -> Wording:
    if rule.severity is Severity.BLOCK:
        return translate("zhanbu", "Check {check} blocks, and no document can lift it.", check=rule.id)
    return translate("zhanbu", "Check {check} needs no document.", check=rule.id)


def apply_waivers(
    waivers: Iterable[Waiver],
    ids: Objects,
    rules: Sequence[CheckRule],
    outcomes: Codes,
    severities: Codes,
    *,
    as_of: date,
    known: Collection[str],
) -> AppliedWaivers:
    """Lay waivers over outcome and severity codes (n, k); ``known`` are all checks of the rule set."""
    applied = AppliedWaivers(ids, rules)
    ordered = in_order(waivers)
    if not ordered:
        return applied
    place = {rule.id: j for j, rule in enumerate(rules)}
    named = _rows_by_id(ids, {waiver.parcel_id for waiver in ordered})
    everything = np.arange(len(ids), dtype=np.intp)
    for waiver in ordered:
        j = place.get(waiver.check_id)
        rows = everything if waiver.parcel_id == ALL_PARCELS else named.get(waiver.parcel_id, everything[:0])
        reason = _useless(waiver, j is None, waiver.check_id in known, len(rows), as_of)
        if reason is None and j is not None:
            counts = rows[(severities[rows, j] == _OVERRIDE) & (outcomes[rows, j] == FAIL)]
            if len(counts):
                applied.lift(waiver, counts, j)
            else:
                reason = _for_nothing(rules[j], severities[rows, j], outcomes[rows, j])
        if reason is not None:
            applied.idle.append(IdleWaiver(waiver, reason))
    return applied


def _rows_by_id(ids: Objects, wanted: Collection[str]) -> dict[str, NDArray[np.intp]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, parcel_id in enumerate(ids.tolist()):
        if parcel_id in wanted:
            found[parcel_id].append(i)
    return {parcel_id: np.array(rows, dtype=np.intp) for parcel_id, rows in found.items()}


def _useless(waiver: Waiver, not_here: bool, known: bool, parcels: int, as_of: date) -> Wording | None:
    """Why a waiver can't count whatever the check found."""
    fault = waiver_fault(waiver, as_of)
    if fault is not None:
        return fault.what
    if not known:
        return translate("zhanbu", "The rule set has no check {check}.", check=waiver.check_id)
    if not_here:
        return translate("zhanbu", "The check belongs to a later stage.")
    return None if parcels else translate("zhanbu", "There is no such parcel in this check.")


def _for_nothing(rule: CheckRule, severities: Codes, outcomes: Codes) -> Wording:
    """Why a waiver of a check that was made on some parcels lifts none of its outcomes."""
    if (severities == _BLOCK).all():
        return translate("zhanbu", "Check {check} blocks, and no document can lift it.", check=rule.id)
    if not (severities == _OVERRIDE).any():
        return translate("zhanbu", "Check {check} needs no document.", check=rule.id)
    if (outcomes[severities == _OVERRIDE] == NOT_CHECKED).any():
        return translate("zhanbu", "The check was not carried out.")
    return translate("zhanbu", "The check is passed.")
