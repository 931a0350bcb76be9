"""A big pool to measure: parcels of the sample county's zone, checked on paper, pushed and led through their states.

The pool is made by the plugin's own services, so its history, lots and sums are what years of work would leave.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from zhanbu_plugin.checks.checked import CheckedParcel, CheckRun, Snapshot, seal_of
from zhanbu_plugin.checks.findings import Finding, Outcome, verdict_of
from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.stepping import advance_and_book
from zhanbu_plugin.ledger.unlinking import write_off
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import PoolAddress
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.records import PushReport
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.regimes.choosing import rule_set_in_force, rule_sets
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.workflow import PARCEL
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.wording import Wording

COUNTY, EPSG, SYSTEM = "139901", 4527, "CROP"
EAST, NORTH = 39_500_000.0, 4_200_000.0
PITCH, SIDE, COLUMNS = 100.0, 60.0, 400
CHECKED_ON, PUSHED_ON, MADE_ON = date(2026, 10, 1), date(2026, 11, 2), date(2026, 11, 1)
RECORDED_AT = "2027-06-01T08:00:00Z"
RULES = rule_sets()["hebei-cropland-2025"]
CHUNK = 5000
PROJECTS = 200
NOTHING_SAID = Wording("", {})

WAY = (
    ("CHECKED", "COUNTY_NR"),
    ("COMPLETED", "IMPLEMENTER"),
    ("SURVEY_CROP", "PROV_NR"),
    ("COUNTY_QUALITY", "COUNTY_AGRI"),
    ("CITY_QUALITY", "CITY_AGRI"),
    ("FILED", "COUNTY_NR"),
    ("CITY_QUANTITY", "CITY_NR"),
    ("INDICATOR", "PROV_NR"),
)
"""States that a parcel of the Hebei rules goes through, and who says so."""


def free_rules() -> RuleSet:
    """The Hebei rules without guards behind the first state: their papers would be most of the pool."""
    states = {name: replace(state, repeats=()) for name, state in RULES.states.items()}
    content = RULES.content + b"\n# without guards\n"
    return replace(
        RULES,
        checks=tuple(RULES.checks_up_to("CANDIDATE")),
        workflows={**RULES.workflows, PARCEL: replace(RULES.workflows[PARCEL], states=states)},
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def checked_parcels(first: int, count: int) -> list[CheckedParcel]:
    """Eligible squares that stand apart, numbered from ``first``, each with its findings and seal."""
    run = CheckRun(
        RULES.id,
        RULES.sha256,
        SYSTEM,
        CHECKED_ON,
        "CANDIDATE",
        COUNTY,
        "bench",
        (Snapshot("redline", "生态保护红线", "2025-12-31", hashlib.sha256(b"redline").hexdigest()),),
    )
    numbers = np.arange(first, first + count)
    east, north = EAST + PITCH * (numbers % COLUMNS), NORTH + PITCH * (numbers // COLUMNS)
    shapes = shapely.box(east, north, east + SIDE, north + SIDE)
    crs = Crs.of(EPSG)
    areas = ellipsoid_areas(shapes, crs).tolist()
    return [
        _parcel(f"P{number:07d}", shape, area, crs.wkt, run)
        for number, shape, area in zip(numbers.tolist(), shapes, areas)
    ]


def _parcel(parcel_id: str, shape: shapely.Polygon, area: float, crs: str, run: CheckRun) -> CheckedParcel:
    survey = {
        **{"BSM": parcel_id, "SJNF": 2024, "TBBH": parcel_id[1:], "DLBM": "0404", "DLMC": "其他草地", "QSXZ": "30"},
        **{"ZLDWDM": "1399011002030000000", "ZLDWMC": "示例县示例镇东村", "TBMJ": round(area, 2)},
        **{"QSDWDM": "1399011002030000000", "QSDWMC": "东村村民委员会"},
    }
    findings = tuple(_findings(parcel_id))
    parcel = CheckedParcel(
        parcel_id,
        shape,
        crs,
        survey,
        "RECLAIM",
        area,
        {"slope_deg": 3.25, "slope_gr": 2, "slope_over": 0.0, "slope_na": 0.0},
        verdict_of(findings),
        findings,
        run,
        seal="",
    )
    return replace(parcel, seal=seal_of(parcel))


def _findings(parcel_id: str) -> Iterator[Finding]:
    """Everything passed; a checked layer keeps no sentence of what passed."""
    for check in RULES.checks_up_to("CANDIDATE"):
        severity = check.severity_for("RECLAIM")
        yield Finding(
            parcel_id, check.id, check.clause, severity, Outcome.PASS, 0.0, 1.0, "m2", "生态保护红线", NOTHING_SAID
        )


def push(pool: PoolAddress, parcels: Sequence[CheckedParcel], batch: str) -> PushReport:
    """Push as the dock does. Ends the benchmark unless every parcel enters."""
    report = push_parcels(
        pool,
        parcels,
        system=SYSTEM,
        batch=batch,
        as_of=PUSHED_ON,
        rule_set_in_force=rule_set_in_force,
        role="COUNTY_NR",
        recorded_at=RECORDED_AT,
    )
    if report.refused:
        raise SystemExit(f"bench: {len(report.refused)} parcels were refused, first {report.refused[0]}")
    return report


def make_pool(path: Path, parcels: int, events: int) -> None:
    """A pool of so many parcels; a quarter becomes lots, of which projects use some, the others take the first steps.

    There are as many steps as it takes to reach so many events; postings come on top of them.
    """
    create_pool(path, county=COUNTY, epsg=EPSG, created_on=MADE_ON)
    for first in range(0, parcels, CHUNK):
        push(path, checked_parcels(first, min(CHUNK, parcels - first)), f"2026-{first // CHUNK + 1}")
        tell(f"{min(first + CHUNK, parcels)} of {parcels} parcels")
    rules, left = free_rules(), events - parcels
    uids = [f"{COUNTY}-{SYSTEM}-{number + 1:06d}" for number in range(parcels)]
    quarter = parcels // 4
    for group, steps in ((uids[:quarter], WAY), (uids[quarter:], WAY[:2])):
        for number, (state, role) in enumerate(steps):
            for first in range(0, len(group), CHUNK):
                some = group[first : first + min(CHUNK, left)]
                if some:
                    step(path, some, state, acted(1 + number, role), rules)
                left -= len(some)
            tell(f"{events - left} of {events} events")
    for number in range(PROJECTS):
        project = Project(f"项目{number}", "高速公路", 10 * int(SIDE * SIDE) * 100)
        link(path, project, acted(20), rules)
        if number % 2:
            write_off(path, project.project_no, project.area_dm2 // 2, acted(20), rules)


def acted(day: int, role: str = "PROV_NR") -> Act:
    """An act in December."""
    return Act(role, date(2026, 12, day), "文号〔2026〕1号", RECORDED_AT)


def step(pool: PoolAddress, uids: Sequence[str], state: str, act: Act, rules: RuleSet) -> None:
    """Take a step. Ends the benchmark unless every parcel takes it."""
    report = advance_and_book(pool, uids, state, act, rules)
    if report.refused:
        raise SystemExit(f"bench: {len(report.refused)} steps were refused, first {report.refused[0].reason}")


def tell(text: str) -> None:
    """Progress of what takes minutes."""
    print(f"  {text}", file=sys.stderr, flush=True)
