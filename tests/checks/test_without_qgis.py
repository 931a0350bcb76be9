"""The engine takes a batch and gives a result in any Python process: no QGIS, nothing left from one run to the next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

CHECK_TWICE = """
import hashlib, json, sys
from datetime import date
from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.regimes.choosing import choose_rule_set

sample = sys.argv[1]
day = date(2026, 11, 21)

def check():
    roles = {name: read_layer(sample + "/sample.gpkg", name) for name in ("pbf", "redline", "river", "county")}
    result = check_parcels(
        ParcelBatch.of(read_layer(sample + "/sample.gpkg", "candidates")),
        choose_rule_set("auto", as_of=day, county="139901"),
        Surroundings(dem=sample + "/dem.tif", roles=roles),
        as_of=day,
        county="139901",
    )
    digest = hashlib.sha256()
    for name, values in sorted(result.measures.items()):
        digest.update(name.encode() + values.tobytes())
    for finding in result.findings():
        digest.update(repr(finding).encode())
    return {verdict.value: count for verdict, count in result.counts().items()}, digest.hexdigest()

first, second = check(), check()
foreign = sorted(name for name in sys.modules if name.split(".")[0] in ("qgis", "PyQt5", "PyQt6", "processing"))
print(json.dumps({"counts": first[0], "digest": first[1], "again": second[1], "foreign": foreign}))
"""


def checked_in_a_process(repository: Path, sample: Path) -> dict[str, object]:
    search = os.pathsep.join([str(repository), *(path for path in sys.path if path.endswith("-packages"))])
    environment = {**os.environ, "PYTHONPATH": search}
    done = subprocess.run(
        [sys.executable, "-c", CHECK_TWICE, str(sample)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_a_plain_python_process_checks_parcels_without_loading_qgis(repository: Path, sample: Path) -> None:
    told = checked_in_a_process(repository, sample)
    assert told["foreign"] == []
    assert sum(told["counts"].values()) > 0  # type: ignore[attr-defined]


def test_two_processes_and_two_runs_in_one_give_the_same_bytes(repository: Path, sample: Path) -> None:
    one, other = checked_in_a_process(repository, sample), checked_in_a_process(repository, sample)
    assert one["digest"] == one["again"]
    assert one == other
