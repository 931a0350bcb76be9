"""Linking anew (重新挂钩): ground that a project relied on turns out wrong, and other lots take its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..pool.accounts.records import (
    AREA,
    AVAILABLE,
    DEDUCTED,
    LINKED,
    PADDY,
    RELINK,
    RELINK_DM2,
    USED,
    Holding,
    LedgerEntry,
    Posting,
)
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import translate
from .clauses import clause_of
from .fifo import Share, moves, take, total, usable
from .lawful import keep_rules, require_amount, require_document, require_rules
from .posting import post


@dataclass(frozen=True)
class Relinked:
    """What was released of the wrong lot and what was taken in its place."""

    txn_uid: str
    released_dm2: int
    area: tuple[Share, ...]
    paddy: tuple[Share, ...]
    available_dm2: int


def relink(
    path: PoolAddress,
    project_no: str,
    lot_uid: str,
    released_dm2: int,
    act: Act,
    rules: RuleSet,
    *,
    relinked_dm2: int | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> Relinked:
    """Cut from a lot what a project used of it wrongly, and link as much of other lots, first in, first out.

    ``relinked_dm2``, where it is told, has to equal what is released within 0.0001 ha. Whether the link was written off
    stays as it was. Raises ``InputProblem``; the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return relink_in(pool, Journal(pool), project_no, lot_uid, released_dm2, act, rules, relinked_dm2=relinked_dm2)


def relink_in(
    pool: PoolWriter,
    journal: Journal,
    project_no: str,
    lot_uid: str,
    released_dm2: int,
    act: Act,
    rules: RuleSet,
    *,
    relinked_dm2: int | None = None,
) -> Relinked:
    """As ``relink``, in an open transaction."""
    require_document(act)
    require_amount(released_dm2)
    require_rules(pool, rules, act)
    needs = {AREA: released_dm2 if relinked_dm2 is None else relinked_dm2}
    _require_equal(released_dm2, needs[AREA], project_no)
    held = [h for h in pool.holdings(rules.system, ref=project_no) if h.lot_uid == lot_uid]
    bucket, gone = _released(held, released_dm2, project_no, lot_uid)
    needs[PADDY] = total(gone[PADDY])
    taken = {indicator: _instead(pool, rules.system, indicator, needs[indicator], act, lot_uid) for indicator in needs}
    holder = pool.identity.county
    entries: list[LedgerEntry] = []
    for indicator in (AREA, PADDY):
        entries += moves(gone[indicator], holder, indicator, DEDUCTED, project_no, from_bucket=bucket)
        entries += moves(taken[indicator], holder, indicator, bucket, project_no)
    keep_rules(pool, rules)
    posting = Posting(
        RELINK,
        rules.system,
        tuple(entries),
        ref=project_no,
        clause=clause_of(rules, RELINK),
        rule_set=rules.id,
        rule_set_sha256=rules.sha256,
    )
    uid = post(pool, journal, posting, act)
    available = pool.account_dm2(rules.system, holder, AREA, AVAILABLE)
    return Relinked(uid, released_dm2, taken[AREA], taken[PADDY], available)


def _require_equal(released_dm2: int, relinked_dm2: int, project_no: str) -> None:
    if abs(released_dm2 - relinked_dm2) <= RELINK_DM2:
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "{relinked:.2f} m² would be linked to the project {project} in place of {released:.2f} m².",
            relinked=m2_of(relinked_dm2),
            released=m2_of(released_dm2),
            project=project_no,
        ),
        remedy=translate("zhanbu", "Both have to be equal within 0.0001 ha."),
        field="AREA_M2",
    )


def _released(
    held: Sequence[Holding], need_dm2: int, project_no: str, lot_uid: str
) -> tuple[str, Mapping[str, tuple[Share, ...]]]:
    """Bucket and shares of the wrong lot; its paddy goes as far as what stays of its area can't hold it."""
    bucket = USED if any(h.bucket == USED for h in held) else LINKED
    own = [h for h in held if h.bucket == bucket]
    area = [Share(h.lot_uid, h.year, h.balance_dm2) for h in own if h.indicator == AREA]
    if total(area) < need_dm2:
        raise InputProblem(
            translate(
                "zhanbu",
                "The project {project} uses {used:.2f} m² of lot {lot}, not {need:.2f} m².",
                project=project_no,
                used=m2_of(total(area)),
                lot=lot_uid,
                need=m2_of(need_dm2),
            ),
            remedy=translate("zhanbu", "Look at the lots on its confirmation sheet."),
            field="LOT",
        )
    paddy = [Share(h.lot_uid, h.year, h.balance_dm2) for h in own if h.indicator == PADDY]
    wet = max(0, total(paddy) - (total(area) - need_dm2))
    return bucket, {AREA: _part(area, need_dm2), PADDY: _part(paddy, wet)}


def _part(shares: Sequence[Share], need_dm2: int) -> tuple[Share, ...]:
    parts = []
    for share in shares:
        part = min(share.amount_dm2, need_dm2)
        if part > 0:
            parts.append(Share(share.lot_uid, share.year, part))
        need_dm2 -= part
    return tuple(parts)


def _instead(
    pool: PoolReader, system: str, indicator: str, need_dm2: int, act: Act, wrong_lot: str
) -> tuple[Share, ...]:
    holder = pool.identity.county
    lots = pool.lot_balances(system, holder, indicator)
    ready = min(
        pool.account_dm2(system, holder, indicator, AVAILABLE),
        sum(lot.available_dm2 for lot in lots if usable(lot.lot, act.on)),
    )
    if need_dm2 <= ready:
        return take(lots, need_dm2, act.on)
    raise InputProblem(
        translate(
            "zhanbu",
            "INSUFFICIENT: {need:.2f} m² are needed in place of lot {lot}, and {ready:.2f} m² may be used on {day}.",
            need=m2_of(need_dm2),
            lot=wrong_lot,
            ready=m2_of(ready),
            day=act.on.isoformat(),
        ),
        remedy=translate("zhanbu", "Link it anew when more has come in; until then it stays as it is."),
        field="AREA_M2",
    )
