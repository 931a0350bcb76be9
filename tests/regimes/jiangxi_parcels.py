"""Mines of an invented county of Jiangxi, and the papers and forms of a parcel that has gone all the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from drawn_layers import drawn_layer
from real_pool import agrees_with_a_pool

from zhanbu_plugin.checks.dossier import Answer, Dossier, EvidenceItem, FormRecord, PoolSums, Step
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

COUNTY = "360122"
DAY = date(2023, 8, 1)
CRS = Crs.of(4527)
X, Y = 39_500_000.0, 3_180_000.0
"""On the central meridian, where a square of the plane has the same area on the ellipsoid."""
JIANGXI = "jiangxi-forest-2022"
RULES = choose_rule_set(JIANGXI, as_of=DAY, county=COUNTY)


def ground(west: float, east: float, south: float = 0.0, north: float = 100.0) -> shapely.Polygon:
    """A rectangle, in metres from a corner of the county."""
    return shapely.box(X + west, Y + south, X + east, Y + north)


def layer(shapes: Sequence[shapely.Geometry], name: str, **fields: Sequence[object]) -> VectorLayer:
    """A layer in EPSG:4527 with text fields unless the values are numbers."""
    return drawn_layer(CRS, shapes, name, **fields)


def mines(shapes: Sequence[shapely.Geometry], **changes: Sequence[object]) -> VectorLayer:
    """Survey polygons of mining land (采矿用地) of the survey of 2022, with correct areas."""
    array = np.array([*shapes, None], dtype=object)[:-1]
    count = len(shapes)
    fields: dict[str, Sequence[object]] = {
        "BSM": [f"{COUNTY}1010{i:08d}" for i in range(count)],
        "DLBM": ["0602"] * count,
        "CZCSXM": ["204"] * count,
        "ZLDWDM": [f"{COUNTY}1012010000000"] * count,
        "TBMJ": [m2_of(to_dm2(area)) for area in ellipsoid_areas(array, CRS)],
        "SJNF": [2022] * count,
    }
    return layer(shapes, "mines.gpkg", **(fields | changes))


def survey(*polygons: tuple[shapely.Geometry, str, int]) -> VectorLayer:
    """Survey polygons (DLTB) with class and year."""
    shapes, classes, years = zip(*polygons)
    return layer(shapes, "dltb.gpkg", DLBM=classes, SJNF=years)


def surroundings(dem: Path | None = None, claims: VectorLayer | None = None, **roles: VectorLayer) -> Surroundings:
    """What lies around mines; layers that rules ask for and that aren't given are there and empty of bans."""
    far = ground(90_000, 90_100)
    given = {
        "county": layer([ground(-5e3, 5e4, -5e3, 5e4)], "county.gpkg"),
        "filed": layer([far], "bbxm.gpkg"),
        **roles,
    }
    return Surroundings(dem, given, layer([far], "pool.gpkg") if claims is None else claims)


def check(
    parcels: VectorLayer,
    *,
    as_of: date = DAY,
    rules: RuleSet = RULES,
    stage: str = "",
    dossiers: Sequence[Dossier | None] | None = None,
    dem: Path | None = None,
    claims: VectorLayer | None = None,
    **roles: VectorLayer,
) -> CheckResult:
    """The check of parcels by the Jiangxi rules, as the panel and the toolbox call it."""
    around = surroundings(dem, claims, **roles)
    batch = ParcelBatch.of(parcels)
    return check_parcels(batch, rules, around, as_of=as_of, county=COUNTY, stage=stage, dossiers=dossiers)


def finding(result: CheckResult, check_id: str, parcel: int = 0) -> Finding:
    """One check's finding on one parcel."""
    return next(found for found in result.findings_of(parcel) if found.check_id == check_id)


PAPERS = (
    *("APPLICATION", "OFFICE_CHECKLIST", "FIELD_CHECKLIST", "OWNERSHIP", "FIELD_PHOTO", "NOTICE_TEXT"),
    *("NOTICE_PHOTO_VILLAGE", "NOTICE_PHOTO_COMMITTEE", "CONSENT", "GOV_APPROVAL", "AFFORESTATION_RECORD"),
    *("PHOTO_AFTER", "ACCEPTANCE_REPORT", "SURVEY_EXTRACT", "FOREST_MAP_EXTRACT", "COUNTY_REVIEW"),
    *("SUBMISSION_PACKAGE", "SAMPLE_SHEET", "CITY_REVIEW", "PROV_REVIEW", "ISSUE_DOC", "REVIEW_PHOTO"),
)
_PASSED = {"date": "2022-03-01", "team": "核实组", "conclusion": "PASS"}
ANSWERS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("OFFICE_CHECKLIST", _PASSED),
    ("FIELD_CHECKLIST", _PASSED),
    ("OWNERSHIP", {"undisputed": True}),
    ("NOTICE", {"site": "VILLAGE", "start": "2022-04-01", "end": "2022-04-07"}),
    ("NOTICE", {"site": "COMMITTEE", "start": "2022-04-01", "end": "2022-04-07"}),
    ("OBJECTION", {"raised_on": "2022-04-03", "by": "村民", "resolution": "DISMISSED"}),
    ("HOLDERS", {"count": 4}),
    *(("CONSENT", {"holder": f"权利人{i}", "agreed": True}) for i in range(1, 5)),
    ("SUITABILITY", {"suitable": True, "note": "覆土后宜林"}),
    ("AFFORESTATION", {"date": "2022-06-10", "species": "湿地松", "area_m2": 9_200, "density": 1_667}),
    ("INVESTOR", {"name": "矿企", "share": 0.6}),
    ("INVESTOR", {"name": "乡镇", "share": 0.4}),
    ("ACCEPTANCE", {"office": "FORESTRY", "result": "PASS", "date": "2022-08-20", "area_m2": 9_200}),
    ("ACCEPTANCE", {"office": "NR", "result": "PASS", "date": "2022-08-20", "area_m2": 9_200}),
    ("SURVEY_CHANGE", {"year": 2022, "class": "0301", "area_m2": 9_200}),
    ("FOREST_MAP", {"year": 2022, "sub_compartment": "12-3", "bcld": 2}),
    ("FOREST_QUALITY", {"used": 3, "supplement": 3, "scheme": "FOREST_5"}),
    ("SAMPLE", {"stage": "CITY", "drawn_m2": 136_000, "frame_m2": 300_000, "failed": 0}),
    ("SAMPLE", {"stage": "PROV", "drawn_m2": 108_100, "frame_m2": 300_000, "failed": 0}),
    ("ANNUAL_REVIEW", {"year": 2023, "result": "OK", "date": "2023-10-01"}),
)
STEPS = (
    *(("", "CANDIDATE", date(2022, 2, 1)), ("CANDIDATE", "APPLIED", date(2022, 2, 10))),
    *(("APPLIED", "VERIFIED", date(2022, 3, 5)), ("VERIFIED", "IN_NOTICE", date(2022, 4, 1))),
    *(("IN_NOTICE", "PUBLICIZED", date(2022, 4, 8)), ("PUBLICIZED", "CONFIRMED", date(2022, 5, 6))),
    *(("CONFIRMED", "AFFORESTED", date(2022, 6, 10)), ("AFFORESTED", "ACCEPTED", date(2022, 8, 20))),
    *(("ACCEPTED", "LANDUSE_CHANGED", date(2023, 6, 30)), ("LANDUSE_CHANGED", "COUNTY_POOL", date(2023, 7, 20))),
    *(("COUNTY_POOL", "SUBMITTED", date(2023, 9, 15)), ("SUBMITTED", "CITY_PASSED", date(2023, 10, 20))),
    *(("CITY_PASSED", "PROV_POOL", date(2023, 11, 20)), ("PROV_POOL", "ISSUED", date(2023, 12, 28))),
    ("ISSUED", "MONITORED", date(2024, 1, 10)),
)
"""The main path with the day of each step."""
PATH = tuple(to for _, to, _ in STEPS)


def record(form: str, values: Mapping[str, object], answered_on: date = STEPS[0][2]) -> FormRecord:
    """A form filled in by somebody, read as the pool reads it."""
    answers: dict[str, Answer] = dict(checked_answers(form, values))
    return FormRecord(form, answers, "张三", answered_on)


def paper(kind: str) -> EvidenceItem:
    """A paper or photo on file, unchanged; photos were taken in the parcel."""
    inside = {"lon": 117.0004, "lat": 28.73637} if "PHOTO" in kind else {}
    return EvidenceItem(kind, kind, f"[2022]{len(kind)}", STEPS[0][2], f"{kind}.pdf", "0" * 64, intact=True, **inside)


def on_its_way_to(
    state: str,
    *,
    on: date | None = None,
    without: Iterable[str] = (),
    answers: Sequence[tuple[str, Mapping[str, object]]] = (),
    area_m2: float = 9_200.0,
) -> Dossier:
    """The dossier of a parcel about to reach a state of the main path, complete but for what is left ``without``.

    ``answers`` follow the others. The step is taken ``on`` a day, that of the example if none is given.
    """
    gone, at = frozenset(without), PATH.index(state)
    steps = tuple(Step(before, to, day, "") for before, to, day in STEPS[: at + 1])
    return Dossier(
        uid="P1",
        subject="PARCEL",
        state=steps[-1].from_state,
        area_m2=area_m2,
        evidence=tuple(paper(kind) for kind in PAPERS if kind not in gone),
        records=tuple(record(form, values) for form, values in (*ANSWERS, *answers) if form not in gone),
        steps=steps[:-1],
        next_step=replace(steps[-1], occurred_on=on or steps[-1].occurred_on),
        geometry_wkb=shapely.to_wkb(ground(0, 92)),
        crs=CRS.wkt,
        sums=PoolSums(COUNTY, "2022-1", 40, 30_000_000),
    )


def failures(dossier: Dossier, stage: str, rules: RuleSet = RULES) -> dict[str, Finding]:
    """What keeps a subject from a state, by check, as the panel, the toolbox and every step ask."""
    day = dossier.next_step.occurred_on if dossier.next_step else DAY
    (found,) = check_dossiers(rules, [dossier], stage=stage, subject=dossier.subject, as_of=day)
    agrees_with_a_pool(rules, [dossier], [found], stage, day)
    measured = {check.id for check in rules.checks if check.kind in MEASURED}
    return {f.check_id: f for f in found if f.outcome is not Outcome.PASS and f.check_id not in measured}
