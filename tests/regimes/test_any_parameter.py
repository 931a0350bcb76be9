"""Whatever a county sets a parameter to: the findings that follow from it change as arithmetic says, and no others."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from complete_file import LAT, LON, path_to_pool
from geographiclib.geodesic import Geodesic
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sample_batches import WALKS, Sample, whole_batch
from test_every_guard import walked

from zhanbu_plugin.checks.checked import findings_to_json
from zhanbu_plugin.checks.dossier import Dossier
from zhanbu_plugin.checks.findings import Finding, Outcome
from zhanbu_plugin.checks.on_file.checking import check_dossiers
from zhanbu_plugin.regimes.choosing import choose_rule_set, rule_sets
from zhanbu_plugin.regimes.rule_set import CheckRule, RuleSet
from zhanbu_plugin.regimes.vocabulary.kinds import KINDS
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas

HEBEI, JIANGXI, SICHUAN = "hebei-cropland-2025", "jiangxi-forest-2022", "sichuan-inout-2022"
Findings = Sequence[Mapping[str, Finding]]


@dataclass(frozen=True)
class Known:
    """What is known of a parcel without any check: its ellipsoid area, the one stated, its perimeter in the plane."""

    area_m2: float
    stated_m2: float
    perimeter_m: float

    @property
    def width_m(self) -> float:
        """Its mean width."""
        return 2 * self.area_m2 / self.perimeter_m

    @property
    def off_m2(self) -> float:
        """What the areas differ by."""
        return abs(self.area_m2 - self.stated_m2)


@cache
def batch(rule_set_id: str) -> Sample:
    """The sample batch; each parcel states 0.7 m² more than the one before."""
    sample = whole_batch(rule_set_id)
    stated = np.array([float(area) + 0.7 * i for i, area in enumerate(sample.parcels.fields["TBMJ"])], dtype=object)
    return replace(sample, parcels=replace(sample.parcels, fields={**sample.parcels.fields, "TBMJ": stated}))


@cache
def child(rule_set_id: str, name: str, value: object) -> RuleSet:
    """The county's own rules with one parameter set otherwise, by a document where that loosens."""
    above, sample = rule_sets()[rule_set_id], batch(rule_set_id)
    text = f"""\
parent: {rule_set_id}
id: shili-rules
title: {{zh: 示例县细则, en: Rules of the sample county}}
document: {above.document}
region: ["{sample.county}"]
valid_from: {above.valid_from}
valid_to: {above.valid_to}
parameters:
  {name}:
    value: {f"{value:.9f}" if isinstance(value, float) else value}
    document: 示例政办〔2026〕2号
    reason: {{zh: 县里另有规定, en: The county says otherwise}}
"""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shili.yaml"
        path.write_text(text, encoding="utf-8")
        return choose_rule_set(str(path), as_of=sample.day, county=sample.county)


def measured(rules: RuleSet, sample: Sample, stage: str) -> Findings:
    """Findings of every parcel of the batch up to a stage, by check."""
    result = replace(sample, rules=rules).checked(stage)
    return [{f.check_id: f for f in result.findings_of(i)} for i in range(len(result.parcels))]


@cache
def before(rule_set_id: str, stage: str) -> Findings:
    return measured(rule_sets()[rule_set_id], batch(rule_set_id), stage)


@cache
def parcels(rule_set_id: str) -> tuple[Known, ...]:
    layer = batch(rule_set_id).parcels
    areas = ellipsoid_areas(layer.geometries, layer.crs)
    return tuple(
        Known(float(area), float(stated), float(shape.length))
        for area, stated, shape in zip(areas, layer.fields["TBMJ"], layer.geometries)
    )


@cache
def files(rule_set_id: str) -> tuple[tuple[str, Dossier], ...]:
    """The complete file of a parcel at each step of the way; its photos were taken north of it."""
    found = []
    for state, dossier in walked(rule_sets()[rule_set_id]):
        away = tuple(replace(item, lat=LAT + 0.001) for item in dossier.evidence)
        found.append((state, replace(dossier, evidence=away)))
    return tuple(found)


def on_file(rules: RuleSet, steps: Sequence[tuple[str, Dossier]]) -> Findings:
    """What the guards of each step find on the complete file, by check."""
    found = []
    for state, dossier in steps:
        day = dossier.next_step.occurred_on if dossier.next_step else date.max
        (findings,) = check_dossiers(rules, [dossier], stage=state, as_of=day)
        found.append({f.check_id: f for f in findings})
    return found


@cache
def on_file_before(rule_set_id: str) -> Findings:
    return on_file(rule_sets()[rule_set_id], files(rule_set_id))


def reads(check: CheckRule, name: str) -> bool:
    """Whether a check looks at a parameter: every check of its kind does, or its own options name it."""
    options = [text for value in check.options.values() for text in (value if isinstance(value, tuple) else (value,))]
    return name in KINDS[check.kind].parameters or any(str(text).rpartition(":")[2] == name for text in options)


def require_no_others(rules: RuleSet, name: str, was: Findings, now: Findings) -> None:
    """Findings of checks that don't look at the parameter are the same to the letter."""
    readers = {check.id for check in rules.checks if reads(check, name)}
    for one, other in zip(was, now):
        kept = [[f for check_id, f in found.items() if check_id not in readers] for found in (one, other)]
        assert findings_to_json(kept[0]) == findings_to_json(kept[1])


Fails = Callable[[float, Known], bool]
MEASURED: list[tuple[str, str, str, str, float, Fails]] = [
    *(
        case
        for rule_set_id in (HEBEI, JIANGXI, SICHUAN)
        for case in (
            (rule_set_id, "sliver.min_patch_m2", "CHK-SLIVER", "", 20_000.0, lambda v, p: p.area_m2 < v),
            (rule_set_id, "sliver.min_width_m", "CHK-NARROW", "", 90.0, lambda v, p: p.width_m < v),
            (rule_set_id, "area.tolerance_m2", "CHK-AREA", "", 4.0, lambda v, p: p.off_m2 > max(v, 1e-4 * p.stated_m2)),
            (
                rule_set_id,
                "area.tolerance_share",
                "CHK-AREA",
                "",
                4e-4,
                lambda v, p: p.off_m2 > max(1, v * p.stated_m2),
            ),
        )
    ),
    # The two plots of Hebei's batch touch each other: 17 599.86 m² × 15 / 10 000 = 26.399 79 mu.
    (HEBEI, "contig.min_mu", "CHK-CONTIG", "FILED", 60.0, lambda v, _: v > 26.39979),
]


@pytest.mark.parametrize(("rule_set_id", "name", "check_id", "stage", "most", "fails"), MEASURED)
@settings(max_examples=5, deadline=None, derandomize=True, phases=[Phase.generate])
@given(share=st.floats(0.0, 1.0))
def test_a_parameter_decides_the_check_that_reads_it_and_no_other(
    rule_set_id: str, name: str, check_id: str, stage: str, most: float, fails: Fails, share: float
) -> None:
    value = float(f"{share * most:.4g}")
    rules = child(rule_set_id, name, value)
    now = measured(rules, batch(rule_set_id), stage)
    for known, found in zip(parcels(rule_set_id), now):
        assert (found[check_id].outcome is Outcome.FAIL) == fails(value, known), (value, known, found[check_id])
        assert found[check_id].clause == next(c.clause for c in rules.checks if c.id == check_id)
    require_no_others(rules, name, before(rule_set_id, stage), now)


NORTH_OF_IT_M = Geodesic.WGS84.Inverse(LAT, LON, LAT + 0.001, LON)["s12"] - 50.0
"""A photo a thousandth of a degree north of the middle of a place of 100 m by 100 m."""
FILED: list[tuple[str, str, str, float, Callable[[float], bool]]] = [
    (JIANGXI, "publicity.min_days", "CHK-NOTICE", 20.0, lambda v: v > 7),
    (JIANGXI, "sample.city_share", "CHK-CITY-SAMPLE", 1.0, lambda v: v > 0.4),
    (JIANGXI, "sample.prov_share", "CHK-PROV-SAMPLE", 1.0, lambda v: v > 0.4),
    (HEBEI, "hb.field_share", "CHK-FIELD", 1.0, lambda v: v > 0.4),
    *(
        (rule_set_id, "evidence.max_distance_m", "CHK-PHOTO-PLACE", 200.0, lambda v: v < NORTH_OF_IT_M)
        for rule_set_id in (HEBEI, JIANGXI, SICHUAN)
    ),
]


@pytest.mark.parametrize(("rule_set_id", "name", "check_id", "most", "fails"), FILED)
@settings(max_examples=6, deadline=None, derandomize=True, phases=[Phase.generate])
@given(share=st.floats(0.0, 1.0))
def test_a_parameter_decides_the_guard_of_the_file_that_reads_it_and_no_other(
    rule_set_id: str, name: str, check_id: str, most: float, fails: Callable[[float], bool], share: float
) -> None:
    value: float = round(share * most) if name == "publicity.min_days" else round(share * most, 2)
    rules = child(rule_set_id, name, value)
    now = on_file(rules, files(rule_set_id))
    outcomes = [found[check_id].outcome for found in now if check_id in found]
    assert [outcome is Outcome.FAIL for outcome in outcomes] == [fails(value)] * len(outcomes), value
    assert outcomes
    require_no_others(rules, name, on_file_before(rule_set_id), now)


OTHER = {
    "slope.rule": "any_pixel",
    "slope.source": "gdpdjb dem",
    "survey.release": '"01-02"',
    "hb.field_basis": "area",
    "area.credited": "gross",
    "cut.order": "oldest",
    "sc.quality_mode": "each",
    "sc.plan_approver": "PROV",
    "source.unmarked_classes": '"1202"',
    "stable.refinements": "HDGD",
}
"""Another value of parameters that are words."""


def another(name: str, value: object) -> object:
    """Another value of a parameter."""
    if isinstance(value, bool):
        return str(not value).lower()
    if isinstance(value, (int, float)):
        return value / 2 if value else 1
    return OTHER.get(name) or ('"2021-01-01"' if len(str(value)) == 10 else '"03-04"')


def parameters() -> list[tuple[str, str]]:
    """Every parameter, with the first rule set that has it."""
    found = {name: rule_set_id for rule_set_id in reversed(WALKS) for name in rule_sets()[rule_set_id].parameters}
    return [(rule_set_id, name) for name, rule_set_id in sorted(found.items())]


@pytest.mark.parametrize(("rule_set_id", "name"), parameters())
def test_any_other_value_changes_nothing_but_what_follows_from_it(rule_set_id: str, name: str) -> None:
    """Every parameter, over the whole sample batch and over the file of every step."""
    above = rule_sets()[rule_set_id]
    rules = child(rule_set_id, name, another(name, above.parameters[name].value))
    assert rules.parameters[name].value != above.parameters[name].value
    stage = path_to_pool(above)[-1]
    require_no_others(rules, name, before(rule_set_id, stage), measured(rules, batch(rule_set_id), stage))
    require_no_others(rules, name, on_file_before(rule_set_id), on_file(rules, files(rule_set_id)))
    assert {parameter for parameter, value in rules.parameters.items() if value != above.parameters[parameter]} == {
        name
    }
