"""The ledger as domain.md 3.3 tells it: amounts in one dictionary, moved by its one-line rules; ``No`` refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, TypeVar

AREA, PADDY = "AREA", "PADDY"
_Model = TypeVar("_Model", bound="Model")


class No(Exception):
    """The rules don't allow it."""


class Place(NamedTuple):
    """Where an amount lies; the year counts only for lots."""

    holder: str
    indicator: str
    bucket: str
    lot: int = 0
    ref: str = ""
    year: int = 0


@dataclass
class Lot:
    """What came in once; ``queue`` puts the lots of the old pool first."""

    number: int
    holder: str
    amount: int
    queue: tuple[bool, int]
    usable_from: date
    expires_on: date | None
    admitted_on: date
    parcel: str
    posting: int

    def usable(self, on: date) -> bool:
        return self.usable_from <= on and (self.expires_on is None or on <= self.expires_on)


@dataclass
class Model:
    """``held`` is all there is; ``postings`` are its changes, in order."""

    county: str
    converts: bool = True
    city_covers: bool = True
    held: Counter[Place] = field(default_factory=Counter)
    lots: dict[int, Lot] = field(default_factory=dict)
    postings: list[tuple[str, str, Counter[Place], date]] = field(default_factory=list)
    today: date = date(2026, 11, 3)
    reversed: set[int] = field(default_factory=set)
    projects: dict[str, tuple[int, int]] = field(default_factory=dict)
    freezes: list[list[int]] = field(default_factory=list)
    caps: dict[tuple[str, int], int] = field(default_factory=dict)
    parcels: dict[str, int] = field(default_factory=dict)

    def copy(self: _Model) -> _Model:
        """Another one of the same content."""
        other = replace(self)
        for name in ("held", "lots", "postings", "reversed", "projects", "freezes", "caps", "parcels"):
            setattr(other, name, copy(getattr(self, name)))
        return other

    def sum(self, holder: str, indicator: str, bucket: str, ref: str | None = None) -> int:
        """What a holder has in a bucket."""
        return sum(
            amount
            for place, amount in self.held.items()
            if place[:3] == (holder, indicator, bucket) and ref in (None, place.ref)
        )

    def in_order(self, holder: str, indicator: str, bucket: str, ref: str = "") -> list[tuple[Place, int]]:
        """What a holder's lots have in a bucket, more than nothing, in the order of the queue."""
        found = [(p, a) for p, a in self.held.items() if p.lot and p[:3] == (holder, indicator, bucket) and a > 0]
        own = [(p, a) for p, a in found if p.ref == ref]
        return sorted(own, key=lambda pa: (self.lots[pa[0].lot].queue, pa[0].year))

    @staticmethod
    def take(places: Iterable[tuple[Place, int]], need: int) -> list[tuple[Place, int]]:
        """Shares of places in their order, as far as they go."""
        shares = []
        for place, amount in places:
            part = min(amount, need)
            if part > 0:
                shares.append((place, part))
            need -= part
        return shares

    def fifo(self, holder: str, indicator: str, need: int, on: date) -> list[tuple[Place, int]]:
        """Usable lots, first in first out; never more than the account has, which a freeze lowers."""
        lots = [pa for pa in self.in_order(holder, indicator, "AVAILABLE") if self.lots[pa[0].lot].usable(on)]
        shares = self.take(lots, need)
        if sum(part for _, part in shares) < need or need > max(0, self.sum(holder, indicator, "AVAILABLE")):
            raise No("INSUFFICIENT")
        return shares

    def book(self, kind: str, changes: Iterable[tuple[Place, int]], ref: str = "") -> None:
        """One posting: every change or none."""
        changed: Counter[Place] = Counter()
        for place, amount in changes:
            changed[place] += amount
        after = self.held.copy()
        after.update(changed)
        for place in changed:
            below = after[place] < 0 and place.bucket not in ("SOURCE", "OUTSIDE", "LIABILITY")
            if below and not (place.bucket == "AVAILABLE" and not place.lot):
                raise No("INSUFFICIENT")
        self.held, before = after, self.held
        for holder, indicator in {(p.holder, p.indicator) for p in changed}:
            if self.sum(holder, indicator, "AVAILABLE") < 0 or self.sum(holder, indicator, "LIABILITY") > 0:
                self.held = before
                raise No("INSUFFICIENT")
        self.postings.append((kind, ref, Counter({p: a for p, a in changed.items() if a}), self.today))

    def moves(self, shares: Iterable[tuple[Place, int]], bucket: str, ref: str = "") -> list[tuple[Place, int]]:
        """Out of where it is, into another bucket of the same lot."""
        return [x for p, a in shares for x in ((p, -a), (p._replace(bucket=bucket, ref=ref), a))]

    def standing(self, lot: Lot) -> int:
        """What a lot still stands for: nothing once its opening was reversed, less what was cut."""
        cut = sum(a for p, a in self.held.items() if p.lot == lot.number and p[1:3] == (AREA, "DEDUCTED"))
        return 0 if lot.posting in self.reversed else lot.amount - cut

    def open(
        self, kind: str, wanted: list[tuple[str, int, int, date, date | None]], on: date, parcel: str = ""
    ) -> None:
        """ADMIT, ISSUE, OPENING: SOURCE → AVAILABLE; TRANSFER: OUTSIDE → AVAILABLE. A debt is settled at once."""
        changes = []
        numbered = dict(self.lots)
        for holder, amount, paddy, usable_from, expires in wanted:
            number = len(numbered) + 1
            place = sum(lot.holder == holder for lot in numbered.values()) + 1
            queue = (kind != "OPENING", place)
            numbered[number] = Lot(
                *(number, holder, amount, queue, usable_from, expires, on, parcel, len(self.postings))
            )
            for indicator, part in ((AREA, amount), (PADDY, paddy)):
                changes.append((Place(holder, indicator, "AVAILABLE", number, "", on.year), part))
                changes.append((Place(holder, indicator, "OUTSIDE" if kind == "TRANSFER" else "SOURCE"), -part))
        self.book(kind, changes)
        self.lots = numbered
        self.settle({holder for holder, *_ in wanted})

    def settle(self, holders: Iterable[str]) -> None:
        """OFFSET: AVAILABLE → LIABILITY, by itself whenever something comes in."""
        changes = []
        for holder in sorted(holders):
            for indicator in (AREA, PADDY):
                owed, free = (self.sum(holder, indicator, bucket) for bucket in ("LIABILITY", "AVAILABLE"))
                for place, part in self.take(self.in_order(holder, indicator, "AVAILABLE"), max(0, min(-owed, free))):
                    changes += [(place, -part), (Place(holder, indicator, "LIABILITY"), part)]
        if changes:
            now, self.today = self.today, max(day for *_, day in self.postings)
            self.book("OFFSET", changes)
            self.today = now

    def admit(self, parcel: str, has: int, shares: list[tuple[str, int, int, date, date | None]], on: date) -> None:
        """A parcel gives each holder one lot while the former stands, and no more than it has, within the cap."""
        own = [lot for lot in self.lots.values() if lot.parcel == parcel]
        new = sum(share[1] for share in shares)
        if sum(self.standing(lot) for lot in own) + new > has:
            raise No("LOT_OVER_PARCEL")
        if any(lot.holder == share[0] and self.standing(lot) > 0 for lot in own for share in shares):
            raise No("LOT_TWICE")
        kind = "ADMIT" if len(shares) == 1 else "ISSUE"
        if kind == "ADMIT":
            self._require_cap(self.county, on.year, new)
        self.parcels[parcel] = has
        self.open(kind, shares, on, parcel)

    def _require_cap(self, holder: str, year: int, new: int = 0) -> None:
        """What the lots of parcels of a year stand for is within its control scale."""
        cap = self.caps.get((holder, year))
        lots = [x for x in self.lots.values() if x.holder == holder and x.parcel and x.admitted_on.year == year]
        if cap is not None and sum(map(self.standing, lots)) + new > cap:
            raise No("OVER_CAP")

    def owe(self, area: int, paddy: int) -> None:
        """The debt of an old pool, settled at once as far as there is anything."""
        pairs = [(i, n) for i, n in ((AREA, area), (PADDY, paddy)) if n]
        self.book(
            "OPENING",
            [(Place(self.county, i, b), s * n) for i, n in pairs for b, s in (("LIABILITY", -1), ("SOURCE", 1))],
        )
        self.settle({self.county})
