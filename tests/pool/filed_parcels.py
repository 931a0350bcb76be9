"""Parcels in a pool with papers and answers on file, and a rule set with a guard of each sort."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from osgeo import gdal
from pool_parcels import PUSH_TERMS, RULES, grid_of_parcels

from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.filed import PoolEvidence
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.regimes.deadline import Deadline
from zhanbu_plugin.regimes.rule_set import CheckRule, RuleSet
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.regimes.text import Text
from zhanbu_plugin.regimes.workflow import PARCEL, State, Transition, Workflow

ONE, TWO, THREE = (f"139901-CROP-00000{n}" for n in (1, 2, 3))
RECORDED_AT = "2027-06-01T08:00:00Z"
BATCH = Concern(system="CROP", batch="2026-1")


def guard(check_id: str, kind: str, stage: str, subject: str = PARCEL, **more: object) -> CheckRule:
    """A check that guards a state."""
    return CheckRule(
        **{
            **{"id": check_id, "kind": kind, "clause": "HB-8a", "stage": stage, "severity": Severity.BLOCK},
            **{"severity_by_category": {}, "role": "", "title": Text("检查", "check")},
            **{"remedy": Text("补齐", "complete it"), "subject": subject, "options": {}, **more},
        }
    )


def deadline(deadline_id: str, **more: object) -> Deadline:
    """A deadline that nothing sets yet."""
    bare = dict.fromkeys(
        ("from_state", "from_form", "field", "years", "months", "days", "day", "met_by_state", "met_by_form"), ""
    )
    return Deadline(
        **{
            **{"id": deadline_id, "clause": "HB-25", "subject": PARCEL, "title": Text("期限", "deadline")},
            **{"yearly": False, "late": Severity.WARN, **bare, **more},
        }
    )


PLAN = Workflow(
    "PLAN",
    Text("方案", "plan"),
    {
        "DRAFT": State("DRAFT", Text("草案", "draft")),
        "APPROVED": State("APPROVED", Text("已批准", "approved")),
        "CLOSED": State("CLOSED", Text("已结束", "closed"), ends=True),
    },
    (
        Transition(("",), "DRAFT", ("COUNTY_GOV",), False, "HB-12a"),
        Transition(("DRAFT",), "APPROVED", ("CITY_GOV",), True, "HB-12a"),
        Transition(("APPROVED",), "CLOSED", ("COUNTY_GOV",), False, "HB-12a"),
    ),
)


def rules(*guards: CheckRule, deadlines: tuple[Deadline, ...] = (), **more: object) -> RuleSet:
    """The Hebei rules with their states and these guards alone behind the first one."""
    content = repr((guards, deadlines, sorted(more))).encode()
    states = {name: replace(state, repeats=()) for name, state in RULES.states.items()}
    return replace(
        RULES,
        checks=(*RULES.checks_up_to("CANDIDATE"), *guards),
        workflows={PARCEL: replace(RULES.workflows[PARCEL], states=states), "PLAN": PLAN},
        deadlines=deadlines,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        **more,
    )


def filled(pool: Path, count: int = 3) -> Path:
    """A pool with parcels."""
    push_parcels(pool, grid_of_parcels(count), **PUSH_TERMS)
    return pool


def paper(folder: Path, name: str = "批复.pdf", content: bytes = b"%PDF-1.4 yes") -> Path:
    """A scan on the technician's disk."""
    path = folder / name
    path.write_bytes(content)
    return path


def attach(pool: Path, file: Path, kind: str = "CHECK_REPORT", on: Concern | None = None) -> PoolEvidence:
    """A paper of a kind for the first parcel, or for whom else it concerns."""
    known = Paper(kind, "冀自然资〔2026〕7号", date(2026, 11, 20), "示例县自然资源局")
    return attach_evidence(pool, file, known, on or Concern((ONE,)), role="COUNTY_NR", recorded_at=RECORDED_AT)


def answer(pool: Path, form: str, values: dict[str, object], on: Concern | None = None, **more: object) -> str:
    """A form record for the first parcel, or for whom else it concerns."""
    said = {"answered_by": "王工", "answered_on": date(2026, 12, 1), "role": "COUNTY_NR", "recorded_at": RECORDED_AT}
    (uid,) = record_form(pool, form, [values], on or Concern((ONE,)), **{**said, **more})  # type: ignore[arg-type]
    return uid


def act(role: str = "COUNTY_NR", on: date = date(2027, 1, 15), doc_no: str = "") -> Act:
    """An act of the county."""
    return Act(role, on, doc_no, RECORDED_AT)


def photo(path: Path, lon: float | None = 117.00340, lat: float = 37.92514, azimuth: float | None = 123.5) -> Path:
    """A JPEG with the EXIF tags that a phone writes, made byte by byte (CIPA DC-008, 4.6)."""
    empty = gdal.GetDriverByName("MEM").Create("", 8, 8, 3)
    empty.GetRasterBand(1).WriteArray(np.full((8, 8), len(path.name), dtype=np.uint8))
    gdal.GetDriverByName("JPEG").CreateCopy(str(path), empty)
    plain = path.read_bytes()
    taken = b"2026:10:05 09:30:00\0"
    gps = []
    if lon is not None:
        gps += [(1, 2, b"N\0"), (2, 5, _angle(lat)), (3, 2, b"E\0" if lon >= 0 else b"W\0"), (4, 5, _angle(abs(lon)))]
    if azimuth is not None:
        gps += [(16, 2, b"T\0"), (17, 5, struct.pack("<II", round(azimuth * 100), 100))]
    size = 2 + 2 * 12 + 4
    own = _directory([(0x9003, 2, taken)], 8 + size)
    first = [(0x8769, 4, struct.pack("<I", 8 + size)), (0x8825, 4, struct.pack("<I", 8 + size + len(own)))]
    tiff = b"II*\0" + struct.pack("<I", 8) + _directory(first, 8) + own + _directory(gps, 8 + size + len(own))
    segment = b"Exif\0\0" + tiff
    path.write_bytes(plain[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + plain[2:])
    return path


def _angle(degrees: float) -> bytes:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    seconds = ((degrees - whole) * 60 - minutes) * 60
    return struct.pack("<6I", whole, 1, minutes, 1, round(seconds * 10_000), 10_000)


def _directory(entries: list[tuple[int, int, bytes]], at: int) -> bytes:
    """An image file directory at an offset, with its values behind it."""
    sizes = {2: 1, 4: 4, 5: 8}
    tail = b""
    behind = at + 2 + 12 * len(entries) + 4
    rows = b""
    for tag, kind, value in entries:
        place = value.ljust(4, b"\0")
        if len(value) > 4:
            place = struct.pack("<I", behind + len(tail))
            tail += value
        rows += struct.pack("<HHI", tag, kind, len(value) // sizes[kind]) + place
    return struct.pack("<H", len(entries)) + rows + struct.pack("<I", 0) + tail
