"""One county as a task of a scheduler: from files to a result that is compared byte by byte. No QGIS, no state."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.counties import AS_OF, COUNTY_CODE, ROLES, County
from benchmarks.stopwatch import peak_mb
from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.layer import PassingLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.regimes.choosing import choose_rule_set

_FOREIGN = {"qgis", "PyQt5", "PyQt6"}


@dataclass(frozen=True)
class Checked:
    """A county's result as bytes, what it cost, and modules of QGIS or Qt that got into the process."""

    content: bytes
    parcels: int
    cpu_s: float
    wall_s: float
    peak_mb: float
    foreign_modules: tuple[str, ...]


def check_county(folder: str, log: str = "") -> Checked:
    """Read, measure and check a county. ``log`` is a file that gets a line as soon as the work begins."""
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"folder": folder, "pid": os.getpid()}) + "\n")
    cpu, wall = time.process_time(), time.perf_counter()
    county = County.at(Path(folder))
    roles = {role: PassingLayer.of(read_layer(county.constraints, name)) for role, name in ROLES.items()}
    result = check_parcels(
        ParcelBatch.of(read_layer(county.survey)),
        choose_rule_set("auto", as_of=AS_OF, county=COUNTY_CODE),
        Surroundings(dem=county.dem(30), roles=roles),
        as_of=AS_OF,
        county=COUNTY_CODE,
    )
    content = content_of(result)
    cost = time.process_time() - cpu, time.perf_counter() - wall
    foreign = sorted({name for name in sys.modules if name.split(".")[0] in _FOREIGN})
    return Checked(content, len(result.parcels), *cost, peak_mb(), tuple(foreign))


def content_of(result: CheckResult) -> bytes:
    """Every measure to the last bit, every finding, every verdict, and what the run was based on."""
    measures = b"".join(np.ascontiguousarray(values).tobytes() for _, values in sorted(result.measures.items()))
    findings = [
        [f.parcel_id, f.check_id, f.clause, f.severity.value, f.outcome.value, f.measured, f.threshold, str(f.message)]
        for f in result.findings()
    ]
    verdicts = [verdict.value for verdict in result.verdicts]
    told = json.dumps([result.run.as_json(), verdicts, findings], ensure_ascii=False)
    return measures + told.encode()
