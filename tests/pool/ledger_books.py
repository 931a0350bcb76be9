"""A pool with a ledger written through the one way in, entry by entry: nothing is planned, so anything can be tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from filed_parcels import ONE, RECORDED_AT
from pool_parcels import COUNTY

from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.ledger.registering import register_cap, register_exit, register_freeze, register_occupation
from zhanbu_plugin.pool.accounts.records import Cap, Freeze, FreezeExit, LedgerEntry, NewLot, Occupation, Posting
from zhanbu_plugin.pool.database import PoolAddress, pool_for_writing
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.pool.store import PoolWriter

CITY, NEIGHBOUR = "139900", "139902"
SYSTEM = "CROP"
ON = date(2027, 1, 15)
YEAR = 2027
L1, L2, L3 = (f"{COUNTY}-{SYSTEM}-L00000{n}" for n in (1, 2, 3))
T = f"{COUNTY}-{SYSTEM}-T{{:06d}}"
F1, F2 = (f"{COUNTY}-{SYSTEM}-F00000{n}" for n in (1, 2))
P1, P2 = "冀征〔2027〕1号", "冀征〔2027〕2号"

Line = tuple[str, str, str, int]
"""Bucket, lot, project or freeze, amount."""


def entry(bucket: str, lot: str, ref: str, amount: int, indicator: str = "AREA", **more: object) -> LedgerEntry:
    """One side of a posting of the county."""
    return LedgerEntry(**{"holder": COUNTY, "year": YEAR, **more}, **_named(bucket, lot, ref, amount, indicator))


def _named(bucket: str, lot: str, ref: str, amount: int, indicator: str) -> dict[str, object]:
    return {"bucket": bucket, "lot_uid": lot, "ref": ref, "amount_dm2": amount, "indicator": indicator}


def new_lot(amount: int, paddy: int = 0, **more: object) -> NewLot:
    """A lot of the county that may be used at once."""
    said = {"holder": COUNTY, "admitted_on": ON, "usable_from": ON, "year": YEAR}
    return NewLot(**{**said, "amount_dm2": amount, "paddy_dm2": paddy, **more})


@dataclass
class Book:
    """The ledger of an open pool, inside one transaction."""

    pool: PoolWriter
    act: Act

    def post(self, kind: str, *entries: LedgerEntry, **more: object) -> str:
        """Book entries as they are."""
        posting = Posting(kind, SYSTEM, entries, **{"clause": "HB-20", "rule_set": "hebei-cropland-2025", **more})
        return post(self.pool, Journal(self.pool), posting, self.act)

    def move(self, kind: str, ref: str, *lines: Line, indicator: str = "AREA", **more: object) -> str:
        """Book lines of one indicator."""
        return self.post(kind, *(entry(*line, indicator) for line in lines), ref=ref, **more)

    def project(self, number: str, area: int, paddy: int = 0, **more: object) -> Occupation:
        """Register a project."""
        said = {
            "occupation_uid": "",
            "system": SYSTEM,
            "holder": COUNTY,
            "round": 0,
            "name": "高速公路",
            "level": "省级",
        }
        asked = {"project_no": number, "area_dm2": area, "paddy_dm2": paddy, "grade": None, "grade_scheme": ""}
        return register_occupation(self.pool, Journal(self.pool), Occupation(**{**said, **asked, **more}), self.act)

    def freeze(self, need: int, county: int, city: int = 0) -> Freeze:
        """Register a freeze; its amount is posted by ``move``."""
        parts = {"county_dm2": county, "city_dm2": city, "uncovered_dm2": need - county - city}
        said = {
            "freeze_uid": "",
            "system": SYSTEM,
            "holder": COUNTY,
            "reason": "ILLEGAL",
            "need_dm2": need,
            "due": None,
        }
        return register_freeze(self.pool, Journal(self.pool), Freeze(**said, **parts), self.act)

    def ends(self, uid: str, mode: str, county: int, city: int = 0, uncovered: int = 0) -> FreezeExit:
        """Register how some of a freeze ends; its amount is posted by ``move``."""
        return register_exit(
            self.pool, Journal(self.pool), FreezeExit(uid, mode, county, city, uncovered), self.act, clause="HB-22"
        )

    def cap(self, holder: str, parent: str, year: int, amount: int) -> Cap:
        """Register a control scale."""
        return register_cap(self.pool, Journal(self.pool), Cap("", SYSTEM, holder, parent, year, amount, ""), self.act)


@contextmanager
def book(address: PoolAddress, on: date = ON) -> Iterator[Book]:
    """The ledger of a pool in one transaction; an exception takes all of it back."""
    with pool_for_writing(address) as pool, pool.writing():
        yield Book(pool, Act("COUNTY_NR", on, "示自然资〔2027〕3号", RECORDED_AT))


def busy_ledger(address: PoolAddress) -> PoolAddress:
    """A pool that holds parcels gets a bit of everything.

    Lot 1 (legacy, 3000 m², 1000 m² of it paddy): 500 m² used and 1500 m² linked for project 1. Lot 2 (2000 m², of the
    first parcel). A freeze of 1000 m², of which 600 m² are covered and 100 m² lifted. Caps of city and county.
    """
    with book(address) as b:
        b.post("OPENING", opens=(new_lot(300_000, 100_000),))
        b.post("ADMIT", opens=(new_lot(200_000, parcel_uid=ONE),))
        b.project(P1, 250_000, 50_000)
        b.project(P2, 900_000, 900_000)
        b.post(
            "LINK",
            *(entry("AVAILABLE", L1, "", -200_000), entry("LINKED", L1, P1, 200_000)),
            *(entry("AVAILABLE", L1, "", -50_000, "PADDY"), entry("LINKED", L1, P1, 50_000, "PADDY")),
            ref=P1,
        )
        b.move("WRITEOFF", P1, ("LINKED", L1, P1, -50_000), ("USED", L1, P1, 50_000))
        b.freeze(100_000, 60_000)
        b.move("FREEZE", F1, ("AVAILABLE", "", "", -60_000), ("FROZEN", "", F1, 60_000))
        b.ends(F1, "LIFT", 10_000)
        b.move("LIFT", F1, ("FROZEN", "", F1, -10_000), ("AVAILABLE", "", "", 10_000))
        b.cap(CITY, "", 2027, 700_000)
        b.cap(COUNTY, CITY, 2027, 400_000)
    return address
