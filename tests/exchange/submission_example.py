"""A batch of the sample county in a real pool: parcels of several townships and classes, with holes and parts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from printed_papers import PRINTED

from zhanbu_plugin.checks.checked import CheckedParcel, CheckRun, Snapshot, seal_of
from zhanbu_plugin.checks.findings import Finding, Outcome, verdict_of
from zhanbu_plugin.exchange.submission.building import SubmissionReport, build_submission
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.pool.records import PoolBatch
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.wording import translate

COUNTY, EPSG, BATCH, CATEGORY = "139901", 4527, "2026-01", "RECLAIM"
RULES = rule_sets()["hebei-cropland-2025"]
CHECKED_ON, PUSHED_ON, PACKED_ON = date(2026, 10, 1), date(2026, 11, 2), date(2026, 11, 20)
EAST, NORTH = 39_412_000.0, 4_201_000.0
RUN = CheckRun(
    rule_set=RULES.id,
    rule_set_sha256=RULES.sha256,
    system="CROP",
    as_of=CHECKED_ON,
    stage="CANDIDATE",
    county=COUNTY,
    version="0.1.0",
    snapshots=(Snapshot("redline", "生态保护红线", "2025-12-31", hashlib.sha256(b"redline").hexdigest()),),
)
CLASSES = (("0404", "其他草地"), ("0201", "果园"), ("0305", "灌木林地"))
TOWNSHIPS = ("139901100", "139901101", "139901200")


def shape(index: int) -> shapely.Geometry:
    """Odd corners, so that no area is round; every fifth has a hole, every seventh two parts."""
    east, north = EAST + 130.1234 * (index % 40), NORTH + 120.4321 * (index // 40)
    corners = [(0, 0), (71.1111, 3.2 + index % 3), (77.25, 40.0043), (40.5, 66.6667), (2.0001, 55.5)]
    outer = [(east + x, north + y) for x, y in corners]
    hole = [(east + x, north + y) for x, y in [(20, 20), (30.5, 21), (29, 33.3333)]]
    polygon = shapely.Polygon(outer, [hole] if index % 5 == 0 else [])
    if index % 7:
        return polygon
    return shapely.MultiPolygon([polygon, shapely.box(east + 85, north, east + 99.9999, north + 12.3456)])


MEASURED = {
    "CHK-SLOPE": (Outcome.PASS, 0.0125, 0.1, "1", "=dem.tif"),
    "CHK-SLIVER": (Outcome.FAIL, 388.25, 400.0, "m2", "DLTB"),
    "CHK-NARROW": (Outcome.NOT_CHECKED, None, 2.0, "m", "DLTB"),
}


def findings(parcel_id: str) -> tuple[Finding, ...]:
    """What the rules demand: everything passed but two warnings."""
    said = translate("zhanbu", "{area} m² are less than {limit} m².", area=388.25, limit=400.0)
    found = []
    for check in RULES.checks_up_to(RUN.stage):
        measured = MEASURED.get(check.id, (Outcome.PASS, None, None, "", "DLTB"))
        found.append(Finding(parcel_id, check.id, check.clause, check.severity_for(CATEGORY), *measured, said))
    return tuple(found)


def checked(index: int, geometry: shapely.Geometry | None = None, **survey: object) -> CheckedParcel:
    """A parcel as its check hands it over."""
    geometry = shape(index) if geometry is None else geometry
    shapes = np.empty(1, dtype=object)
    shapes[0] = geometry
    area = float(ellipsoid_areas(shapes, Crs.of(EPSG))[0])
    code, name = CLASSES[index % 3]
    village = f"{TOWNSHIPS[(index // 4) % 3]}2010000000"
    attributes: dict[str, object] = {
        "BSM": f"1399012110{index:08d}",
        "TBBH": f"{index:04d}",
        "SJNF": 2025,
        "DLBM": code,
        "DLMC": name,
        "ZLDWDM": village,
        "ZLDWMC": "示例县,示例镇东村",
        "QSXZ": "30",
        "QSDWMC": "+东村\n村民委员会",
        "TBMJ": round(area, 2),
        "GDPDJB": None,
        **survey,
    }
    found = findings(str(index))
    parcel = CheckedParcel(
        parcel_id=str(index),
        geometry=geometry,
        crs=Crs.of(EPSG).wkt,
        survey=attributes,
        category=CATEGORY,
        area_m2=area,
        measures={"slope_deg": 3.25 + index, "slope_gr": 2 + index % 2, "ov_redline": None},
        verdict=verdict_of(found),
        findings=found,
        run=RUN,
        seal="",
    )
    return replace(parcel, seal=seal_of(parcel))


def batch_of(folder: Path, parcels: Sequence[CheckedParcel], epsg: int = EPSG, rules: RuleSet = RULES) -> PoolBatch:
    """The parcels pushed into a new pool in two steps, and read back as a batch."""
    pool = folder / "pool.gpkg"
    create_pool(pool, county=COUNTY, epsg=epsg, created_on=PUSHED_ON)
    for some in (parcels[: len(parcels) // 2], parcels[len(parcels) // 2 :]):
        report = push_parcels(
            pool,
            some,
            system="CROP",
            batch=BATCH,
            as_of=PUSHED_ON,
            rule_set_in_force=lambda _id, _day: rules,
            role="COUNTY_NR",
            recorded_at="2026-11-02T09:30:00",
        )
        assert not report.refused, [str(r.reason) for r in report.refused]
    return pool_batch(pool, "CROP", BATCH)


def built(batch: PoolBatch, folder: Path, **options: object) -> SubmissionReport:
    """The package of a batch."""
    given = {"as_of": PACKED_ON, "plugin_version": "0.1.0", "papers": PRINTED, **options}
    return build_submission(batch, target_folder=folder, **given)  # type: ignore[arg-type]
