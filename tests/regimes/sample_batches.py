"""The first parcel of each province's sample batch with all that it is measured against, and the pools it gets into."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml
from complete_file import path_to_pool

from zhanbu_plugin.checks.checked import CheckedParcel, seal_of
from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.layer import FieldDefinition, VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import read_layer, vector_layer_from_arrays
from zhanbu_plugin.checks.waivers.waiver import Waiver
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import pool_for_writing
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage.blob import register_functions
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.pool.steps.advancing import STATE, step_facts
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.workflow import PARCEL
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import m2_of, to_dm2

ROOT = Path(__file__).resolve().parents[2]
WALKS = {
    "hebei-cropland-2025": "hebei",
    "jiangxi-forest-2022": "jiangxi",
    "sichuan-inout-2022": "sichuan",
    "sichuan-cropland-2022": "sichuan",
}
"""The walk of docs/walks whose batch each rule set is tried on."""
RECORDED_AT = "2026-11-21T08:00:00Z"
BATCH = "1"


@dataclass(frozen=True)
class Sample:
    """A parcel about to be checked: its layer, what lies around it by role, the DEM, the day, the pool's claims."""

    rules: RuleSet
    county: str
    day: date
    parcels: VectorLayer
    roles: Mapping[str, VectorLayer]
    dem: Path
    claims: VectorLayer
    later: Mapping[str, str] = field(default_factory=dict)
    """Survey layer by state, where a later survey is looked at."""

    @property
    def around(self) -> Surroundings:
        """What the parcel is measured against."""
        return Surroundings(self.dem, self.roles, self.claims)

    @property
    def place(self) -> shapely.Geometry:
        """The parcel's own ground."""
        return self.parcels.geometries[0]

    def checked(self, stage: str = "") -> CheckResult:
        """The check of the parcel, as panel and toolbox call it."""
        batch = ParcelBatch.of(self.parcels)
        return check_parcels(batch, self.rules, self.around, as_of=self.day, county=self.county, stage=stage)

    def with_role(self, role: str, shapes: Sequence[shapely.Geometry], **fields: Sequence[object]) -> Sample:
        """The same with another layer for a role."""
        layer = drawn(self.parcels.crs, shapes, f"{role}.gpkg", **fields)
        return replace(self, roles={**self.roles, role: layer})

    def redrawn(self, shapes: Sequence[shapely.Geometry] | None = None, **fields: Sequence[object]) -> Sample:
        """The same with other parcels: n shapes, all with the attributes of the first but for ``fields`` (n)."""
        return replace(self, parcels=redrawn(self.parcels, shapes, **fields))


def drawn(crs: Crs, shapes: Sequence[shapely.Geometry], name: str, **fields: Sequence[object]) -> VectorLayer:
    """A layer of polygons with text fields unless the values are numbers."""
    arrays = {field_: np.array([*values, None], dtype=object)[:-1] for field_, values in fields.items()}
    definitions = {
        field_: FieldDefinition(field_, "real" if isinstance(values[0], (int, float)) else "text")
        for field_, values in fields.items()
    }
    wkb = [shapely.to_wkb(shape, output_dimension=2) for shape in shapes]
    return vector_layer_from_arrays(name, crs, list(range(1, len(shapes) + 1)), wkb, arrays, definitions)


def redrawn(layer: VectorLayer, shapes: Sequence[shapely.Geometry] | None, **fields: Sequence[object]) -> VectorLayer:
    """A layer with other shapes and values; TBMJ follows the shapes, unless it is given."""
    there = list(layer.geometries[:1]) if shapes is None else list(shapes)
    measured = ellipsoid_areas(np.array([*there, None], dtype=object)[:-1], layer.crs)
    areas = [m2_of(to_dm2(area)) if np.isfinite(area) else 0.0 for area in measured]
    told: dict[str, Sequence[object]] = {name: [values[0]] * len(there) for name, values in layer.fields.items()}
    told |= {"BSM": [f"{layer.fields['BSM'][0][:-1]}{i}" for i in range(len(there))]}
    told |= {"TBMJ": areas} if shapes is not None else {}
    arrays = {name: np.array([*values, None], dtype=object)[:-1] for name, values in {**told, **fields}.items()}
    definitions = {**layer.definitions, **{n: FieldDefinition(n, "text") for n in arrays if n not in layer.definitions}}
    wkb = [shapely.to_wkb(shape, output_dimension=2) for shape in there]
    fids = list(range(1, len(there) + 1))
    return vector_layer_from_arrays(layer.name, layer.crs, fids, wkb, arrays, definitions)


def sample(rule_set_id: str) -> Sample:
    """The first parcel of the sample batch that the rules let in."""
    plan = _plan(rule_set_id)
    survey = ROOT / plan["survey"]
    candidates = _candidates(plan, 1)
    parcels = redrawn(candidates, None, BSM=[candidates.fields["BSM"][0]])
    told = {_role(name): layer for name, layer in plan["layers"].items()}
    told |= {"survey2": "survey2", "approved": "approved"} if rule_set_id.startswith("sichuan") else {}
    far = drawn(parcels.crs, [shapely.transform(parcels.geometries[0], lambda xy: xy + 30_000)], "pool.gpkg")
    sample_ = Sample(
        rules=choose_rule_set(rule_set_id, as_of=plan["as_of"], county=plan["county"]),
        county=plan["county"],
        day=plan["as_of"],
        parcels=parcels,
        roles={role: read_layer(survey, layer) for role, layer in told.items()},
        dem=ROOT / plan["dem"],
        claims=far,
        later=_surveys_by_state(plan),
    )
    return _by_second_survey(sample_)


def whole_batch(rule_set_id: str) -> Sample:
    """All candidates of the sample batch, those that the rules refuse too."""
    one = sample(rule_set_id)
    return replace(one, parcels=_candidates(_plan(rule_set_id), None))


def _plan(rule_set_id: str) -> dict[str, Any]:
    path = ROOT / "docs" / "walks" / f"{WALKS[rule_set_id]}.yaml"
    plan: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return plan


def _candidates(plan: Mapping[str, Any], count: int | None) -> VectorLayer:
    named = ", ".join(f"'{bsm}'" for bsm in plan.get("bsm", ())[:count])
    return read_layer(ROOT / plan["survey"], "candidates", where=f"BSM IN ({named})" if named else None)


def _role(parameter: str) -> str:
    return "county" if parameter == "COUNTY_LAYER" else parameter.lower()


def _surveys_by_state(plan: Mapping[str, Any]) -> dict[str, str]:
    return {s["state"]: s["layers"]["SURVEYS"] for s in plan["steps"] if "SURVEYS" in s.get("layers", {})}


def _by_second_survey(sample_: Sample) -> Sample:
    """With a second survey in which the ground was what the system asks for: orchard (CROP) or dry land (INOUT)."""
    if "survey2" not in sample_.roles:
        return sample_
    was = "021" if sample_.rules.system == "CROP" else "013"
    return sample_.with_role("survey2", [sample_.place.buffer(500)], DLBM=[was])


def at_state(sample_: Sample, state: str) -> Sample:
    """The sample with the layers and on the day of a later step."""
    steps = path_to_pool(sample_.rules)
    found = replace(sample_, day=sample_.day + timedelta(weeks=steps.index(state)))
    if state in sample_.later:
        path = Path(sample_.roles["county"].path)
        return replace(found, roles={**found.roles, "surveys": read_layer(path, sample_.later[state])})
    if state in ("SURVEY_CROP", "VERIFIED") and sample_.rules.system == "CROP":
        return found.with_role("surveys", [found.place.buffer(10)], DLBM=["0103"], SJNF=[found.day.year])
    return found


Forge = Callable[[CheckedParcel], CheckedParcel]


def pooled(
    folder: Path,
    sample_: Sample,
    before: str,
    *,
    forge: Forge | None = None,
    doubled: bool = False,
    waivers: Sequence[Waiver] = (),
) -> Path:
    """A pool into which the parcel was pushed and led, by entries of the history alone, up to the state before one.

    ``forge`` alters what was checked and seals it anew, as somebody might who wants to get past a check. ``doubled``
    brings a second parcel, pushed elsewhere, that was laid over the first one with another program.
    ``waivers`` lift what fails.
    """
    path = folder / "pool.gpkg"
    create_pool(path, county=sample_.county, epsg=sample_.parcels.crs.epsg or 0, created_on=sample_.day)
    parcels = [sample_.checked().with_waivers(waivers).checked_parcel(0)]
    if doubled:
        parcels.append(_elsewhere(parcels[0]))
    if forge is not None:
        parcels = [replace(altered, seal=seal_of(altered)) for altered in map(forge, parcels)]
    report = push_parcels(
        path,
        parcels,
        system=sample_.rules.system,
        batch=BATCH,
        as_of=sample_.day,
        rule_set_in_force=lambda _, __: sample_.rules,
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )
    assert not report.refused, [str(refusal.reason) for refusal in report.refused]
    if doubled:
        _lay_over(path)
    lead(path, uids(path, sample_.rules), sample_.rules, before)
    return path


def _elsewhere(parcel: CheckedParcel) -> CheckedParcel:
    """The same parcel two kilometres further north, another one of the survey."""
    north = shapely.transform(parcel.geometry, lambda xy: xy + np.array([0.0, 2_000.0]))
    (area,) = ellipsoid_areas(np.array([north], dtype=object), Crs.of(parcel.crs))
    stated = m2_of(to_dm2(float(area)))
    survey = {**parcel.survey, "BSM": f"{str(parcel.survey['BSM'])[:-1]}9"}
    measures = {**parcel.measures, "area_m2": stated}
    moved = replace(parcel, parcel_id="elsewhere", geometry=north, area_m2=stated, measures=measures, survey=survey)
    return replace(moved, seal=seal_of(moved))


def _lay_over(pool: Path) -> None:
    """Past everything that guards the pool's table, as another program may."""
    with closing(sqlite3.connect(pool, isolation_level=None)) as database:
        register_functions(database)
        wanted = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'parcel_*'"
        guards = database.execute(wanted).fetchall()
        for name, _ in guards:
            database.execute(f'DROP TRIGGER "{name}"')
        first = "SELECT geom FROM parcel ORDER BY fid LIMIT 1"
        database.execute(f"UPDATE parcel SET geom = ({first}) WHERE fid = (SELECT max(fid) FROM parcel)")
        for _, text in guards:
            database.execute(text)


def uids(pool: Path, rules: RuleSet) -> list[str]:
    """The parcels of the pool."""
    return [parcel.parcel_uid for parcel in pool_batch(pool, rules.system, BATCH).parcels]


def lead(pool: Path, subjects: Sequence[str], rules: RuleSet, before: str) -> None:
    """Entries that lead parcels up to the state before one, without asking any guard."""
    steps = path_to_pool(rules)
    with pool_for_writing(pool) as opened, opened.writing():
        opened.add_rule_sets({rules.sha256: rules.content})
        journal = Journal(opened)
        for uid in subjects:
            last = max(event.occurred_on for event in opened.events_of(uid))
            for source, to in zip(steps, steps[1 : steps.index(before)]):
                step = rules.workflows[PARCEL].between(source, to)
                assert step is not None
                facts = step_facts((), (), "文", rules.sha256)
                act = Act(step.roles[0], last, "文", RECORDED_AT)
                journal.append(uid, (source, to), STATE, act, facts, rule_set=rules.id)
