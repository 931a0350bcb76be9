"""What may be done with the model's amounts: the one-line rules of domain.md 3.3, and what the clauses refuse."""

from __future__ import annotations

from collections import Counter
from datetime import date

from model.ledger_model import AREA, PADDY, Model, No, Place

BOTH = (AREA, PADDY)
Shares = list[tuple[Place, int]]
TOLERANCE = 100
"""0.0001 ha."""


class Operations(Model):
    """Every operation on the county's account; each is all or nothing."""

    def link(self, project: str, area: int, paddy: int, on: date, debt_document: bool) -> None:
        """AVAILABLE → LINKED, first in first out."""
        if not 0 <= paddy <= area or area <= 0 or self._of(project):
            raise No("the project")
        if self.sum(self.county, AREA, "LIABILITY") < 0 and not debt_document:
            raise No("a debt")
        shares = [*self.fifo(self.county, AREA, area, on), *self.fifo(self.county, PADDY, paddy, on)]
        self.projects[project] = (area, paddy)
        self.book("LINK", self.moves(shares, "LINKED", project), project)

    def _of(self, project: str) -> int:
        return sum(self.sum(self.county, AREA, bucket, project) for bucket in ("LINKED", "USED"))

    def write_off(self, project: str, approved: int, on: date) -> None:
        """LINKED → USED, what was approved; the rest goes back to its lots."""
        linked = {i: self.in_order(self.county, i, "LINKED", project) for i in BOTH}
        if not 0 < approved <= sum(a for _, a in linked[AREA]):
            raise No("not linked")
        used = {i: self.take(linked[i], approved) for i in BOTH}
        taken = Counter(dict([*used[AREA], *used[PADDY]]))
        rest = [(p, a - taken[p]) for i in BOTH for p, a in linked[i] if a > taken[p]]
        self.book("WRITEOFF", self.moves([*used[AREA], *used[PADDY]], "USED", project), project)
        if rest:
            self.book("RELEASE", self.moves(rest, "AVAILABLE"), project)

    def release(self, project: str) -> None:
        """LINKED → AVAILABLE of the same lots, which keep their places."""
        linked = [pa for i in BOTH for pa in self.in_order(self.county, i, "LINKED", project)]
        if not linked:
            raise No("nothing linked")
        self.book("RELEASE", self.moves(linked, "AVAILABLE"), project)

    def relink(self, project: str, lot: int, gone: int, instead: int, on: date) -> None:
        """What a lot gave wrongly is cut from it, and other lots give as much."""
        held = {
            b: {i: [pa for pa in self.in_order(self.county, i, b, project) if pa[0].lot == lot] for i in BOTH}
            for b in ("USED", "LINKED")
        }
        bucket = "USED" if held["USED"][AREA] or held["USED"][PADDY] else "LINKED"
        area, paddy = (sum(a for _, a in held[bucket][i]) for i in BOTH)
        if not 0 < gone <= area or abs(gone - instead) > TOLERANCE:
            raise No("not as much")
        wet = max(0, paddy - (area - gone))
        lost = [*self.take(held[bucket][AREA], gone), *self.take(held[bucket][PADDY], wet)]
        new = [*self.fifo(self.county, AREA, instead, on), *self.fifo(self.county, PADDY, wet, on)]
        changes = [*self.moves(lost, "DEDUCTED", project), *self.moves(new, bucket, project)]
        if self._of(project) - gone + instead > self.projects[project][0] + TOLERANCE:
            raise No("OVER_PROJECT")
        self.book("RELINK", changes, project)

    def freeze(self, need: int, city: int, year: int) -> None:
        """AVAILABLE → FROZEN without a lot: the county's, then the city's, then nobody's."""
        if need <= 0 or city < 0:
            raise No("no amount")
        county = min(need, self.sum(self.county, AREA, "AVAILABLE"))
        lent = min(need - county, city) if self.city_covers else 0
        self.freezes.append([county, lent, need - county - lent])
        if county:
            self.book("FREEZE", self._frozen(len(self.freezes), county), f"F{len(self.freezes)}")

    def _frozen(self, number: int, amount: int) -> list[tuple[Place, int]]:
        free = Place(self.county, AREA, "AVAILABLE")
        return [(free, -amount), (Place(self.county, AREA, "FROZEN", 0, f"F{number}"), amount)]

    def end_freeze(self, number: int, mode: str, amount: int | None, on: date) -> None:
        """LIFT back, CONVERT into use, DEDUCT: what nobody covers becomes a debt. Parts leave in their order."""
        if not 0 < number <= len(self.freezes) or (mode == "CONVERT" and not self.converts):
            raise No("no such freeze")
        left = self.freezes[number - 1]
        order = {"LIFT": (2, 1, 0), "DEDUCT": (0, 1, 2), "CONVERT": (0, 1)}[mode]
        need = sum(left) if amount is None else amount
        if not 0 < need <= sum(left[i] for i in order):
            raise No("not as much")
        parts = [0, 0, 0]
        for i in order:
            parts[i] = min(left[i], need)
            need -= parts[i]
        self.freezes[number - 1] = [a - b for a, b in zip(left, parts)]
        changes = self._frozen(number, -parts[0])
        if mode == "CONVERT":
            usable = [pa for pa in self.in_order(self.county, AREA, "AVAILABLE") if self.lots[pa[0].lot].usable(on)]
            shares = self.take(usable, parts[0])
            changes += self.moves(shares, "USED", f"F{number}")
        if mode == "DEDUCT":
            need = parts[0] + parts[2]
            there = min(need, self.sum(self.county, AREA, "AVAILABLE") + parts[0])
            shares = self.take(self.in_order(self.county, AREA, "AVAILABLE"), there)
            changes += [*self.moves(shares, "DEDUCTED"), *self._owed(AREA, need - sum(a for _, a in shares))]
        if mode == "CONVERT" and sum(a for _, a in shares) < parts[0]:
            raise No("the lots don't suffice")
        if any(amount for _, amount in changes):
            self.book(mode if parts[0] else "DEDUCT", changes, f"F{number}")

    def _owed(self, indicator: str, amount: int) -> list[tuple[Place, int]]:
        return [
            (Place(self.county, indicator, "LIABILITY"), -amount),
            (Place(self.county, indicator, "DEDUCTED"), amount),
        ]

    def deduct(self, area: int, paddy: int) -> None:
        """AVAILABLE → DEDUCTED, oldest lots first; a shortfall is owed."""
        if area <= 0 or not 0 <= paddy <= area:
            raise No("no amount")
        changes = []
        for indicator, need in ((AREA, area), (PADDY, paddy)):
            there = max(0, min(need, self.sum(self.county, indicator, "AVAILABLE")))
            shares = self.take(self.in_order(self.county, indicator, "AVAILABLE"), there)
            changes += [*self.moves(shares, "DEDUCTED"), *self._owed(indicator, need - sum(a for _, a in shares))]
        self.book("DEDUCT", changes)

    def transfer(self, giver: str, taker: str, area: int, paddy: int, on: date) -> None:
        """AVAILABLE of one holder → AVAILABLE of another as new lots, or to and from OUTSIDE."""
        kept = {self.county, *(lot.holder for lot in self.lots.values())}
        if area <= 0 or not 0 <= paddy <= area or giver == taker or not {giver, taker} & kept:
            raise No("the parties")
        if giver not in kept:
            self.open("TRANSFER", [(taker, area, paddy, on, None)], on)
            return
        lasting = [
            (p, a) for p, a in self.in_order(giver, AREA, "AVAILABLE") if (self.lots[p.lot].expires_on or on) >= on
        ]
        shares = self.take(lasting, min(area, self.sum(giver, AREA, "AVAILABLE")))
        if sum(a for _, a in shares) < area:
            raise No("INSUFFICIENT")
        wet = {}
        for place, part in shares:
            wet[place] = min(paddy, part, self.held[place._replace(indicator=PADDY)])
            paddy -= wet[place]
        if paddy:
            raise No("too little paddy")
        gone = [(p, -a) for p, a in shares] + [(p._replace(indicator=PADDY), -w) for p, w in wet.items()]
        if taker not in kept:
            out = [(Place(taker, p.indicator, "OUTSIDE"), -a) for p, a in gone]
            self.book("TRANSFER", [*gone, *out])
        else:
            self._hand_over(taker, shares, wet, gone, on)
        self.settle({giver, taker} & kept)

    def _hand_over(self, taker: str, shares: Shares, wet: dict[Place, int], gone: Shares, on: date) -> None:
        numbered, came = dict(self.lots), []
        for place, part in shares:
            old, number = self.lots[place.lot], len(numbered) + 1
            queue = (True, sum(lot.holder == taker for lot in numbered.values()) + 1)
            numbered[number] = type(old)(
                *(number, taker, part, queue, max(old.usable_from, on), old.expires_on, on, "", len(self.postings))
            )
            for indicator, amount in ((AREA, part), (PADDY, wet[place])):
                came.append((Place(taker, indicator, "AVAILABLE", number, "", place.year), amount))
        self.book("TRANSFER", [*gone, *came])
        self.lots = numbered

    def void(self, lot: int) -> None:
        """AVAILABLE → VOID."""
        places = [(p, a) for p, a in self.held.items() if p.lot == lot and p.bucket == "AVAILABLE" and a > 0]
        if not places:
            raise No("nothing there")
        self.book("VOID", self.moves(places, "VOID"))

    def carry(self, year: int, on: date) -> None:
        """AVAILABLE of a year → of the next; a year is closed once, and not while something expired is in it."""
        closed = [int(r[5:]) for n, (k, r, *_) in enumerate(self.postings) if k == "CARRY" and n not in self.reversed]
        free = [(p, a) for p, a in self.held.items() if p.bucket == "AVAILABLE" and p.lot and a > 0]
        expired = any((self.lots[p.lot].expires_on or on) < on for p, _ in free)
        if on <= date(year, 12, 31) or any(other >= year for other in closed) or expired:
            raise No("not closed")
        for first in range(min((p.year for p, _ in free), default=year), year + 1):
            now = [
                (p, a) for p, a in self.held.items() if p.bucket == "AVAILABLE" and p.lot and a > 0 and p.year == first
            ]
            if now:
                ahead = [(p._replace(year=first + 1), a) for p, a in now]
                self.book("CARRY", [*((p, -a) for p, a in now), *ahead], f"YEAR-{year}")

    def correct(self, number: int) -> None:
        """The mirror of an earlier posting, once, where nothing relies on it; a freeze only ends by lifting it."""
        if not 0 <= number < len(self.postings) or number in self.reversed:
            raise No("no such posting")
        kind, ref, changes, _ = self.postings[number]
        if kind in ("CORRECT", "FREEZE", "LIFT", "CONVERT") or any(p.bucket == "FROZEN" for p in changes):
            raise No("not that kind")
        held = self.held
        self.book("CORRECT", [(p, -a) for p, a in changes.items()], ref)
        try:
            self._within_limits(ref, changes)
        except No:
            self.held = held
            self.postings.pop()
            raise
        self.reversed.add(number)

    def _within_limits(self, ref: str, undone: Counter[Place]) -> None:
        """What a correction gives back counts again: for its project, its parcel, and the cap of its year."""
        if ref in self.projects:
            more = TOLERANCE if any((k, r) == ("RELINK", ref) for k, r, *_ in self.postings) else 0
            for indicator, limit in zip(BOTH, self.projects[ref]):
                if sum(self.sum(self.county, indicator, b, ref) for b in ("LINKED", "USED")) > limit + more:
                    raise No("OVER_PROJECT")
        cut = [(self.lots[p.lot], p.indicator) for p, a in undone.items() if p.lot and p.bucket == "DEDUCTED" and a > 0]
        for lot, indicator in cut:
            same = [x for x in self.lots.values() if lot.parcel and x.parcel == lot.parcel]
            if any(x is not lot and x.holder == lot.holder and self.standing(x) > 0 for x in same):
                raise No("RESTORED_TWICE")
            if sum(map(self.standing, same)) > self.parcels.get(lot.parcel, 0):
                raise No("RESTORED_TWICE")
            if indicator == AREA:  # a control scale limits no paddy
                self._require_cap(lot.holder, lot.admitted_on.year)
