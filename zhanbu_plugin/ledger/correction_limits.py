"""What a correction may not bring back (冲正限额): more for a project than it takes, a second lot of a parcel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..pool.accounts.records import AREA, DEDUCTED, LINKED, RELINK, RELINK_DM2, USED, LedgerEntry, Txn
from ..pool.store import PoolReader
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import translate


def require_within_limits(pool: PoolReader, wrong: Txn, entries: Sequence[LedgerEntry]) -> None:
    """Raises ``InputProblem`` where the mirrored ``entries`` of ``wrong`` would put something beyond its limit.

    The database refuses the same; here it is said what stands in the way.
    """
    _require_room_of_project(pool, wrong, entries)
    back: dict[str, int] = defaultdict(int)
    for entry in entries:
        if entry.lot_uid and entry.bucket == DEDUCTED and entry.indicator == AREA:
            back[entry.lot_uid] -= entry.amount_dm2
    for lot_uid, amount_dm2 in sorted(back.items()):
        if amount_dm2 > 0:
            _require_room_of_parcel(pool, wrong, lot_uid, amount_dm2)


def _require_room_of_project(pool: PoolReader, wrong: Txn, entries: Sequence[LedgerEntry]) -> None:
    more = sum(entry.amount_dm2 for entry in entries if entry.indicator == AREA and entry.bucket in (LINKED, USED))
    project = pool.occupation(wrong.system, wrong.ref) if wrong.ref and more > 0 else None
    if project is None:
        return
    held = sum(
        holding.balance_dm2
        for bucket in (LINKED, USED)
        for holding in pool.holdings(wrong.system, bucket=bucket, ref=wrong.ref)
        if holding.indicator == AREA
    )
    linked_anew = any(txn.kind == RELINK for txn in pool.txns(wrong.system, wrong.ref))
    if held + more <= project.area_dm2 + (RELINK_DM2 if linked_anew else 0):
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "Reversing {uid} would leave the project {project} with {after:.2f} m²; it takes {area:.2f} m².",
            uid=wrong.txn_uid,
            project=wrong.ref,
            after=m2_of(held + more),
            area=m2_of(project.area_dm2),
        ),
        remedy=translate("zhanbu", "Release what was linked to it since, then reverse."),
        field="TXN",
    )


def _require_room_of_parcel(pool: PoolReader, wrong: Txn, lot_uid: str, amount_dm2: int) -> None:
    """A lot that was cut wholly made room for another one of its parcel, of which there may be only one."""
    lot = next((found for found in pool.lots(wrong.system) if found.lot_uid == lot_uid), None)
    if lot is None or not lot.parcel_uid or pool.standing_dm2(lot_uid) > 0:
        return
    others = [
        other
        for other in pool.lots_of_parcel(lot.parcel_uid)
        if other.lot_uid != lot_uid and other.holder == lot.holder and pool.standing_dm2(other.lot_uid) > 0
    ]
    if others:
        raise InputProblem(
            translate(
                "zhanbu",
                "Reversing {uid} would give {amount:.2f} m² back to lot {lot}; its parcel has the lot {other} by now.",
                uid=wrong.txn_uid,
                amount=m2_of(amount_dm2),
                lot=lot_uid,
                other=others[0].lot_uid,
            ),
            remedy=translate("zhanbu", "Reverse the admission of the later lot first."),
            source=lot.parcel_uid,
            field="TXN",
        )
