"""Reconciling the pool with a newer survey (年度对账): lost ground is cut, the rest goes on. HB-28, SC-2(七)c.

The survey is laid over the parcels first, without holding the pool; the ledger is then read, planned and posted in one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..checks.layer import Progress, VectorLayer, report
from ..checks.measures.overlap.breadth import OverlapTolerance
from ..checks.progress_shares import progress_between
from ..pool.accounts.records import AREA, AVAILABLE, CARRY, DEDUCT, LINKED, LedgerEntry, Posting
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_reading, pool_for_writing
from ..pool.records import PoolParcel
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.wording import Wording, translate
from .clauses import clause_of
from .lawful import keep_rules, require_document, require_rules
from .posting import post
from .resurvey.books import LotBooks
from .resurvey.ground import GroundNow, Resurvey, resurveyed
from .resurvey.plan import LotCut, LotStanding, carry_entries

CROP, INOUT = "CROP", "INOUT"
NOT_CROPLAND = "NOT_CROPLAND"
"""Reason of the cut."""
_ACCEPTED = ("ACCEPTED", "CREDITED", "SURVEY_CONFIRMED", "TENDED", "SURVEY_DENIED")
"""States of an inflow parcel that the survey is to confirm."""


@dataclass(frozen=True)
class ReconcileOrder:
    """``system`` CROP or INOUT. ``year``: amounts up to that year go into the next; ``None`` takes the survey's own, or
    without one the latest year of unspent amounts. A dry run changes nothing.
    """

    system: str
    year: int | None = None
    dry_run: bool = False


@dataclass(frozen=True)
class ParcelChange:
    """What became of a parcel, in 0.01 m².

    ``credited_dm2`` is what it was credited with (of INOUT without a lot, what was accepted), ``confirmed_dm2`` what of
    that the survey still shows; ``cut_dm2`` is cut now, ``beyond_dm2`` was lost but is linked or used already,
    ``going_on_dm2`` is what goes on unspent. ``is_told`` is false where the survey doesn't tell of all its ground: such
    a parcel stays as it is.
    """

    parcel: PoolParcel
    ground: GroundNow
    credited_dm2: int
    confirmed_dm2: int
    cut_dm2: int
    beyond_dm2: int
    going_on_dm2: int
    is_told: bool

    @property
    def difference_dm2(self) -> int:
        """What the survey confirms more (less: negative) than was credited."""
        return self.confirmed_dm2 - self.credited_dm2


@dataclass(frozen=True)
class ReconcileReport:
    """What changed, parcel by parcel; area cut in all and going on; the year out of which amounts went (``None``: none
    did); postings, empty in a dry run; and what has to be said.
    """

    changes: tuple[ParcelChange, ...]
    deducted_dm2: int
    carried_dm2: int
    year: int | None
    survey_year: int | None
    txn_uids: tuple[str, ...]
    remarks: tuple[Wording, ...]


def reconcile(
    path: PoolAddress,
    survey: VectorLayer,
    order: ReconcileOrder,
    act: Act,
    rules: RuleSet,
    *,
    progress: Progress = None,
    busy_seconds: float = BUSY_SECONDS,
) -> ReconcileReport:
    """Reconcile the pooled parcels of a system with a survey layer (DLTB), by geometry, in one transaction.

    A lot is cut to the share of its parcel's ground that still is cropland, from what is available, and once however
    often it is reconciled or cut for something else; the rest of CROP goes on to the next year. Lots without a parcel
    have no ground and stay.
    Raises ``InputProblem``, ``Cancelled``; the pool is then untouched.
    """
    _require_system(order.system)
    if not order.dry_run:
        require_document(act)
    with pool_for_reading(path) as pool, pool.reading():
        require_rules(pool, rules, act, order.system)
        parcels, epsg = _concerned(pool, order.system), pool.identity.epsg
    found = resurveyed(parcels, epsg, survey, OverlapTolerance.of(rules), progress_between(progress, 0.0, 0.8))
    if order.dry_run:
        with pool_for_reading(path) as pool, pool.reading():
            return _planned(pool, parcels, found, order, rules).report(())
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        plan = _planned(pool, parcels, found, order, rules)
        keep_rules(pool, rules)
        return plan.report(_posted(pool, plan, order, act, rules, progress_between(progress, 0.8, 1.0)))


@dataclass(frozen=True)
class _Plan:
    """Cuts by parcel, what goes on, and the changes that are told."""

    changes: tuple[ParcelChange, ...]
    carried_dm2: int
    cuts: Mapping[str, Sequence[LedgerEntry]]
    going: Mapping[int, Sequence[tuple[LotStanding, int]]]
    year: int | None
    survey_year: int | None
    remarks: tuple[Wording, ...]

    def report(self, txn_uids: tuple[str, ...]) -> ReconcileReport:
        deducted = sum(change.cut_dm2 for change in self.changes)
        return ReconcileReport(
            self.changes, deducted, self.carried_dm2, self.year, self.survey_year, txn_uids, self.remarks
        )


def _require_system(system: str) -> None:
    if system not in (CROP, INOUT):
        raise InputProblem(
            translate("zhanbu", "Parcels of {system} aren't reconciled with a cropland survey.", system=system),
            remedy=translate("zhanbu", "Choose CROP or INOUT; restored forest has its yearly review (JX-3.3.4)."),
            field="SYSTEM",
        )


def _concerned(pool: PoolReader, system: str) -> list[PoolParcel]:
    """Parcels with a lot that isn't all used, by number; of INOUT all that were accepted."""
    unspent = {held.lot_uid for bucket in (AVAILABLE, LINKED) for held in pool.holdings(system, bucket=bucket)}
    with_lot = {lot.parcel_uid for lot in pool.lots(system) if lot.lot_uid in unspent} - {""}
    if system == CROP:
        return pool.parcels_of(sorted(with_lot))
    parcels = pool.parcels_of(sorted(pool.rule_sets_of_parcels(system)))
    return [parcel for parcel in parcels if parcel.parcel_uid in with_lot or parcel.state in _ACCEPTED]


def _planned(
    pool: PoolReader, parcels: Sequence[PoolParcel], found: Resurvey, order: ReconcileOrder, rules: RuleSet
) -> _Plan:
    _require_same_shapes(pool, found)
    books = LotBooks(pool, order.system)
    changes, cuts = [], {}
    going: list[LotCut] = []
    for parcel, ground in zip(parcels, found.parcels):
        is_told = ground.untold_dm2 == 0
        made = books.cuts_of(parcel.parcel_uid, ground.lost_share) if is_told else []
        entries = [entry for cut in made for entry in books.entries(cut)]
        if entries:
            cuts[parcel.parcel_uid] = entries
        going += made
        changes.append(_change(books, parcel, ground, made, is_told))
    year = order.year or found.year or max((y for cut in going for y in cut.left), default=None)
    carried = {} if order.system == INOUT or year is None else _going(going, year)
    going_on = 0 if order.system == INOUT else sum(change.going_on_dm2 for change in changes if change.is_told)
    return _Plan(
        tuple(changes), going_on, cuts, carried, year if carried else None, found.year, tuple(_remarks(changes, found))
    )


def _change(
    books: LotBooks, parcel: PoolParcel, ground: GroundNow, cuts: Sequence[LotCut], is_told: bool
) -> ParcelChange:
    area = [cut for cut in cuts if cut.standing.indicator == AREA]
    credited = books.credited(parcel)
    lost = int(ground.lost_share * credited + Fraction(1, 2))
    return ParcelChange(
        parcel,
        ground,
        credited,
        credited - lost,
        sum(cut.cut_dm2 for cut in area),
        sum(cut.beyond_dm2 for cut in area),
        sum(sum(cut.left.values()) for cut in area),
        is_told,
    )


def _going(cuts: Sequence[LotCut], year: int) -> dict[int, list[tuple[LotStanding, int]]]:
    """Amounts that leave each year up to ``year``, so that in the end all of them stand in the year after it."""
    first = min((y for cut in cuts for y in cut.left), default=year + 1)
    return {
        y: [(cut.standing, amount) for cut in cuts if (amount := sum(left for of, left in cut.left.items() if of <= y))]
        for y in range(first, year + 1)
    }


def _posted(
    pool: PoolWriter, plan: _Plan, order: ReconcileOrder, act: Act, rules: RuleSet, progress: Progress
) -> tuple[str, ...]:
    """A deduction for each parcel that lost ground, then what goes on, year by year."""
    journal, uids = Journal(pool), []
    clause, carry = clause_of(rules, DEDUCT, NOT_CROPLAND), clause_of(rules, CARRY)
    for number, (parcel_uid, entries) in enumerate(plan.cuts.items(), start=1):
        cut = Posting(
            DEDUCT,
            order.system,
            tuple(entries),
            ref=parcel_uid,
            clause=clause,
            rule_set=rules.id,
            rule_set_sha256=rules.sha256,
        )
        uids.append(post(pool, journal, cut, act))
        report(progress, number / (len(plan.cuts) + 1))
    for year, going in sorted(plan.going.items()):
        carried = Posting(
            CARRY,
            order.system,
            tuple(carry_entries(going, year)),
            ref=carry_ref(year),
            clause=carry,
            rule_set=rules.id,
            rule_set_sha256=rules.sha256,
        )
        if carried.entries:
            uids.append(post(pool, journal, carried, act))
    report(progress, 1.0)
    return tuple(uids)


def carry_ref(year: int) -> str:
    """What a posting refers to that carries amounts out of a year after the survey."""
    return f"SURVEY-{year}"


def _require_same_shapes(pool: PoolReader, found: Resurvey) -> None:
    """The parcels still are where they were when the survey was laid over them."""
    now = {p.parcel_uid: p.geometry_hash for p in pool.parcels_of([ground.parcel_uid for ground in found.parcels])}
    for ground in found.parcels:
        if now.get(ground.parcel_uid) != ground.geometry_hash:
            raise InputProblem(
                translate("zhanbu", "The parcel's shape was changed meanwhile."),
                remedy=translate("zhanbu", "Reconcile again."),
                parcel=ground.parcel_uid,
            )


def _remarks(changes: Sequence[ParcelChange], found: Resurvey) -> Iterator[Wording]:
    untold = [change.parcel.parcel_uid for change in changes if not change.is_told]
    beyond = [change.parcel.parcel_uid for change in changes if change.beyond_dm2]
    if found.year is None:
        yield translate("zhanbu", "The survey doesn't say of which year it is (SJNF).")
    if untold:
        yield translate(
            "zhanbu",
            "{count} parcels aren't wholly covered by polygons of known classes; they stay as they are: {parcels}.",
            count=len(untold),
            parcels=_listed(untold),
        )
    if beyond:
        yield translate(
            "zhanbu",
            "{count} parcels lost ground that is linked or used already; relink or release it: {parcels}.",
            count=len(beyond),
            parcels=_listed(beyond),
        )


def _listed(uids: Sequence[str]) -> str:
    return ", ".join(uids[:20]) + (" …" if len(uids) > 20 else "")
