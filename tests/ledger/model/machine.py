"""The machine that does the same on the model and on the real ledger, step by step (hypothesis)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from model.driver import COUNTY, SYSTEM, Driver, lot_uid
from model.ledger_model import No, Place
from model.operations import Operations
from zhanbu_plugin.pool.accounts.records import KINDS, LedgerEntry
from zhanbu_plugin.pool.database import PoolAddress, kept_open, pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.survey.problem import InputProblem

PARCELS = 6
FIRST_DAY, LAST_DAY = date(2026, 11, 3), date(2035, 1, 1)
CITY, NEIGHBOUR, STRANGER, PROVINCE = "139900", "139902", "139955", "130000"
PROJECTS = ("甲", "乙", "丙", "丁", "戊")

amounts = st.one_of(st.integers(1, 400), st.integers(1, 300_000))
odd_amounts = st.one_of(amounts, st.integers(-1, 2))
sizes = st.one_of(st.sampled_from((0.25, 0.5, 1.0)), odd_amounts)
"""An amount, or a share of what there is."""
few = st.integers(0, 9)
seldom = st.sampled_from((0, 0, 0, 0, 1, 2, 3, 9))
projects = st.sampled_from(PROJECTS)


class LedgerMachine(RuleBasedStateMachine):
    """One pool and one model; each rule does the same on both."""

    steps: ClassVar[int] = 0
    refusals: ClassVar[Counter[str]] = Counter()
    done: ClassVar[Counter[str]] = Counter()

    @classmethod
    def fresh(cls) -> PoolAddress:
        """A pool with parcels and an empty ledger."""
        raise NotImplementedError

    @classmethod
    def clear(cls, pool: PoolAddress) -> None:
        """Take the pool away again."""
        raise NotImplementedError

    def __init__(self) -> None:
        super().__init__()
        address, self.opened, self.kept = type(self).fresh(), ExitStack(), ExitStack()
        self.driver = Driver(address, self.opened.enter_context(pool_for_reading(address)))
        self.model = Operations(COUNTY)
        self.day, self.sound = FIRST_DAY, True
        parcels = self.driver.reader.parcels(SYSTEM)
        self.area = {p.parcel_uid: min(p.area_dm2, round(p.survey["TBMJ"] * 100)) for p in parcels}
        self.head, self.told = self.driver.head(), 0

    def both(
        self, name: str, on_model: Callable[[], object], on_ledger: Callable[[], object], on: date | None = None
    ) -> None:
        """The same on both; what the model refuses, the ledger refuses too and stays as it was."""
        LedgerMachine.steps, self.sound = LedgerMachine.steps + 1, False
        saved = self.model.copy()
        self.model.today = on or self.day
        try:
            on_model()
        except No as no:
            self.model = saved
            LedgerMachine.refusals[name] += 1
            with pytest.raises(InputProblem):
                on_ledger()
            assert self.driver.head() == self.head, f"{name} was refused ({no}), but left something behind"
        else:
            LedgerMachine.done[name] += 1
            on_ledger()

    @invariant()
    def the_ledger_holds_what_the_model_holds(self) -> None:
        self.told = min(self.told, len(self.model.postings))
        held, sums, txns = self.driver.state(self.told)
        self.head = self.driver.head()
        assert held == {p: n for p, n in self.model.held.items() if n}
        assert sums == self.expected_sums()
        assert txns == [(kind, ref) for kind, ref, *_ in self.model.postings[self.told :]]
        self.told, self.sound = len(self.model.postings), True

    def expected_sums(self) -> dict[tuple[str, str, str], int]:
        expected: Counter[tuple[str, str, str]] = Counter()
        for place, amount in self.model.held.items():
            expected[place[:3]] += amount
        return {place: n for place, n in expected.items() if n}

    @invariant()
    def nothing_is_negative_nothing_is_lost_and_freezes_lie_on_the_account(self) -> None:
        held = self.model.held
        for place, amount in held.items():
            free = place.bucket in ("SOURCE", "OUTSIDE", "LIABILITY") or (place.bucket == "AVAILABLE" and not place.lot)
            assert amount >= 0 or free, place
        for indicator in ("AREA", "PADDY"):
            assert sum(n for p, n in held.items() if p.indicator == indicator) == 0
        frozen = self.model.sum(COUNTY, "AREA", "FROZEN")
        assert frozen + held[Place(COUNTY, "AREA", "AVAILABLE")] == 0
        assert frozen == sum(parts[0] for parts in self.model.freezes)
        for project, (area, paddy) in self.model.projects.items():
            for indicator, limit in (("AREA", area), ("PADDY", paddy)):
                taken = sum(self.model.sum(COUNTY, indicator, b, project) for b in ("LINKED", "USED"))
                assert taken <= limit + 100, project

    def teardown(self) -> None:
        with self.opened:
            self.kept.close()
            if self.sound:
                assert self.driver.answers() == self.driver.state(), "the pool's own questions answer otherwise"
                self.past_days_are_told_rightly()
                faults = verify_pool(self.driver.pool)
                assert not faults, [str(fault) for fault in faults]
        self.clear(self.driver.pool)

    def past_days_are_told_rightly(self) -> None:
        days = sorted({day for *_, day in self.model.postings})
        for day in days[:: max(1, len(days) // 3)]:
            told: Counter[tuple[str, str, str]] = Counter()
            for b in self.driver.reader.balances_on(SYSTEM, day):
                told[b.holder, b.indicator, b.bucket] += b.balance_dm2
            then: Counter[tuple[str, str, str]] = Counter()
            for *_, changes, on in self.model.postings:
                for place, amount in changes.items():
                    then[place[:3]] += amount * (on <= day)
            assert {p: n for p, n in told.items() if n} == {p: n for p, n in then.items() if n}, day

    @initialize(lots=st.lists(st.tuples(amounts, few), max_size=2), admitted=st.lists(amounts, max_size=2), anew=few)
    def something_is_there(self, lots: list[tuple[int, int]], admitted: list[int], anew: int) -> None:
        """Of ten sequences nine keep the pool open between their steps, as a window does; the tenth opens it anew."""
        if anew < 9:
            self.kept.enter_context(kept_open(self.driver.pool))
        self.an_old_pool_is_taken_over(lots=lots or [(1_000, 10)], owed=0, debt=False)
        for number, amount in enumerate(admitted, start=1):
            self.the_ledger_holds_what_the_model_holds()
            self.a_parcel_is_admitted(parcel=number, amount=amount, paddy=2, split=300, back=0, wait=0, lasts=None)

    @rule(days=st.sampled_from((1, 20, 200)))
    def time_passes(self, days: int) -> None:
        self.day = min(self.day + timedelta(days), LAST_DAY)

    @rule(lots=st.lists(st.tuples(amounts, st.integers(0, 400)), max_size=2), owed=odd_amounts, debt=st.booleans())
    def an_old_pool_is_taken_over(self, lots: list[tuple[int, int]], owed: int, debt: bool) -> None:
        area = owed if debt else 0

        def on_model() -> None:
            if not (lots or area) or any(paddy > amount for amount, paddy in lots):
                raise No("nothing")
            if lots:
                self.model.open("OPENING", [(COUNTY, n, w, self.day, None) for n, w in lots], self.day)
            if area:
                self.model.owe(area, 0)

        if area >= 0:
            self.both("OPENING", on_model, lambda: self.driver.take_over(lots, area, 0, self.day))

    @rule(
        parcel=st.integers(1, PARCELS),
        amount=amounts,
        paddy=few,
        split=st.integers(0, 300),
        back=st.sampled_from((0, 0, 1, 300)),
        wait=st.sampled_from((0, 0, 0, 30)),
        lasts=st.sampled_from((None, None, None, None, 90)),
    )
    def a_parcel_is_admitted(
        self, parcel: int, amount: int, paddy: int, split: int, back: int, wait: int, lasts: int | None
    ) -> None:
        uid, on = f"{COUNTY}-{SYSTEM}-{parcel:06d}", max(FIRST_DAY, self.day - timedelta(back))
        usable, expires = on + timedelta(wait), None if lasts is None else on + timedelta(lasts)
        shares = [(COUNTY, amount, min(paddy, amount), usable, expires)]
        if split < 30:
            shares.append((PROVINCE, split + 1, 0, usable, expires))
        kind = "ADMIT" if len(shares) == 1 else "ISSUE"
        self.both(
            kind,
            lambda: self.model.admit(uid, self.area[uid], shares, on),
            lambda: self.driver.open_lots(kind, uid, shares, on),
            on,
        )

    @rule(amount=amounts, whole=st.booleans())
    def a_cap_is_set(self, amount: int, whole: bool) -> None:
        year, holder = self.day.year, CITY if whole else COUNTY

        def on_model() -> None:
            other = self.model.caps.get((COUNTY if whole else CITY, year))
            if (other is None and not whole) or (other is not None and (amount < other if whole else amount > other)):
                raise No("CAP_OVER")
            self.model.caps[holder, year] = amount

        self.both("CAP", on_model, lambda: self.driver.cap(holder, "" if whole else CITY, year, amount, self.day))

    @rule(project=projects, size=sizes, paddy=seldom, document=st.sampled_from((True, True, False)))
    def a_project_is_linked(self, project: str, size: float, paddy: int, document: bool) -> None:
        area = real(size, self.model.sum(COUNTY, "AREA", "AVAILABLE"))
        self.both(
            "LINK",
            lambda: self.model.link(project, area, paddy, self.day, document),
            lambda: self.driver.link(project, area, paddy, self.day, document),
        )

    @rule(project=projects, size=sizes, document=st.booleans())
    def a_link_is_only_thought_of(self, project: str, size: float, document: bool) -> None:
        area = real(size, self.model.sum(COUNTY, "AREA", "AVAILABLE"))
        LedgerMachine.steps += 1
        thought = self.model.copy()
        try:
            thought.link(project, area, 0, self.day, document)
        except No:
            with pytest.raises(InputProblem):
                self.driver.what_if(project, area, 0, self.day, document)
        else:
            left = self.driver.what_if(project, area, 0, self.day, document)
            assert left == thought.sum(COUNTY, "AREA", "AVAILABLE")
        assert self.driver.head() == self.head

    def linked(self, number: int) -> str:
        """A project that something is linked to, while there is one."""
        held = self.model.held.items()
        found = sorted({p.ref for p, n in held if p.bucket == "LINKED" and n}) or list(PROJECTS)
        return found[number % len(found)]

    def is_worth_trying(self) -> bool:
        """Something is linked; without, one time in four is enough to see that it is refused."""
        return len(self.model.postings) % 4 == 0 or any(n and p.bucket == "LINKED" for p, n in self.model.held.items())

    @precondition(is_worth_trying)
    @rule(number=few, size=sizes)
    def a_link_is_written_off(self, number: int, size: float) -> None:
        project = self.linked(number)
        approved = real(size, self.model.sum(COUNTY, "AREA", "LINKED", project))
        self.both(
            "WRITEOFF",
            lambda: self.model.write_off(project, approved, self.day),
            lambda: self.driver.write_off(project, approved, self.day),
        )

    @precondition(is_worth_trying)
    @rule(number=few)
    def a_link_is_released(self, number: int) -> None:
        project = self.linked(number)
        self.both("RELEASE", lambda: self.model.release(project), lambda: self.driver.release(project, self.day))

    @precondition(lambda self: self.model.projects)
    @rule(project=projects, number=few, size=sizes, more=st.sampled_from((0, 0, -100, 100, 101)))
    def a_project_is_linked_anew(self, project: str, number: int, size: float, more: int) -> None:
        used = [p for p, n in self.model.held.items() if p.ref == project and p.bucket in ("LINKED", "USED") and n]
        lot = used[number % len(used)].lot if used else 1 + number % len(self.model.lots)
        gone = real(size, sum(n for p, n in self.model.held.items() if p.lot == lot and p in used))
        self.both(
            "RELINK",
            lambda: self.model.relink(project, lot, gone, gone + more, self.day),
            lambda: self.driver.relink(project, lot, gone, gone + more, self.day),
        )

    @rule(size=sizes, city=st.integers(0, 300))
    def an_amount_is_frozen(self, size: float, city: int) -> None:
        need = real(size, self.model.sum(COUNTY, "AREA", "AVAILABLE"))
        self.both(
            "FREEZE",
            lambda: self.model.freeze(need, city, self.day.year),
            lambda: self.driver.freeze(need, city, self.day),
        )

    @precondition(lambda self: self.model.freezes)
    @rule(back=st.integers(0, 3), mode=st.sampled_from(("LIFT", "CONVERT", "DEDUCT")), size=st.none() | sizes)
    def a_freeze_ends(self, back: int, mode: str, size: float | None) -> None:
        number = len(self.model.freezes) - back
        left = sum(self.model.freezes[number - 1]) if number > 0 else 0
        amount = None if size is None else real(size, left)
        self.both(
            mode,
            lambda: self.model.end_freeze(number, mode, amount, self.day),
            lambda: self.driver.end_freeze(number, mode, amount, self.day),
        )

    @rule(size=sizes, paddy=few)
    def an_amount_is_deducted(self, size: float, paddy: int) -> None:
        area = real(size, self.model.sum(COUNTY, "AREA", "AVAILABLE"))
        self.both("DEDUCT", lambda: self.model.deduct(area, paddy), lambda: self.driver.deduct(area, paddy, self.day))

    @rule(parties=st.permutations((COUNTY, NEIGHBOUR, STRANGER, PROVINCE)), size=sizes, paddy=few)
    def an_amount_is_transferred(self, parties: tuple[str, ...], size: float, paddy: int) -> None:
        giver, taker = parties[:2]
        area = real(size, self.model.sum(giver, "AREA", "AVAILABLE"))
        self.both(
            "TRANSFER",
            lambda: self.model.transfer(giver, taker, area, paddy, self.day),
            lambda: self.driver.transfer(giver, taker, area, paddy, self.day),
        )

    @precondition(lambda self: self.model.lots)
    @rule(number=st.integers(0, 40))
    def a_lot_is_void(self, number: int) -> None:
        lot = 1 + number % len(self.model.lots)
        self.both("VOID", lambda: self.model.void(lot), lambda: self.driver.void(lot, self.day))

    @rule(ago=st.sampled_from((1, 1, 1, 0, 2)))
    def a_year_is_closed(self, ago: int) -> None:
        year = self.day.year - ago
        self.both("CARRY", lambda: self.model.carry(year, self.day), lambda: self.driver.carry(year, self.day))

    @rule(back=st.integers(0, 6))
    def a_posting_is_reversed(self, back: int) -> None:
        number = len(self.model.postings) - 1 - back
        if number >= 0:
            self.both("CORRECT", lambda: self.model.correct(number), lambda: self.driver.correct(number, self.day))

    @rule(
        kind=st.sampled_from((*KINDS, "GIFT")),
        ref=st.sampled_from(("", *PROJECTS, "F")),
        sides=st.lists(
            st.tuples(
                st.sampled_from(("AVAILABLE", "LINKED", "USED", "FROZEN", "DEDUCTED", "VOID", "LIABILITY", "SOURCE")),
                st.integers(0, 3),
                st.sampled_from((True, False)),
                st.sampled_from((-300_000, -100, -1, 1, 100, 10**15)),
            ),
            min_size=1,
            max_size=4,
        ),
    )
    def somebody_books_nonsense(self, kind: str, ref: str, sides: list[tuple[str, int, bool, int]]) -> None:
        """It is refused, or it is no nonsense: then the same is booked in the model, where no sum may break."""
        LedgerMachine.steps, self.sound = LedgerMachine.steps + 1, False
        entries = [
            LedgerEntry(COUNTY, "AREA", bucket, self.day.year, lot_uid(lot) if lot else "", ref if own else "", amount)
            for bucket, lot, own, amount in sides
        ]
        try:
            self.driver.nonsense(kind, ref, entries, self.day)
        except InputProblem:
            LedgerMachine.refusals["nonsense"] += 1
            assert self.driver.head() == self.head
            return
        LedgerMachine.done[f"nonsense {kind}"] += 1
        self.model.today = self.day
        year = self.day.year
        changes = [
            (Place(COUNTY, "AREA", e.bucket, lot, e.ref, year if lot else 0), e.amount_dm2)
            for e, (_, lot, *_) in zip(entries, sides)
        ]
        self.model.book(kind, changes, ref)
        if kind in ("OPENING", "TRANSFER", "ADMIT", "ISSUE"):
            self.model.settle({COUNTY})


def real(size: float, whole: int) -> int:
    """An amount that may have been told as a share of what there is."""
    return int(size * whole) if isinstance(size, float) else size
