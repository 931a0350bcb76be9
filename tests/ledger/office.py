"""Pools of three provinces with lots in them, and the acts of their offices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.pool.accounts.records import ADMIT, AREA, AVAILABLE, NewLot, Posting
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.regimes.choosing import rule_sets

HEBEI, JIANGXI = rule_sets()["hebei-cropland-2025"], rule_sets()["jiangxi-forest-2022"]
SICHUAN, INOUT = rule_sets()["sichuan-cropland-2022"], rule_sets()["sichuan-inout-2022"]
HEBEI_COUNTY, SICHUAN_COUNTY, JIANGXI_COUNTY = "130681", "510182", "360122"
HA = 1_000_000
RECORDED = "2030-01-01T08:00:00Z"


def act(on: str = "2026-03-01", doc_no: str = "冀自然资〔2026〕7号", role: str = "PROV_NR") -> Act:
    """An act that the province decided and the county records."""
    return Act(role, date.fromisoformat(on), doc_no, RECORDED)


def new_pool(folder: Path, county: str, epsg: int = 4527) -> Path:
    """An empty pool."""
    path = folder / f"{county}.gpkg"
    create_pool(path, county=county, epsg=epsg, created_on=date(2022, 1, 1))
    return path


def hebei(folder: Path, *hectares: float, on: str = "2026-01-05") -> Path:
    """A pool of Hebei with lots of the old pool."""
    path = new_pool(folder, HEBEI_COUNTY)
    if hectares:
        lots = tuple(LegacyLot(round(amount * HA)) for amount in hectares)
        take_over(path, OldPool("CROP", lots), act(on), HEBEI)
    return path


def sichuan(folder: Path, *hectares: float, on: str = "2023-01-05") -> Path:
    """A pool of Sichuan with lots of the old pool."""
    path = new_pool(folder, SICHUAN_COUNTY, 4523)
    if hectares:
        lots = tuple(LegacyLot(round(amount * HA)) for amount in hectares)
        take_over(path, OldPool("CROP", lots), act(on), SICHUAN)
    return path


def balance_dm2(
    path: Path, bucket: str = AVAILABLE, indicator: str = AREA, system: str = "CROP", holder: str = ""
) -> int:
    """One balance of the pool's county, or of another holder."""
    with pool_for_reading(path) as pool:
        return pool.account_dm2(system, holder or pool.identity.county, indicator, bucket)


def lots_left(path: Path, system: str = "CROP") -> list[int]:
    """What is available of each lot of the county, in the order of the queue."""
    with pool_for_reading(path) as pool:
        return [lot.available_dm2 for lot in pool.lot_balances(system, pool.identity.county, AREA)]


def with_parcel_lots(folder: Path, count: int, *, paddy_dm2: int = 0, on: date = date(2026, 11, 3)) -> Path:
    """A pool of the sample county with parcels of 2 500 m², each with its lot, as if the province had admitted it."""
    path = new_pool(folder, "139901")
    push_parcels(path, grid_of_parcels(count), **PUSH_TERMS)
    for number in range(1, count + 1):
        admit(path, f"139901-CROP-{number:06d}", paddy_dm2=paddy_dm2, on=on)
    return path


def admit(path: Path, parcel_uid: str, *, paddy_dm2: int = 0, on: date = date(2026, 11, 3)) -> None:
    """Give a parcel of the sample county its lot, as if the province had admitted it."""
    with pool_for_writing(path) as pool, pool.writing():
        (parcel,) = pool.parcels_of([parcel_uid])
        lot = NewLot("139901", parcel.area_dm2, paddy_dm2, on, on, on.year, parcel_uid=parcel_uid)
        admitted = Act("PROV_NR", on, "冀自然资〔2026〕7号", RECORDED)
        post(pool, Journal(pool), Posting(ADMIT, "CROP", opens=(lot,), clause="HB-18", rule_set=HEBEI.id), admitted)
