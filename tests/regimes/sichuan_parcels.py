"""Parcels and matters of an invented county of Sichuan, checked as the panel and the toolbox check them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import shapely
from complete_file import filed
from drawn_layers import drawn_layer
from osgeo import gdal, osr
from real_pool import agrees_with_a_pool

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, Step
from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.findings import Finding, Outcome
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.on_file.checking import check_dossiers
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.forms.answers import checked_answers
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import m2_of, to_dm2

COUNTY = "510121"
DAY = date(2023, 8, 1)
CRS = Crs.of(4523)
X, Y = 35_500_000.0, 3_400_000.0
"""On the central meridian, where a square of the plane has the same area on the ellipsoid."""
INOUT = choose_rule_set("sichuan-inout-2022", as_of=DAY, county=COUNTY)
CROP = choose_rule_set("sichuan-cropland-2022", as_of=DAY, county=COUNTY)
HA = 10_000.0


def ground(west: float, east: float, south: float = 0.0, north: float = 100.0) -> shapely.Polygon:
    """A rectangle, in metres from a corner of the county."""
    return shapely.box(X + west, Y + south, X + east, Y + north)


def layer(shapes: Sequence[shapely.Geometry], name: str, **fields: Sequence[object]) -> VectorLayer:
    """A layer in EPSG:4523 with text fields unless the values are numbers."""
    return drawn_layer(CRS, shapes, name, **fields)


def survey(shapes: Sequence[shapely.Geometry], **changes: Sequence[object]) -> VectorLayer:
    """Polygons of the survey of 2022: orchards marked as restorable at once, with correct areas."""
    array = np.array([*shapes, None], dtype=object)[:-1]
    count = len(shapes)
    fields: dict[str, Sequence[object]] = {
        "BSM": [f"{COUNTY}1010{i:08d}" for i in range(count)],
        "DLBM": ["0201"] * count,
        "ZZSXDM": ["JKHF"] * count,
        "ZLDWDM": [f"{COUNTY}1012010000000"] * count,
        "TBMJ": [m2_of(to_dm2(area)) for area in ellipsoid_areas(array, CRS)],
        "SJNF": [2022] * count,
    }
    return layer(shapes, "dltb.gpkg", **(fields | changes))


def around(dem: Path | None = None, **roles: VectorLayer | None) -> Surroundings:
    """Layers that rules ask for: those given, the others there and far away; ``None`` is one that is missing."""
    far = [ground(40_000, 40_100)]
    given: dict[str, VectorLayer | None] = {
        "county": layer([ground(-5e3, 5e4, -5e3, 5e4)], "county.gpkg"),
        **{role: layer(far, f"{role}.gpkg") for role in ("filed", "pubforest", "redline", "reserve", "fstplan", "pbf")},
        **{role: layer(far, f"{role}.gpkg") for role in ("river", "approved")},
        "survey2": layer([ground(-5e3, 5e4, -5e3, 5e4)], "dltb_2nd.gpkg", DLBM=["021"]),
        **roles,
    }
    there = {role: found for role, found in given.items() if found is not None}
    return Surroundings(dem, there, layer(far, "pool.gpkg"))


def check(
    parcels: VectorLayer,
    where: Surroundings | None = None,
    *,
    rules: RuleSet = INOUT,
    stage: str = "",
    category: str = "",
    as_of: date = DAY,
) -> CheckResult:
    """The check of parcels as the panel and the toolbox call it."""
    batch = ParcelBatch.of(parcels)
    return check_parcels(batch, rules, where or around(), as_of=as_of, county=COUNTY, stage=stage, category=category)


def finding(result: CheckResult, check_id: str, parcel: int = 0) -> Finding:
    """One check's finding on one parcel."""
    return next(found for found in result.findings_of(parcel) if found.check_id == check_id)


def failed(result: CheckResult, parcel: int = 0) -> set[str]:
    """Checks that a parcel failed."""
    return {found.check_id for found in result.findings_of(parcel) if found.outcome is Outcome.FAIL}


def dem(path: Path, height: np.ndarray, cell: float = 5.0, west: float = -50.0, north: float = 300.0) -> Path:
    """A GeoTIFF of heights (rows, columns) with its corner ``west``, ``north`` metres from the county's."""
    rows, columns = height.shape
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, gdal.GDT_Float64)
    dataset.SetGeoTransform((X + west, cell, 0.0, Y + north, 0.0, -cell))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4523)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).WriteArray(height)
    dataset.FlushCache()
    return path


def record(form: str, **answers: object) -> FormRecord:
    """A form filled in by somebody, read as the pool reads it."""
    return FormRecord(form, checked_answers(form, answers), "张三", DAY)


def paper(kind: str) -> EvidenceItem:
    """A paper on file, unchanged."""
    return EvidenceItem(kind, kind, f"川[2023]{len(kind)}号", DAY, f"{kind}.pdf", "0" * 64, intact=True)


def matter(subject: str, *contents: FormRecord | EvidenceItem | Dossier, state: str = "", **more: object) -> Dossier:
    """A subject with what is on file of it, and with what it is linked to."""
    return Dossier(
        uid=f"{subject}-1",
        subject=subject,
        state=state,
        evidence=tuple(c for c in contents if isinstance(c, EvidenceItem)),
        records=tuple(c for c in contents if isinstance(c, FormRecord)),
        linked=tuple(c for c in contents if isinstance(c, Dossier)),
        **more,  # type: ignore[arg-type]
    )


def parcel_about_to_reach(state: str, rules: RuleSet = INOUT, *, before: Iterable[str] = ()) -> Dossier:
    """A parcel with everything that the steps ``before`` and the one to ``state`` ask for."""
    dossier, day = None, DAY
    for name in (*before, state):
        day += timedelta(days=7)
        dossier = filed(rules, name, day=day, before=dossier)
    if dossier is None:
        raise ValueError(state)
    return dossier


def judged(dossier: Dossier, stage: str, *, rules: RuleSet = INOUT, on: date | None = None) -> dict[str, Finding]:
    """What the guards of a state find on one dossier, by check; ``on`` is the day of the step."""
    if on is not None:
        dossier = replace(dossier, next_step=Step(dossier.state, stage, on, "COUNTY_NR"))
    (found,) = check_dossiers(rules, [dossier], stage=stage, subject=dossier.subject, as_of=on or DAY)
    agrees_with_a_pool(rules, [dossier], [found], stage, on or DAY)
    return {f.check_id: f for f in found}


def outcome(dossier: Dossier, stage: str, check_id: str, *, rules: RuleSet = INOUT, on: date | None = None) -> str:
    """Outcome of one guard."""
    return judged(dossier, stage, rules=rules, on=on)[check_id].outcome.value
