"""Plots of an invented county of Hebei, and the papers and forms of one that has gone all the way to the pool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from drawn_layers import drawn_layer
from osgeo import gdal
from real_pool import agrees_with_a_pool

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, PoolSums, Step
from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.findings import Finding, Outcome
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.on_file.checking import check_dossiers
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.forms.answers import checked_answers
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.vocabulary.kinds import MEASURED
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import m2_of, to_dm2

COUNTY = "139901"
DAY = date(2026, 9, 1)
CRS = Crs.of(4527)
X, Y = 39_500_000.0, 4_200_000.0
"""On the central meridian, where a square of the plane has the same area on the ellipsoid."""
LON, LAT = 117.00056875, 37.93289821
"""The middle of the plot, by the inverse projection (PROJ)."""
HEBEI = "hebei-cropland-2025"
RULES = choose_rule_set(HEBEI, as_of=DAY, county=COUNTY)


def ground(west: float, east: float, south: float = 0.0, north: float = 100.0) -> shapely.Polygon:
    """A rectangle, in metres from a corner of the county."""
    return shapely.box(X + west, Y + south, X + east, Y + north)


def layer(shapes: Sequence[shapely.Geometry], name: str, **fields: Sequence[object]) -> VectorLayer:
    """A layer in EPSG:4527 with text fields unless the values are numbers."""
    return drawn_layer(CRS, shapes, name, **fields)


def area_m2(shape: shapely.Geometry) -> float:
    """Area on the ellipsoid."""
    return float(ellipsoid_areas(np.array([shape], dtype=object), CRS)[0])


def survey(shapes: Sequence[shapely.Geometry], **changes: Sequence[object]) -> VectorLayer:
    """Survey polygons of the newest survey, orchards that can be restored (即可恢复), with correct areas."""
    count = len(shapes)
    fields: dict[str, Sequence[object]] = {
        "BSM": [f"{COUNTY}1010{i:08d}" for i in range(count)],
        "DLBM": ["0201"] * count,
        "ZZSXDM": ["JKHF"] * count,
        "ZLDWDM": [f"{COUNTY}1012010000000"] * count,
        "TBMJ": [m2_of(to_dm2(area_m2(shape))) for shape in shapes],
        "SJNF": [2025] * count,
    }
    return layer(shapes, "dltb.gpkg", **(fields | changes))


_ROLES = (
    *("filed", "redline", "reserve", "backup", "desert", "karst", "sandsrc", "dustway", "river", "keyforest"),
    *("sfarm", "hsf", "pbf"),
)


def surroundings(dem: Path | None = None, claims: VectorLayer | None = None, **roles: VectorLayer) -> Surroundings:
    """What lies around plots; layers that rules ask for and that aren't given are there and empty of bans."""
    far = [ground(90_000, 90_100)]
    empty = {role: layer(far, f"{role}.gpkg") for role in _ROLES}
    county = layer([ground(-5e3, 5e4, -5e3, 5e4)], "county.gpkg")
    return Surroundings(dem, {**empty, "county": county, **roles}, claims or layer(far, "pool.gpkg"))


def check(
    parcels: VectorLayer,
    *,
    as_of: date = DAY,
    rules: RuleSet = RULES,
    stage: str = "",
    category: str = "",
    dossiers: Sequence[Dossier | None] | None = None,
    dem: Path | None = None,
    claims: VectorLayer | None = None,
    **roles: VectorLayer,
) -> CheckResult:
    """The check of parcels by the Hebei rules, as the panel and the toolbox call it."""
    return check_parcels(
        ParcelBatch.of(parcels),
        rules,
        surroundings(dem, claims, **roles),
        as_of=as_of,
        county=COUNTY,
        stage=stage,
        category=category,
        dossiers=dossiers,
    )


def finding(result: CheckResult, check_id: str, parcel: int = 0) -> Finding:
    """One check's finding on one parcel."""
    return next(found for found in result.findings_of(parcel) if found.check_id == check_id)


PAPERS = (
    *("CHECK_REPORT", "PHOTO_BEFORE", "PHOTO_AFTER", "SURVEY_EXTRACT", "QUALITY_APPRAISAL", "SOIL_SAMPLE"),
    *("QUALITY_OPINION", "FILING", "QUANTITY_OPINION", "PROV_REVIEW", "QUALITY_SPOT_CHECK"),
)
_GRADE = {"grade": 4, "scheme": "GBT33469_10"}
_APPRAISED = {"conformity": "PASS", **_GRADE, "date": "2026-07-20"}
_VERIFIED = {"area_m2": 10_000, "ridges_m2": 0, "date": "2026-09-20"}
NATIONAL = {
    "number": "RC-2026-17",
    "verification": "国核〔2026〕3号",
    "verified_on": "2026-06-20",
    "class": "0103",
}
ANSWERS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("INFRASTRUCTURE", {"present": True}),
    ("DAILY_CHANGE", NATIONAL),
    ("QUALITY", {"stage": "COUNTY", **_APPRAISED}),
    ("QUALITY", {"stage": "CITY", **_APPRAISED}),
    ("QUALITY", {"stage": "PROV", **_APPRAISED}),
    ("QUALITY_REQUIREMENT", {"year": 2025, "grade": 4.12, "scheme": "GBT33469_10"}),
    ("ENDOWMENT", {"good": True}),
    ("COUNTY_SHARE", {"county": COUNTY, "year": 2026, "cap_m2": 200_000}),
    ("QUANTITY_OPINION", {"office": "市自然资源和规划局", "result": "PASS", **_VERIFIED}),
    ("DESK_REVIEW", {"reviewed": 20, "frame": 20, "date": "2026-10-08"}),
    ("SAMPLE", {"stage": "PROV", "drawn": 3, "frame": 20, "drawn_m2": 30_000, "frame_m2": 200_000, "failed": 0}),
)
STEPS = (
    *(("", "CANDIDATE", date(2026, 1, 5)), ("CANDIDATE", "CHECKED", date(2026, 1, 10))),
    *(("CHECKED", "COMPLETED", date(2026, 4, 1)), ("COMPLETED", "SURVEY_CROP", date(2026, 7, 10))),
    *(("SURVEY_CROP", "COUNTY_QUALITY", date(2026, 7, 25)), ("COUNTY_QUALITY", "CITY_QUALITY", date(2026, 8, 20))),
    *(("CITY_QUALITY", "FILED", date(2026, 9, 5)), ("FILED", "CITY_QUANTITY", date(2026, 9, 25))),
    *(("CITY_QUANTITY", "INDICATOR", date(2026, 10, 20)), ("INDICATOR", "SPOT_QUALITY", date(2026, 11, 10))),
)
"""The main path with the day of each step."""
PATH = tuple(to for _, to, _ in STEPS)


def record(form: str, values: Mapping[str, object], answered_on: date = DAY) -> FormRecord:
    """A form filled in by somebody, read as the pool reads it."""
    return FormRecord(form, checked_answers(form, values), "张三", answered_on)


def paper(kind: str) -> EvidenceItem:
    """A paper or photo on file, unchanged; photos were taken in the plot."""
    inside = {"lon": LON, "lat": LAT} if "PHOTO" in kind else {}
    return EvidenceItem(kind, kind, "冀〔2026〕1号", DAY, f"{kind}.pdf", "0" * 64, intact=True, **inside)


def on_its_way_to(
    state: str,
    *,
    on: date | None = None,
    without: Iterable[str] = (),
    answers: Sequence[tuple[str, Mapping[str, object]]] = (),
) -> Dossier:
    """The dossier of a plot about to reach a state of the main path, complete but for what is left ``without``.

    ``answers`` follow the others. The step is taken ``on`` a day, that of the example if none is given.
    """
    gone, at = frozenset(without), PATH.index(state)
    steps = tuple(Step(before, to, day, "") for before, to, day in STEPS[: at + 1])
    return Dossier(
        uid="P1",
        subject="PARCEL",
        state=steps[-1].from_state,
        area_m2=10_000.0,
        evidence=tuple(paper(kind) for kind in PAPERS if kind not in gone),
        records=tuple(record(form, values) for form, values in (*ANSWERS, *answers) if form not in gone),
        steps=steps[:-1],
        next_step=replace(steps[-1], occurred_on=on or steps[-1].occurred_on),
        geometry_wkb=shapely.to_wkb(ground(0, 100)),
        crs=CRS.wkt,
        sums=PoolSums(COUNTY, "2026-1", 20, 20_000_000),
    )


def matter(
    subject: str, *papers: str, records: Sequence[tuple[str, Mapping[str, object]]] = (), state: str = ""
) -> Dossier:
    """A matter with its papers and forms."""
    return Dossier(
        uid=f"{subject}-1",
        subject=subject,
        state=state,
        evidence=tuple(map(paper, papers)),
        records=tuple(record(form, values) for form, values in records),
    )


def findings(dossier: Dossier, stage: str, rules: RuleSet = RULES) -> dict[str, Finding]:
    """What the guards of a state over the file find, by check, as the panel, the toolbox and every step ask."""
    day = dossier.next_step.occurred_on if dossier.next_step else DAY
    (found,) = check_dossiers(rules, [dossier], stage=stage, subject=dossier.subject, as_of=day)
    agrees_with_a_pool(rules, [dossier], [found], stage, day)
    measured = {check.id for check in rules.checks if check.kind in MEASURED}
    return {f.check_id: f for f in found if f.check_id not in measured}


def failures(dossier: Dossier, stage: str, rules: RuleSet = RULES) -> dict[str, Finding]:
    """Those of them that aren't a pass."""
    return {name: f for name, f in findings(dossier, stage, rules).items() if f.outcome is not Outcome.PASS}


def refused_by(dossier: Dossier, stage: str) -> dict[str, str]:
    """The checks that keep a subject from a state, with their clauses."""
    return {name: f.clause for name, f in failures(dossier, stage).items() if f.severity.value in ("BLOCK", "OVERRIDE")}


def dem(folder: Path, steep_from: float) -> Path:
    """Heights on a grid of 2 m: flat, and from ``steep_from`` metres east of the corner on rising 1 m in 1 m (45°)."""
    cells, size = 160, 2.0
    east = (np.arange(cells) + 0.5) * size - 100
    heights = np.tile(np.maximum(east - steep_from, 0.0), (cells, 1)).astype(np.float32)
    path = folder / "dem.tif"
    made = gdal.GetDriverByName("GTiff").Create(str(path), cells, cells, 1, gdal.GDT_Float32)
    made.SetGeoTransform((X - 100, size, 0, Y + 210, 0, -size))
    made.SetProjection(CRS.wkt)
    made.GetRasterBand(1).WriteArray(heights)
    made.FlushCache()
    return path
