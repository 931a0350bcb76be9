"""Pools of three provinces with lots in them, and the acts of their offices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.steps.acts import Act
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
