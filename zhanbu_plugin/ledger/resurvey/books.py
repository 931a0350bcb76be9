"""What the ledger holds of the county's lots of parcels, and what a lost share of ground costs them (批次账)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ...checks.on_file.in_out import INFLOW
from ...pool.accounts.records import AREA, AVAILABLE, DEDUCTED, PADDY, LedgerEntry, Lot
from ...pool.filing.dossiers import read_dossiers
from ...pool.records import PoolParcel
from ...pool.store import PoolReader
from ...survey.units import to_dm2
from ..deducting import owed
from .plan import LotCut, LotStanding, cut_entries, plan_cut_of_lot


class LotBooks:
    """The county's lots of parcels as the ledger has them, and what is still available on its accounts."""

    def __init__(self, pool: PoolReader, system: str) -> None:
        self._pool, self._county = pool, pool.identity.county
        self._cut: dict[tuple[str, str], int] = {}
        for held in pool.holdings(system, bucket=DEDUCTED):
            place = held.lot_uid, held.indicator
            self._cut[place] = self._cut.get(place, 0) + held.balance_dm2
        taken_back = {txn.reverses for txn in pool.txns(system)} - {""}
        self._lots: dict[str, list[Lot]] = {}
        for lot in pool.lots(system, self._county):
            stands = lot.amount_dm2 > self._cut.get((lot.lot_uid, AREA), 0)
            if lot.parcel_uid and stands and lot.txn_uid not in taken_back:
                self._lots.setdefault(lot.parcel_uid, []).append(lot)
        self._available: dict[tuple[str, str], dict[int, int]] = {}
        for held in pool.holdings(system, bucket=AVAILABLE):
            years = self._available.setdefault((held.lot_uid, held.indicator), {})
            years[held.year] = years.get(held.year, 0) + held.balance_dm2
        self._free = {i: pool.account_dm2(system, self._county, i, AVAILABLE) for i in (AREA, PADDY)}

    def credited(self, parcel: PoolParcel) -> int:
        """What a parcel's lots that still stand were opened with; of one without a lot, what was accepted."""
        lots = self._lots.get(parcel.parcel_uid)
        if lots:
            return sum(lot.amount_dm2 for lot in lots)
        record = read_dossiers(self._pool, [parcel.parcel_uid])[0].latest(INFLOW)
        accepted = record.number("accepted_m2") if record else None
        return parcel.area_dm2 if accepted is None else to_dm2(accepted)

    def cuts_of(self, parcel_uid: str, lost_share: Fraction) -> list[LotCut]:
        """What is cut of each lot of a parcel, of its area and of the paddy in it."""
        cuts = []
        for lot in self._lots.get(parcel_uid, []):
            area = plan_cut_of_lot(self._standing(lot, AREA), lost_share)
            paddy = self._standing(lot, PADDY)
            most = sum(area.left.values())
            cuts += [area, plan_cut_of_lot(paddy, lost_share, most_left_dm2=most)] if lot.paddy_dm2 else [area]
        return cuts

    def entries(self, cut: LotCut) -> list[LedgerEntry]:
        """Entries of a cut. What a freeze holds back isn't there: it is owed, and the lot stands for less."""
        own = cut.standing
        free = self._free[own.indicator]
        short = max(cut.cut_dm2 - max(free, 0), 0)
        self._free[own.indicator] = free - (cut.cut_dm2 - short)
        by_year, left = dict(cut.by_year), short
        for year in sorted(by_year, reverse=True):
            kept = min(by_year[year], left)
            by_year[year] -= kept
            left -= kept
        taken = {year: amount for year, amount in by_year.items() if amount}
        year = max(cut.by_year, default=0)
        return [
            *cut_entries(replace(cut, by_year=taken)),
            *owed(own.holder, own.indicator, year, short, own.lot_uid),
        ]

    def _standing(self, lot: Lot, indicator: str) -> LotStanding:
        credited = lot.amount_dm2 if indicator == AREA else lot.paddy_dm2
        place = lot.lot_uid, indicator
        available = self._available.get(place, {})
        return LotStanding(lot.lot_uid, lot.holder, indicator, credited, available, self._cut.get(place, 0))
