"""The grand account of a year (算大账): everything used and everything made up, whoever did it. HB-6, HB-10.

What the ledger knows is taken from its postings; what isn't spent through the pool (trees, farm infrastructure, rural
housing) is recorded item by item on the form ACCOUNT_ITEM, or given in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..checks.grand_account import GradedArea, GrandAccount, average_grade, grand_account
from ..checks.on_file.accounts import ACCOUNT_ITEM, SUPPLIED, USED, graded_area
from ..checks.record_table import TableOf, read_records
from ..pool.accounts.records import ADMIT, AREA, CONVERT, CORRECT, ISSUE, PADDY, RELINK, WRITEOFF, LedgerEntry
from ..pool.accounts.records import USED as USED_BUCKET
from ..pool.database import PoolAddress, pool_for_reading
from ..pool.filing.dossiers import read_dossiers
from ..pool.store import PoolReader
from ..regimes.forms.answers import answer_text

MATTER = "GRAND_ACCOUNT"
"""Kind of matter whose form records are items of the account."""
LEDGER, ON_FILE, TABLE = "LEDGER", "ON_FILE", "TABLE"
"""Where an item comes from."""
_SPENDING = (WRITEOFF, CONVERT, RELINK)


@dataclass(frozen=True)
class AccountItem:
    """Something used or made up in the year: its name, and on whose word it is there."""

    side: str
    name: str
    source: str
    entry: GradedArea


@dataclass(frozen=True)
class YearAccount:
    """The account of a year with its items."""

    year: int
    items: tuple[AccountItem, ...]
    account: GrandAccount

    def of_side(self, side: str) -> list[GradedArea]:
        """What was used, or what was made up."""
        return [item.entry for item in self.items if item.side == side]

    def average(self, side: str) -> Fraction | None:
        """Average grade of a side by area, ``None`` where some of it has none or the schemes differ. HB-10."""
        return average_grade(self.of_side(side))


def year_account(items: Iterable[AccountItem], year: int) -> YearAccount:
    """The account over items of a year, used before made up, each side by name."""
    listed = tuple(sorted(items, key=lambda item: (item.side != USED, item.source, item.name)))
    sides = [[item.entry for item in listed if item.side == side] for side in (USED, SUPPLIED)]
    return YearAccount(year, listed, grand_account(*sides))


def items_of_pool(path: PoolAddress, system: str, year: int) -> tuple[AccountItem, ...]:
    """Items of a year in a pool: written off and admitted in its ledger, and recorded for its grand account."""
    with pool_for_reading(path) as pool, pool.reading():
        return (*_used(pool, system, year), *_supplied(pool, system, year), *_recorded(pool, year))


def items_of_table(rows: Iterable[Mapping[str, object]], source: str, as_of: date) -> tuple[AccountItem, ...]:
    """Items out of a table whose columns are called as the fields of the form ACCOUNT_ITEM. Raises ``InputProblem``."""
    table = read_records(rows, TableOf(ACCOUNT_ITEM, MATTER, source), as_of=as_of)
    return tuple(
        AccountItem(
            answer_text(record.values.get("side")),
            answer_text(record.values.get("item")) or dossier.uid,
            TABLE,
            graded_area(record),
        )
        for dossier in table.dossiers
        for record in dossier.records
    )


def _used(pool: PoolReader, system: str, year: int) -> Iterator[AccountItem]:
    """What was written off in the year, project by project; what was corrected away since isn't there."""
    sums: dict[str, dict[str, int]] = {}
    for entry in _entries(pool, system, year, _SPENDING):
        if entry.bucket == USED_BUCKET:
            amounts = sums.setdefault(entry.ref, {AREA: 0, PADDY: 0})
            amounts[entry.indicator] += entry.amount_dm2
    for ref, amounts in sorted(sums.items()):
        if not amounts[AREA]:
            continue
        project = pool.occupation(system, ref)
        grade = None if project is None or project.grade is None else Fraction(repr(project.grade))
        scheme = project.grade_scheme if project is not None else ""
        name = ref if project is None else f"{ref} {project.name}".strip()
        yield AccountItem(USED, name, LEDGER, GradedArea(amounts[AREA], amounts[PADDY], grade, scheme))


def _supplied(pool: PoolReader, system: str, year: int) -> Iterator[AccountItem]:
    """Lots that came into the pool in the year out of its own parcels."""
    for txn in _standing(pool, system, year, (ADMIT, ISSUE)):
        for lot in pool.lots_of_txn(txn):
            grade = None if lot.grade is None else Fraction(repr(lot.grade))
            entry = GradedArea(lot.amount_dm2, lot.paddy_dm2, grade, lot.grade_scheme)
            yield AccountItem(SUPPLIED, lot.parcel_uid or lot.lot_uid, LEDGER, entry)


def _recorded(pool: PoolReader, year: int) -> Iterator[AccountItem]:
    """Items on file of the matters that are the year's grand account."""
    uids = [matter.matter_uid for matter in pool.matters() if matter.subject == MATTER and matter.year == year]
    for dossier in read_dossiers(pool, uids):
        for number, record in enumerate(dossier.current(ACCOUNT_ITEM), start=1):
            name = answer_text(record.values.get("item")) or f"{dossier.uid} {number}"
            yield AccountItem(answer_text(record.values.get("side")), name, ON_FILE, graded_area(record))


def _entries(pool: PoolReader, system: str, year: int, kinds: Sequence[str]) -> Iterator[LedgerEntry]:
    for txn_uid in _standing(pool, system, year, kinds):
        yield from pool.entries_of(txn_uid)


def _standing(pool: PoolReader, system: str, year: int, kinds: Sequence[str]) -> Iterator[str]:
    """Postings of a year and of some kinds that no correction took back."""
    txns = pool.txns(system)
    reversed_ = {txn.reverses for txn in txns if txn.kind == CORRECT}
    for txn in txns:
        if txn.kind in kinds and txn.occurred_on.year == year and txn.txn_uid not in reversed_:
            yield txn.txn_uid
