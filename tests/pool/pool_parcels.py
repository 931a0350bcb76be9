"""Checked parcels to push: squares and other shapes in the sample county's zone, with their seals."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import shapely

from zhanbu_plugin.checks.checked import CheckedParcel, CheckRun, Snapshot, seal_of
from zhanbu_plugin.checks.findings import Finding, Outcome, Severity, verdict_of
from zhanbu_plugin.pool.chain import sealed
from zhanbu_plugin.pool.records import PoolEvent
from zhanbu_plugin.pool.sql.rows import event_row
from zhanbu_plugin.regimes.choosing import rule_set_in_force, rule_sets
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.wording import translate

COUNTY = "139901"
EPSG = 4527
EAST, NORTH = 39_500_000.0, 4_200_000.0
CHECKED_ON = date(2026, 10, 1)
PUSHED_ON = date(2026, 11, 2)
CATEGORY = "RECLAIM"
RULES = rule_sets()["hebei-cropland-2025"]
RUN = CheckRun(
    rule_set=RULES.id,
    rule_set_sha256=RULES.sha256,
    system="CROP",
    as_of=CHECKED_ON,
    stage="CANDIDATE",
    county=COUNTY,
    version="0.1.0",
    snapshots=(
        Snapshot("redline", "生态保护红线", "2025-12-31", hashlib.sha256(b"redline").hexdigest()),
        Snapshot("DEM", "dem.tif", "2024", hashlib.sha256(b"dem").hexdigest()),
    ),
)


def square(column: int, row: int, size: float = 50.0, pitch: float = 100.0) -> shapely.Polygon:
    """A square on a grid of the sample county; squares of the default size stand apart."""
    east, north = EAST + pitch * column, NORTH + pitch * row
    return shapely.box(east, north, east + size, north + size)


def finding(parcel_id: str, check: str, severity: Severity, outcome: Outcome, measured: float | None = None) -> Finding:
    return Finding(
        parcel_id,
        check,
        "第八条",
        severity,
        outcome,
        measured,
        1.0,
        "m2",
        "生态保护红线",
        translate("zhanbu", "{area} m² lie in the ecological red line.", area=measured),
    )


def sound_findings(parcel_id: str, **outcomes: Outcome) -> tuple[Finding, ...]:
    """What the rules demand of a parcel: everything passed but a warning; ``outcomes`` by the check's last word."""
    found = []
    for check in RULES.checks_up_to("CANDIDATE"):
        outcome = Outcome.FAIL if check.id == "CHK-SLIVER" else Outcome.PASS
        outcome = outcomes.get(check.id.rsplit("-", 1)[-1], outcome)
        made = finding(parcel_id, check.id, check.severity_for(CATEGORY), outcome, 12.5)
        found.append(replace(made, clause=check.clause))
    return tuple(found)


def checked(
    parcel_id: str,
    geometry: shapely.Geometry,
    *,
    findings: Sequence[Finding] | None = None,
    run: CheckRun = RUN,
    bsm: str | None = None,
    year: int | None = 2024,
    epsg: int = EPSG,
    **survey: object,
) -> CheckedParcel:
    """A parcel as its check would hand it over, sealed."""
    found = sound_findings(parcel_id) if findings is None else tuple(findings)
    shapes = np.empty(1, dtype=object)
    shapes[0] = geometry
    area = float(ellipsoid_areas(shapes, Crs.of(epsg))[0])
    attributes: dict[str, object] = {
        "BSM": parcel_id if bsm is None else bsm,
        "SJNF": year,
        "TBBH": "0001",
        "DLBM": "0404",
        "DLMC": "其他草地",
        "ZLDWDM": "1399011002030000000",
        "ZLDWMC": "示例县示例镇东村",
        "QSDWDM": "1399011002030000000",
        "QSDWMC": "东村村民委员会",
        "QSXZ": "30",
        "TBMJ": round(area, 2),
        **survey,
    }
    parcel = CheckedParcel(
        parcel_id=parcel_id,
        geometry=geometry,
        crs=Crs.of(epsg).wkt,
        survey=attributes,
        category=CATEGORY,
        area_m2=area,
        measures={"slope_deg": 3.25, "slope_gr": 2, "slope_over": 0.0, "slope_na": 0.0, "ov_redline": None},
        verdict=verdict_of(found),
        findings=found,
        run=run,
        seal="",
    )
    return sealed_again(parcel)


def sealed_again(parcel: CheckedParcel) -> CheckedParcel:
    """The parcel with the seal of what it says now."""
    return replace(parcel, seal=seal_of(parcel))


def grid_of_parcels(count: int, columns: int = 20, first: int = 0) -> list[CheckedParcel]:
    """Parcels that stand apart, named P00000 and so on."""
    return [checked(f"P{i:05d}", square(i % columns, i // columns)) for i in range(first, first + count)]


PUSH_TERMS = {
    "system": "CROP",
    "batch": "2026-1",
    "as_of": PUSHED_ON,
    "rule_set_in_force": rule_set_in_force,
    "role": "COUNTY_NR",
    "recorded_at": "2026-11-02T09:30:00+08:00",
}


def append(database: sqlite3.Connection, **fields: object) -> None:
    """A true entry at the end of the history, as a later action will write it."""
    number, head = database.execute("SELECT event_no, hash FROM event ORDER BY event_no DESC").fetchone()
    entry = PoolEvent(
        **{
            **{
                "event_no": number + 1,
                "subject_uid": "139901-CROP-000001",
                "from_state": "CANDIDATE",
                "to_state": "CHECKED",
            },
            **{"action": "STATE", "role": "COUNTY_NR", "occurred_on": date(2027, 1, 15), "clause": "C2"},
            **{"rule_set": "hebei-cropland-2025", "prev_hash": "", "hash": ""},
            **fields,
        }
    )
    database.execute(
        "INSERT INTO event VALUES (:event_no, :subject_uid, :from_state, :to_state, :action, :role, :occurred_on, "
        ":recorded_at, :clause, :rule_set, :run_id, :ends_claim, :facts, :prev_hash, :hash)",
        event_row(sealed(entry, head)),
    )
