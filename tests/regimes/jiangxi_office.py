"""A county office of Jiangxi with a pool: mines with all their papers and answers, and the steps they take."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date
from pathlib import Path

from jiangxi_parcels import ANSWERS, COUNTY, PAPERS, PATH, RULES, STEPS, check, ground, mines, surroundings, survey

from zhanbu_plugin.checks.waivers.waiver import Waiver
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import AdvanceReport, advance
from zhanbu_plugin.regimes.choosing import rule_set_in_force

RECORDED_AT = "2026-11-21T08:00:00Z"
DOCUMENT = "赣林〔2023〕1号"
BATCH = "360122-2022-1"
WHOLE_BATCH = Concern(system="FOREST", batch=BATCH)
AROUND = surroundings(surveys=survey((ground(-50, 9_000), "0602", 2021), (ground(-50, 9_000), "0301", 2022)))
"""The survey shows mining land in 2021 and forest in 2022."""


def make_office(folder: Path, count: int = 1, *, without: Collection[str] = ()) -> Path:
    """A pool in a folder with mines of 9 200 m², candidates with everything on file but what is left out."""
    path = folder / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=4527, created_on=date(2022, 1, 5))
    shapes = [ground(200 * i, 200 * i + 92) for i in range(count)]
    result = check(mines(shapes, SJNF=[2021] * count), as_of=STEPS[0][2])
    report = push_parcels(
        path,
        [result.checked_parcel(i) for i in range(count)],
        system="FOREST",
        batch=BATCH,
        as_of=STEPS[0][2],
        rule_set_in_force=rule_set_in_force,
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )
    assert not report.refused
    for kind in (kind for kind in PAPERS if kind not in ("FIELD_PHOTO", *without)):
        attach(path, kind, WHOLE_BATCH)
    for form, values in ANSWERS:
        if form not in without:
            drawn = {"drawn_m2": area_of(path), "frame_m2": area_of(path)} if form == "SAMPLE" else {}
            answer(path, form, {**values, **drawn}, WHOLE_BATCH)
    return path


def area_of(pool: Path) -> float:
    """Area of the batch in square metres."""
    return sum(parcel.area_dm2 for parcel in pool_batch(pool, "FOREST", BATCH).parcels) / 100


def attach(pool: Path, kind: str, concern: Concern) -> None:
    """Put a scan on file."""
    scan = pool.parent / f"{kind}.pdf"
    scan.write_bytes(kind.encode())
    paper = Paper(kind, DOCUMENT, STEPS[0][2], "县林业局")
    attach_evidence(pool, scan, paper, concern, role="TECHNICIAN", recorded_at=RECORDED_AT)


def answer(pool: Path, form: str, values: dict[str, object], concern: Concern) -> None:
    """Fill in a form."""
    said = {"answered_by": "张三", "answered_on": STEPS[0][2], "role": "TECHNICIAN", "recorded_at": RECORDED_AT}
    record_form(pool, form, [values], concern, **said)  # type: ignore[arg-type]


def draw_all(pool: Path) -> None:
    """Spot checks of the whole batch as it is now, by the city and the province."""
    for stage in ("CITY", "PROV"):
        drawn = {"stage": stage, "drawn_m2": area_of(pool), "frame_m2": area_of(pool), "failed": 0}
        answer(pool, "SAMPLE", drawn, WHOLE_BATCH)


def uids(pool: Path) -> list[str]:
    """The mines."""
    return [parcel.parcel_uid for parcel in pool_batch(pool, "FOREST", BATCH).parcels]


def state(pool: Path) -> str:
    """The state in which all mines stand."""
    (found,) = {parcel.state for parcel in pool_batch(pool, "FOREST", BATCH).parcels}
    return found


def go(pool: Path, to: str, day: date, *, doc_no: str = DOCUMENT, waivers: tuple[Waiver, ...] = ()) -> AdvanceReport:
    """Let the mines take a step by an office that may."""
    step = RULES.workflows["PARCEL"].between(state(pool), to)
    assert step is not None
    act = Act(step.roles[0], day, doc_no, RECORDED_AT)
    return advance(pool, uids(pool), to, act, RULES, AROUND, waivers=waivers)


def walk(pool: Path, to: str, *, after: str = "CANDIDATE") -> None:
    """Take the steps of the worked example that follow on a state, up to another."""
    for _, state_, day in STEPS[PATH.index(after) + 1 :]:
        report = go(pool, state_, day, waivers=photo_from_nowhere(pool) if state_ == "VERIFIED" else ())
        assert not report.refused, (state_, [str(r.reason) for r in report.refused])
        if state_ == to:
            return


def photo_from_nowhere(pool: Path) -> tuple[Waiver, ...]:
    """A photo from the field that doesn't say where it was taken, and a document that lets it pass."""
    attach(pool, "FIELD_PHOTO", WHOLE_BATCH)
    note = pool.parent / "note.pdf"
    note.write_bytes(b"note")
    return (
        Waiver(
            parcel_id="*",
            check_id="CHK-PHOTO-PLACE",
            doc_no=DOCUMENT,
            doc_date=date(2022, 3, 1),
            issuer="县林业局",
            file_name="note.pdf",
            file_sha256=hashlib.sha256(b"note").hexdigest(),
            entered_by="张三",
            recorded_on=date(2022, 3, 1),
            path=str(note),
        ),
    )
