"""A pool of Sichuan with a restored parcel, and the matters of its yearly balance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import shapely
from ground import SICHUAN
from pool_parcels import EAST, NORTH, PUSH_TERMS, RUN, checked, finding

from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.pool.accounts.records import NewLot, Posting
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import pool_for_writing
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.acts import Act, Journal

HA = 1_000_000
COUNTY = "510182"
PARCEL = f"{COUNTY}-INOUT-000001"
RECORDED = "2024-07-01T08:00:00Z"


def field(first: float = 0.0, last: float = 10.0) -> shapely.Polygon:
    """Ground of the parcel of 10 ha between two numbers of hectares from the south."""
    return shapely.box(EAST, NORTH + first * 20, EAST + 500, NORTH + last * 20)


def inout_pool(folder: Path) -> Path:
    """A pool with a parcel of 10 ha among the county's resources."""
    path = folder / "四川.gpkg"
    create_pool(path, county=COUNTY, epsg=4527, created_on=date(2022, 1, 1))
    own = {"rule_set": SICHUAN.id, "rule_set_sha256": SICHUAN.sha256, "system": "INOUT", "stage": "RESOURCE"}
    run = replace(RUN, county=COUNTY, as_of=date(2023, 3, 1), **own)
    found = [
        replace(finding("P", check.id, check.severity, Outcome.PASS, 0.0), clause=check.clause)
        for check in SICHUAN.checks_up_to("RESOURCE")
    ]
    parcel = checked("P", field(), findings=found, run=run, ZLDWDM="5101821002030000000", DLBM="0201")
    terms = {**PUSH_TERMS, "system": "INOUT", "as_of": date(2023, 3, 2), "recorded_at": "2023-03-02T09:30:00+08:00"}
    assert push_parcels(path, [parcel], **terms).refused == ()
    return path


def credit(path: Path) -> None:
    """Credit the county with all of the parcel."""
    day = date(2023, 5, 1)
    with pool_for_writing(path) as pool, pool.writing():
        lot = NewLot(COUNTY, 10 * HA, 0, day, day, 2023, parcel_uid=PARCEL)
        admitted = Posting("ADMIT", "INOUT", opens=(lot,), clause="SC-2(五)c", rule_set=SICHUAN.id)
        post(pool, Journal(pool), admitted, Act("COUNTY_NR", day, "1号", RECORDED))


def matter(path: Path, subject: str, role: str, day: date, *links: str) -> str:
    """Open a matter of 2023."""
    return open_matter(path, SICHUAN, MatterTerms(subject, 2023, subject), Act(role, day, "", RECORDED), links=links)


def answered(path: Path, uid: str, form: str, day: date, **values: object) -> None:
    """Record a form of a parcel or matter."""
    terms = {"answered_by": "王工", "answered_on": day, "role": "COUNTY_NR", "recorded_at": RECORDED}
    record_form(path, form, [values], Concern((uid,)), **terms)  # type: ignore[arg-type]
