"""Whom a return slip means: its parcels found in the pool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...pool.records import PoolParcel
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .slip import ReturnItem

_TOLD = 10


@dataclass(frozen=True)
class ReturnedParcel:
    """A parcel of the pool with what the slip says of it."""

    parcel: PoolParcel
    items: tuple[ReturnItem, ...]


def matched(
    items: Sequence[ReturnItem], parcels: Iterable[PoolParcel], *, batch: str, source: str
) -> tuple[ReturnedParcel, ...]:
    """The parcels that a slip names, by uid; ``batch`` is theirs where the slip itself doesn't say.

    A number is enough where it is one parcel's only. Raises ``InputProblem`` with every row that can't be placed, so
    that nothing of a slip comes in when some of it belongs to another pool.
    """
    held = list(parcels)
    by_uid = {parcel.parcel_uid: parcel for parcel in held}
    by_number: dict[str, list[PoolParcel]] = {}
    for parcel in held:
        by_number.setdefault(parcel.parcel_no, []).append(parcel)
    found: dict[str, list[ReturnItem]] = {}
    faults: list[Wording] = []
    for item in items:
        meant = _meant(item, by_uid, by_number, batch)
        if len(meant) == 1:
            found.setdefault(meant[0].parcel_uid, []).append(item)
        else:
            faults.append(_fault(item, meant))
    if faults:
        raise _unplaced(faults, source)
    return tuple(ReturnedParcel(by_uid[uid], tuple(found[uid])) for uid in sorted(found))


def _meant(
    item: ReturnItem, by_uid: Mapping[str, PoolParcel], by_number: Mapping[str, list[PoolParcel]], batch: str
) -> list[PoolParcel]:
    if item.parcel:
        own = by_uid.get(item.parcel)
        return [] if own is None else [own]
    wanted = item.batch or batch
    return [p for p in by_number.get(item.number, []) if not wanted or p.batch == wanted]


def _fault(item: ReturnItem, meant: Sequence[PoolParcel]) -> Wording:
    if not meant:
        return translate("zhanbu", "Row {row}: the pool holds no parcel {parcel}.", row=item.row, parcel=item.named)
    batches = sorted({f"{p.system}/{p.batch}" for p in meant})
    return translate(
        "zhanbu",
        "Row {row}: {parcel} is the number of several parcels ({batches}).",
        row=item.row,
        parcel=item.named,
        batches=", ".join(batches),
    )


def _unplaced(faults: Sequence[Wording], source: str) -> InputProblem:
    slots = {f"f{i}": fault for i, fault in enumerate(faults[:_TOLD])}
    listed = Wording(" ".join(f"{{{name}}}" for name in slots), dict(slots))
    return InputProblem(
        translate("zhanbu", "{count} rows of the return slip can't be placed: {rows}", count=len(faults), rows=listed),
        remedy=translate(
            "zhanbu", "Name the batch, or give the column parcel_uid. Nothing of the slip was taken into the pool."
        ),
        source=source,
    )
