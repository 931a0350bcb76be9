"""The real ledger's end: the same operations through its services, and what it holds in the model's words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ledger_books import Book, book, new_lot

from model.ledger_model import Place
from zhanbu_plugin.ledger.closing import close_year
from zhanbu_plugin.ledger.correcting import correct
from zhanbu_plugin.ledger.deducting import DeductOrder, deduct
from zhanbu_plugin.ledger.ending_freezes import ExitOrder, end_freeze
from zhanbu_plugin.ledger.freeze_plans import ExitMode
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.linking import Project, link, link_in
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.ledger.relinking import relink
from zhanbu_plugin.ledger.simulating import simulate
from zhanbu_plugin.ledger.transferring import TransferOrder, transfer
from zhanbu_plugin.ledger.unlinking import release, write_off
from zhanbu_plugin.pool.accounts.records import AVAILABLE, LedgerEntry
from zhanbu_plugin.pool.database import PoolAddress
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.store import PoolReader
from zhanbu_plugin.regimes.choosing import rule_sets

HEBEI = rule_sets()["hebei-cropland-2025"]
RULES = replace(
    HEBEI,
    valid_to=date(2040, 1, 1),
    parameters={
        **HEBEI.parameters,
        **{name: replace(HEBEI.parameters[name], value=True) for name in ("freeze.converts", "freeze.city_covers")},
    },
)
"""The county's own rules over Hebei's, with conversions too, so that one machine knows every operation."""
SYSTEM, COUNTY = "CROP", "139901"
State = tuple[dict[Place, int], dict[tuple[str, str, str], int], list[tuple[str, str]]]
RECORDED_AT = "2040-01-01T08:00:00Z"


@dataclass
class Driver:
    """Does on a pool what the machine does on the model."""

    pool: PoolAddress
    reader: PoolReader
    rules = RULES

    def act(self, on: date) -> Act:
        return Act("PROV_NR", on, "冀自然资〔2026〕7号", RECORDED_AT)

    def take_over(self, lots: list[tuple[int, int]], area: int, paddy: int, on: date) -> None:
        old = OldPool(SYSTEM, tuple(LegacyLot(*lot) for lot in lots), area, paddy)
        take_over(self.pool, old, self.act(on), self.rules)

    def open_lots(
        self, kind: str, parcel: str, shares: list[tuple[str, int, int, date, date | None]], on: date
    ) -> None:
        with book(self.pool, on) as b:
            b.act = self.act(on)
            lots = [
                new_lot(n, w, holder=h, usable_from=u, expires_on=e, admitted_on=on, year=on.year, parcel_uid=parcel)
                for h, n, w, u, e in shares
            ]
            b.post(kind, opens=tuple(lots))

    def cap(self, holder: str, parent: str, year: int, amount: int, on: date) -> None:
        with book(self.pool, on) as b:
            b.act = self.act(on)
            b.cap(holder, parent, year, amount)

    def link(self, project: str, area: int, paddy: int, on: date, document: bool) -> None:
        asked = Project(project, "高速公路", area, paddy)
        link(self.pool, asked, self.act(on), self.rules, debt_document="冀政〔2026〕1号" if document else "")

    def what_if(self, project: str, area: int, paddy: int, on: date, document: bool) -> int:
        asked, doc = Project(project, "高速公路", area, paddy), "冀政〔2026〕1号" if document else ""
        return simulate(
            self.pool,
            lambda pool, journal: (
                link_in(pool, journal, asked, self.act(on), self.rules, debt_document=doc).available_dm2
            ),
        )

    def write_off(self, project: str, approved: int, on: date) -> None:
        write_off(self.pool, project, approved, self.act(on), self.rules)

    def release(self, project: str, on: date) -> None:
        release(self.pool, project, self.act(on), self.rules)

    def relink(self, project: str, lot: int, gone: int, instead: int, on: date) -> None:
        relink(self.pool, project, lot_uid(lot), gone, self.act(on), self.rules, relinked_dm2=instead)

    def freeze(self, need: int, city: int, on: date) -> None:
        freeze(self.pool, FreezeOrder(SYSTEM, "ILLEGAL", need, city), self.act(on), self.rules)

    def end_freeze(self, number: int, mode: str, amount: int | None, on: date) -> None:
        order = ExitOrder(f"{COUNTY}-{SYSTEM}-F{number:06d}", ExitMode(mode), amount)
        end_freeze(self.pool, order, self.act(on), self.rules)

    def deduct(self, area: int, paddy: int, on: date) -> None:
        deduct(self.pool, DeductOrder(SYSTEM, "UNRESOLVED", area, paddy_dm2=paddy), self.act(on), self.rules)

    def transfer(self, giver: str, taker: str, area: int, paddy: int, on: date) -> None:
        order = TransferOrder(SYSTEM, giver, taker, "COUNTY_GOV", "PROVINCE", area, paddy)
        transfer(self.pool, order, self.act(on), self.rules)

    def void(self, lot: int, on: date) -> None:
        with book(self.pool, on) as b:
            b.act = self.act(on)
            held = [h for h in b.pool.holdings_of_lot(lot_uid(lot)) if h.bucket == AVAILABLE and h.balance_dm2]
            both = [(h, bucket, sign) for h in held for bucket, sign in ((AVAILABLE, -1), ("VOID", 1))]
            b.post(
                "VOID",
                *(
                    LedgerEntry(h.holder, h.indicator, bucket, h.year, h.lot_uid, "", sign * h.balance_dm2)
                    for h, bucket, sign in both
                ),
            )

    def carry(self, year: int, on: date) -> None:
        close_year(self.pool, SYSTEM, year, self.act(on), self.rules)

    def correct(self, number: int, on: date) -> None:
        correct(self.pool, f"{COUNTY}-{SYSTEM}-T{number + 1:06d}", self.act(on))

    def nonsense(self, kind: str, ref: str, entries: list[LedgerEntry], on: date) -> None:
        with book(self.pool, on) as b:
            b.act = self.act(on)
            Book.post(b, kind, *entries, ref=ref)

    def head(self) -> int:
        """Number of the last entry of the history."""
        return int(self._rows("SELECT coalesce(max(event_no), 0) AS head FROM event")[0]["head"])

    def _rows(self, question: str) -> list[dict[str, Any]]:
        return self.reader._session.rows(question)  # type: ignore[attr-defined]

    def state(self, told: int = 0) -> State:
        """Holdings and accounts other than nothing, kinds and projects of postings after the first ``told`` ones.

        Asked with plain SQL on a connection of its own, so it doesn't lean on the pool's own questions.
        """
        holdings = self._rows("SELECT * FROM holding WHERE balance_dm2 <> 0")
        accounts = self._rows("SELECT holder, indicator, bucket, balance_dm2 FROM account WHERE balance_dm2 <> 0")
        txns = self.reader._session.rows(  # type: ignore[attr-defined]
            "SELECT kind, ref FROM txn WHERE txn_no > :told ORDER BY txn_no", {"told": told}
        )
        held: Counter[Place] = Counter()
        for h in holdings:
            held[_place(h["holder"], h["indicator"], h["bucket"], h["lot_uid"], h["ref"], h["year"])] += h[
                "balance_dm2"
            ]
        sums = {(a["holder"], a["indicator"], a["bucket"]): a["balance_dm2"] for a in accounts}
        return {p: n for p, n in held.items() if n}, sums, [(t["kind"], short(t["ref"])) for t in txns]

    def answers(self) -> State:
        """The same through the pool's own questions."""
        with self.reader.reading():
            holdings, accounts = self.reader.holdings(SYSTEM), self.reader.accounts(SYSTEM)
            txns = [(txn.kind, short(txn.ref)) for txn in self.reader.txns(SYSTEM)]
        held: Counter[Place] = Counter()
        for h in holdings:
            held[_place(h.holder, h.indicator, h.bucket, h.lot_uid, h.ref, h.year)] += h.balance_dm2
        sums = {(a.holder, a.indicator, a.bucket): a.balance_dm2 for a in accounts if a.balance_dm2}
        return {p: n for p, n in held.items() if n}, sums, txns


def _place(holder: str, indicator: str, bucket: str, lot: str, ref: str, year: int) -> Place:
    return Place(holder, indicator, bucket, int(lot[-6:]) if lot else 0, short(ref), year if lot else 0)


def lot_uid(number: int) -> str:
    """Of the model's lot."""
    return f"{COUNTY}-{SYSTEM}-L{number:06d}"


def short(ref: str) -> str:
    """A freeze by its number in the model; a project by its own."""
    return f"F{int(ref[-6:])}" if ref.startswith(f"{COUNTY}-{SYSTEM}-F") else ref
