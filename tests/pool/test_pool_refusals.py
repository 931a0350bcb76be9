"""What may not enter the pool: every reason, its limits, and that the others enter all the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import shapely
from engines import contents
from pool_parcels import (
    CHECKED_ON,
    EAST,
    NORTH,
    PUSH_TERMS,
    PUSHED_ON,
    RULES,
    RUN,
    checked,
    finding,
    sealed_again,
    sound_findings,
    square,
)

from zhanbu_plugin.checks.checked import CheckedParcel
from zhanbu_plugin.checks.findings import Finding, Outcome, Severity, Verdict
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.places import OverlapTolerance
from zhanbu_plugin.pool.reading import batches
from zhanbu_plugin.pool.records import PushReport
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True


def pushed(pool: Path, parcels: Sequence[CheckedParcel], **terms: object) -> PushReport:
    """Push, with a parcel beside that may always enter."""
    report = push_parcels(pool, [*parcels, checked("GOOD", square(900, 900))], **{**PUSH_TERMS, **terms})
    assert verify_pool(pool) == ()
    return report


def codes(report: PushReport) -> dict[str, str]:
    return {r.parcel_id: r.code for r in report.refused}


@pytest.mark.parametrize(
    ("severity", "outcome", "verdict", "says"),
    [
        (Severity.BLOCK, Outcome.FAIL, Verdict.INELIGIBLE, "not eligible: CHK-X"),
        (Severity.BLOCK, Outcome.NOT_CHECKED, Verdict.INCOMPLETE, "not carried out: CHK-X"),
        (Severity.OVERRIDE, Outcome.NOT_CHECKED, Verdict.INCOMPLETE, "not carried out: CHK-X"),
        (Severity.OVERRIDE, Outcome.FAIL, Verdict.WAIVABLE, "document for CHK-X"),
    ],
)
def test_only_an_eligible_parcel_enters(
    pool: Path, severity: Severity, outcome: Outcome, verdict: Verdict, says: str
) -> None:
    bad = checked("BAD", square(0, 0), findings=[*sound_findings("BAD"), finding("BAD", "CHK-X", severity, outcome)])
    assert bad.verdict is verdict
    report = pushed(pool, [bad])
    assert codes(report) == {"BAD": "NOT_ELIGIBLE"}
    assert says in str(report.refused[0].reason)
    assert list(report.admitted) == ["GOOD"]


def test_a_warning_does_not_keep_a_parcel_out(pool: Path) -> None:
    findings = sound_findings("P", NARROW=Outcome.NOT_CHECKED)
    assert codes(pushed(pool, [checked("P", square(0, 0), findings=findings)])) == {}


def stated(check: str, **changes: object) -> list[Finding]:
    """Sound findings with one of them told otherwise."""
    return [replace(f, **changes) if f.check_id == check else f for f in sound_findings("P")]


@pytest.mark.parametrize(
    ("findings", "says"),
    [
        (
            [*sound_findings("P"), finding("P", "CHK-NOTHING", Severity.INFO, Outcome.PASS)],
            "no such checks: CHK-NOTHING",
        ),
        (
            stated("CHK-BAN-redline", outcome=Outcome.FAIL, severity=Severity.WARN),
            "CHK-BAN-redline is BLOCK under HB-8c",
        ),
        (stated("CHK-SRC", clause="HB-99"), "CHK-SRC is BLOCK under HB-8a"),
        ([f for f in sound_findings("P") if f.check_id != "CHK-SLOPE"], "were not made: CHK-SLOPE"),
        ([*sound_findings("P"), *sound_findings("P")[:1]], "more than one finding: CHK-CRS"),
        (sound_findings("P")[:1], "CHK-SLOPE"),
    ],
    ids=["invented", "made lighter", "another clause", "left out", "twice", "one alone"],
)
def test_findings_that_the_rules_do_not_demand_stay_out_even_when_sealed(
    pool: Path, findings: list[Finding], says: str
) -> None:
    parcel = checked("P", square(0, 0), findings=findings)
    assert parcel.verdict is Verdict.ELIGIBLE
    report = pushed(pool, [parcel])
    assert codes(report) == {"P": "WRONG_FINDINGS"}
    assert says in str(report.refused[0].reason)


def test_a_check_of_a_stage_that_the_rules_do_not_have_stays_out(pool: Path) -> None:
    report = pushed(pool, [checked("P", square(0, 0), run=replace(RUN, stage="FINISHED"))])
    assert codes(report) == {"P": "WRONG_FINDINGS"}


def test_a_parcel_on_which_no_check_ran_is_not_eligible(pool: Path) -> None:
    assert codes(pushed(pool, [checked("P", square(0, 0), findings=[])])) == {"P": "NOT_ELIGIBLE"}


@pytest.mark.parametrize(
    "changed",
    [
        {"geometry": square(0, 1)},
        {"area_m2": 2600.0},
        {"verdict": Verdict.WAIVABLE},
        {"findings": sound_findings("P")[:2]},
        {"run": replace(RUN, as_of=CHECKED_ON - timedelta(days=1))},
        {"parcel_id": "PP"},
        {"seal": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_after_the_check_breaks_the_seal(pool: Path, changed: dict[str, object]) -> None:
    report = pushed(pool, [replace(checked("P", square(0, 0)), **changed)])
    assert [r.code for r in report.refused] == ["SEAL_BROKEN"]


def test_a_verdict_that_the_findings_do_not_give_breaks_the_seal_even_when_sealed_again(pool: Path) -> None:
    failed = finding("P", "CHK-X", Severity.BLOCK, Outcome.FAIL)
    parcel = checked("P", square(0, 0), findings=[failed])
    forged = sealed_again(replace(parcel, verdict=Verdict.ELIGIBLE))
    report = pushed(pool, [forged])
    assert codes(report) == {"P": "SEAL_BROKEN"}
    assert "INELIGIBLE" in str(report.refused[0].reason)


def test_an_area_that_is_not_the_shapes_is_refused_even_when_sealed_again(pool: Path) -> None:
    forged = sealed_again(replace(checked("P", square(0, 0)), area_m2=25_000.0))
    report = pushed(pool, [forged])
    assert codes(report) == {"P": "GEOMETRY"}
    assert "25000.00" in str(report.refused[0].reason)
    assert "2500.00" in str(report.refused[0].reason)


@pytest.mark.parametrize(
    ("as_of", "limit", "code"),
    [
        (CHECKED_ON + timedelta(days=90), 90, None),
        (CHECKED_ON + timedelta(days=91), 90, "STALE"),
        (CHECKED_ON, 0, None),
        (CHECKED_ON - timedelta(days=1), 90, "STALE"),
        (date(2028, 4, 30), 9999, None),
        (date(2028, 5, 1), 9999, "STALE"),
    ],
)
def test_a_check_keeps_for_ninety_days_and_while_its_rules_are_in_force(
    pool: Path, as_of: date, limit: int, code: str | None
) -> None:
    parcel = checked("P", square(0, 0))
    terms = {"as_of": as_of, "max_age_days": limit, "recorded_at": "2028-06-01T08:00:00Z"}
    report = push_parcels(pool, [parcel], **{**PUSH_TERMS, **terms})
    assert [r.code for r in report.refused] == ([] if code is None else [code])


def test_a_rule_set_that_changed_since_makes_a_check_stale(pool: Path) -> None:
    report = pushed(pool, [], rule_set_in_force=lambda _id, _day: replace(RULES, sha256=RULES.sha256[::-1]))
    assert codes(report) == {"GOOD": "STALE"}
    assert "hebei-cropland-2025" in str(report.refused[0].reason)


def test_a_parcel_goes_only_where_it_was_checked_for(pool: Path) -> None:
    elsewhere = checked("COUNTY", square(0, 0), run=replace(RUN, county="139902"))
    unnamed = checked("UNNAMED", square(2, 0), run=replace(RUN, county=""))
    other = checked("SYSTEM", square(4, 0), run=replace(RUN, system="INOUT"))
    report = pushed(pool, [elsewhere, unnamed, other])
    assert codes(report) == {"COUNTY": "WRONG_COUNTY", "SYSTEM": "WRONG_SYSTEM"}
    assert "UNNAMED" in report.admitted


BOW_TIE = shapely.Polygon([(EAST, NORTH), (EAST + 50, NORTH + 50), (EAST + 50, NORTH), (EAST, NORTH + 40)])


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        (None, "no shape"),
        (shapely.Polygon(), "no shape"),
        (shapely.LineString([(EAST, NORTH), (EAST + 1, NORTH)]), "LineString"),
        (shapely.GeometryCollection([square(0, 0)]), "GeometryCollection"),
        (BOW_TIE, "Self-intersection"),
        (shapely.box(EAST, NORTH, EAST + 0.00002, NORTH + 50), "grid"),
    ],
    ids=["none", "empty", "line", "collection", "bow-tie", "thinner than the grid"],
)
def test_what_is_no_sound_polygon_stays_out(pool: Path, shape: shapely.Geometry, says: str) -> None:
    report = pushed(pool, [sealed_again(replace(checked("P", square(0, 0)), geometry=shape))])
    assert codes(report) == {"P": "GEOMETRY"}
    if says == "grid":
        return  # its area is below a square centimetre: whichever of the two reasons comes first is right
    assert says in str(report.refused[0].reason)


def test_the_same_parcel_does_not_enter_twice(pool: Path) -> None:
    parcel = checked("P", square(0, 0))
    push_parcels(pool, [parcel], **PUSH_TERMS)
    turned = checked("Q", shapely.Polygon(list(square(0, 0).exterior.coords)[::-1]), bsm="other")
    report = pushed(pool, [parcel, turned], batch="2026-2")
    assert codes(report) == {"P": "ALREADY", "Q": "ALREADY"}
    assert "139901-CROP-000001" in str(report.refused[0].reason)


def test_the_same_survey_parcel_does_not_enter_twice(pool: Path) -> None:
    push_parcels(pool, [checked("P", square(0, 0), bsm="B1")], **PUSH_TERMS)
    again = checked("AGAIN", square(2, 0), bsm="B1")
    piece = checked("PIECE", square(4, 0), bsm="B1", PART_NO=2)
    later = checked("LATER", square(6, 0), bsm="B1", year=2025)
    nameless = [checked("N1", square(8, 0), bsm=""), checked("N2", square(10, 0), bsm="")]
    report = pushed(pool, [again, piece, later, *nameless])
    assert codes(report) == {"AGAIN": "DOUBLE_SURVEY_ID"}
    assert "B1" in str(report.refused[0].reason)
    assert "139901-CROP-000001" in str(report.refused[0].reason)


def test_of_two_pieces_with_one_survey_id_in_one_push_the_first_by_id_enters(pool: Path) -> None:
    report = pushed(pool, [checked("B", square(2, 0), bsm="X"), checked("A", square(0, 0), bsm="X")])
    assert codes(report) == {"B": "DOUBLE_SURVEY_ID"}
    assert "A" in report.admitted


def test_ground_of_another_system_is_claimed_already(pool: Path) -> None:
    forest = checked("F", square(0, 0), run=replace(RUN, system="FOREST"), bsm="F")
    push_parcels(pool, [forest], **{**PUSH_TERMS, "system": "FOREST"})
    same, part = checked("SAME", square(0, 0)), checked("PART", shapely.box(EAST + 40, NORTH, EAST + 80, NORTH + 50))
    report = pushed(pool, [same, part])
    assert codes(report) == {"SAME": "DOUBLE_PLACE", "PART": "DOUBLE_PLACE"}
    by_id = {r.parcel_id: str(r.reason) for r in report.refused}
    assert "500.00 m²" in by_id["PART"]
    assert "139901-FOREST-000001" in by_id["PART"]
    assert [b.parcels for b in batches(pool)] == [1, 1]


def beside(overlap: float, height: float = 50.0) -> shapely.Polygon:
    """A rectangle that reaches ``overlap`` metres into the square at (0, 0), over ``height`` metres of its side."""
    return shapely.box(EAST + 50 - overlap, NORTH, EAST + 100, NORTH + height)


@pytest.mark.parametrize(
    ("shape", "refused", "why"),
    [
        (beside(0.0), False, "neighbours share an edge"),
        (beside(0.49), False, "24.5 m², but nowhere wider than 0.49 m"),
        (beside(0.60), True, "30 m², 0.60 m wide"),
        (beside(1.2, height=0.8), False, "0.96 m², however wide"),
        (beside(1.2, height=0.9), True, "1.08 m², 0.9 m wide"),
    ],
)
def test_neighbours_may_share_one_square_metre_or_half_a_metre(
    pool: Path, shape: shapely.Polygon, refused: bool, why: str
) -> None:
    push_parcels(pool, [checked("P", square(0, 0))], **PUSH_TERMS)
    report = push_parcels(pool, [checked("Q", shape)], **PUSH_TERMS)
    assert [r.code for r in report.refused] == (["DOUBLE_PLACE"] if refused else []), why
    assert verify_pool(pool) == ()


def test_a_thin_tail_does_not_hide_a_broad_overlap(pool: Path) -> None:
    field = shapely.box(EAST, NORTH, EAST + 2000, NORTH + 100)
    body = shapely.box(EAST, NORTH, EAST + 10, NORTH + 10)
    tail = shapely.box(EAST + 10, NORTH, EAST + 1990, NORTH + 0.05)
    hidden = shapely.union(body, tail)
    assert 2 * hidden.area / hidden.length < 0.5
    push_parcels(pool, [checked("P", field)], **PUSH_TERMS)
    report = push_parcels(pool, [checked("Q", hidden)], **PUSH_TERMS)
    assert codes(report) == {"Q": "DOUBLE_PLACE"}


def test_many_small_slivers_are_not_added_up_but_broad_pieces_are(pool: Path) -> None:
    push_parcels(pool, [checked("P", square(0, 0))], **PUSH_TERMS)
    pieces = [shapely.box(EAST + 49, NORTH + y, EAST + 60, NORTH + y + 0.4) for y in range(0, 40, 8)]
    spine = shapely.box(EAST + 55, NORTH, EAST + 60, NORTH + 33)
    report = push_parcels(pool, [checked("Q", shapely.union_all([*pieces, spine]))], **PUSH_TERMS)
    assert codes(report) == {}, "2 m², but each piece is 0.4 m wide"
    broad = [shapely.box(EAST + 49, NORTH + 40 + y, EAST + 54, NORTH + 41 + y) for y in (0, 3, 6)]
    spine = shapely.box(EAST + 51, NORTH + 40, EAST + 54, NORTH + 47)
    report = push_parcels(pool, [checked("R", shapely.union_all([*broad, spine]))], **PUSH_TERMS)
    assert codes(report) == {"R": "DOUBLE_PLACE"}, "3 m², each piece 1 m wide"


def test_a_reviewer_may_bring_another_tolerance(pool: Path) -> None:
    push_parcels(pool, [checked("P", square(0, 0))], **PUSH_TERMS)
    strict = push_parcels(
        pool, [checked("Q", beside(0.1))], **PUSH_TERMS, tolerance=OverlapTolerance(area_m2=0.01, width_m=0.01)
    )
    assert codes(strict) == {"Q": "DOUBLE_PLACE"}


def test_of_overlapping_parcels_in_one_push_those_enter_that_the_first_ones_leave(pool: Path) -> None:
    chain = [checked(f"C{i}", shapely.box(EAST + 40 * i, NORTH, EAST + 40 * i + 50, NORTH + 50)) for i in range(5)]
    report = pushed(pool, chain[::-1])
    assert codes(report) == {"C1": "DOUBLE_PLACE", "C3": "DOUBLE_PLACE"}
    by_id = {r.parcel_id: str(r.reason) for r in report.refused}
    assert "C0" in by_id["C1"]
    assert "C2" in by_id["C3"]


def test_every_refusal_speaks_two_sentences_and_no_placeholder(pool: Path) -> None:
    report = pushed(
        pool,
        [
            checked("A", square(0, 0)),
            checked("B", square(0, 0), bsm="B"),
            replace(checked("C", square(2, 0)), seal=""),
            checked("D", square(4, 0), run=replace(RUN, as_of=PUSHED_ON + timedelta(days=1))),
            checked("E", square(6, 0), run=replace(RUN, rule_set="sichuan-cropland-2022")),
        ],
    )
    assert codes(report) == {"B": "DOUBLE_PLACE", "C": "SEAL_BROKEN", "D": "STALE", "E": "STALE"}
    for refusal in report.refused:
        said = str(refusal.reason)
        assert said.count(".") >= 2 and "{" not in said, said


def rules(name: str, **parameters: float) -> RuleSet:
    """The Hebei rules under another name, with other numbers."""
    changed = {key: replace(RULES.parameters[key], value=value) for key, value in parameters.items()}
    content = RULES.content + f"# {name}\n".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return replace(RULES, id=name, content=content, sha256=sha256, parameters={**RULES.parameters, **changed})


def by_rules(parcel_id: str, shape: shapely.Geometry, rule_set: RuleSet) -> CheckedParcel:
    return checked(parcel_id, shape, run=replace(RUN, rule_set=rule_set.id, rule_set_sha256=rule_set.sha256))


def test_a_check_keeps_as_long_as_the_parcels_own_rules_say_whoever_comes_first(tmp_path: Path) -> None:
    """32 days after the check."""
    known = {r.id: r for r in (rules("a", **{"pool.max_check_age_days": 31}), rules("b"))}
    for name, (first, second) in {"one": ("a", "b"), "other": ("b", "a")}.items():
        path = tmp_path / f"{name}.gpkg"
        create_pool(path, county="139901", epsg=4527, created_on=PUSHED_ON)
        parcels = [by_rules(first, square(0, 0), known[first]), by_rules(second, square(2, 0), known[second])]
        terms = {**PUSH_TERMS, "rule_set_in_force": lambda rule_set, _day: known.get(rule_set)}
        report = push_parcels(path, parcels, **terms)
        assert codes(report) == {"a": "STALE"}
        assert "at most 31" in str(report.refused[0].reason)


@pytest.mark.parametrize("strict", ["a", "z"])
def test_of_two_rule_sets_in_a_push_the_stricter_tolerance_holds_whoever_comes_first(
    tmp_path: Path, strict: str
) -> None:
    """A sliver 10 cm wide and 5 m² in size."""
    narrow = {"overlap.tolerance_m2": 0.01, "overlap.tolerance_width_m": 0.01}
    known = {name: rules(name, **(narrow if name == strict else {})) for name in ("a", "z")}
    terms = {**PUSH_TERMS, "rule_set_in_force": lambda rule_set, _day: known.get(rule_set)}
    path = tmp_path / "pool.gpkg"
    create_pool(path, county="139901", epsg=4527, created_on=PUSHED_ON)
    report = push_parcels(
        path, [by_rules("A", square(0, 0), known["a"]), by_rules("B", beside(0.1), known["z"])], **terms
    )
    assert codes(report) == {"B": "DOUBLE_PLACE"}


def test_a_push_is_no_act_of_a_day_that_has_not_come(pool: Path) -> None:
    before = contents(pool)
    with pytest.raises(InputProblem, match=r"2026-11-03 lies after the day on which it is recorded .2026-11-02"):
        push_parcels(pool, [checked("P", square(0, 0))], **{**PUSH_TERMS, "as_of": date(2026, 11, 3)})
    assert contents(pool) == before


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("NOBODY", "no role “NOBODY”.*COUNTY_NR"),
        ("", "no role “”"),
        ("PROV_NR", "By hebei-cropland-2025, PROV_NR can't enter parcels. It is for: TECHNICIAN, COUNTY_NR"),
    ],
)
def test_only_whom_the_rules_name_enters_parcels(pool: Path, role: str, told: str) -> None:
    before = contents(pool)
    with pytest.raises(InputProblem, match=told):
        push_parcels(pool, [checked("P", square(0, 0))], **{**PUSH_TERMS, "role": role})
    assert contents(pool) == before
