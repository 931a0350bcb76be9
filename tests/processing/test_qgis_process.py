"""The main job through ``qgis_process``, as an office runs it overnight: every algorithm once, errors with exit codes.

Each start costs seconds, so one pass makes all results and the tests look at them.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import toolbox
from toolbox import AS_OF, BATCH, COUNTY, CRS, DEM, DLTB, rows

ROOT = Path(__file__).resolve().parents[2]
CONTRACTED = {
    *("ellipsoidalarea", "slopegrades", "constraintoverlaps", "selectcandidates", "checkparcels", "createpool"),
    *("cutout", "pushtopool", "poolbalance", "exportsubmission", "verifysubmission"),
    *("exportcoordinates", "importcoordinates"),
}


@dataclass(frozen=True)
class Ended:
    """How a run ended: exit code, results (empty after an error), and what stood on standard error."""

    code: int
    results: dict[str, Any]
    error: str


class QgisProcess:
    """``qgis_process`` with the built plugin and settings of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        site = next((ROOT / ".venv" / "lib").glob("python3*/site-packages"), None)
        settings = folder / "profile"
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("QGIS", "PYTEST"))},
            "QGIS_PLUGINPATH": str(folder / "build"),
            "QGIS_CUSTOM_CONFIG_PATH": str(settings),
            "PYTHONPATH": str(site) if site else "",
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(folder),
        }
        ini = settings / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        ini.parent.mkdir(parents=True)
        ini.write_text("[PythonPlugins]\nzhanbu_plugin=true\n[locale]\noverrideFlag=true\nuserLocale=en\n")

    def interrupted(self, algorithm: str, number: signal.Signals, begun: Path, **inputs: object) -> Ended:
        """One algorithm that is sent a signal as soon as there is something at ``begun``."""
        with subprocess.Popen(
            ["qgis_process", "run", f"zhanbu:{algorithm}", "-"],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin is not None
            process.stdin.write(json.dumps({"inputs": inputs}))
            process.stdin.close()
            patience = time.monotonic() + 60
            while not begun.exists() and process.poll() is None and time.monotonic() < patience:
                time.sleep(0.02)
            process.send_signal(number)
            error = process.stderr.read() if process.stderr is not None else ""
            code = process.wait(60)
        return Ended(code, {}, error)

    def run(self, algorithm: str, *, file_size: int | None = None, **inputs: object) -> Ended:
        """One algorithm, with its parameters as JSON on standard input."""

        def limit() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            if file_size is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

        done = subprocess.run(
            ["qgis_process", "run", f"zhanbu:{algorithm}", "-"],
            input=json.dumps({"inputs": inputs}),
            env=self._environment,
            preexec_fn=limit,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        answer = done.stdout[done.stdout.find("{") :] if "{" in done.stdout else "{}"
        results = json.loads(answer).get("results", {}) if done.returncode == 0 else {}
        return Ended(done.returncode, results, done.stderr)


@pytest.fixture(scope="module")
def qgis(tmp_path_factory: pytest.TempPathFactory) -> QgisProcess:
    if shutil.which("qgis_process") is None:
        pytest.skip("qgis_process isn't installed here")
    folder = tmp_path_factory.mktemp("qgis")
    sys.path.insert(0, str(ROOT / "scripts"))
    import lay_out

    lay_out.lay_out(folder / "build")
    return QgisProcess(folder)


@pytest.fixture(scope="module")
def results(qgis: QgisProcess) -> Iterator[dict[str, dict[str, Any]]]:
    """Results of the whole main path, by algorithm."""
    at = qgis.folder
    pool, system = str(at / "pool.gpkg"), {"SYSTEM": "CROP", "AS_OF": AS_OF}
    steps: list[tuple[str, dict[str, object]]] = [
        (
            "selectcandidates",
            {"INPUT": DLTB, "RULE_SET": "auto", "COUNTY": COUNTY, "OUTPUT": str(at / "selected.gpkg")},
        ),
        ("createpool", {"POOL": pool, "COUNTY": COUNTY, "CRS": CRS}),
        (
            "checkparcels",
            {
                **toolbox.roles(),
                "INPUT": toolbox.CANDIDATES,
                "RULE_SET": "auto",
                "POOL": pool,
                "DEM": str(DEM),
                "OUTPUT": str(at / "checked.gpkg"),
                "FINDINGS": str(at / "findings.gpkg"),
                "REPORT": str(at / "report.html"),
            },
        ),
        (
            "cutout",
            {
                **toolbox.roles(),
                "INPUT": toolbox.CANDIDATES,
                "RULE_SET": "auto",
                "POOL": pool,
                "DEM": str(DEM),
                "OUTPUT": str(at / "pieces.gpkg"),
                "EXCLUDED": str(at / "excluded.gpkg"),
            },
        ),
        (
            "pushtopool",
            {"INPUT": str(at / "checked.gpkg"), "POOL": pool, "BATCH": BATCH, "REFUSALS": str(at / "refusals.csv")},
        ),
        ("poolbalance", {"POOL": pool, "OUTPUT": str(at / "balance.csv")}),
        ("exportsubmission", {"POOL": pool, "BATCH": BATCH, "PACKAGE": str(at / "package.zip")}),
        ("verifysubmission", {"PACKAGE": str(at / "package.zip"), "PROBLEMS": str(at / "problems.csv")}),
        ("ellipsoidalarea", {"INPUT": toolbox.CANDIDATES, "OUTPUT": str(at / "areas.gpkg")}),
        ("slopegrades", {"INPUT": toolbox.CANDIDATES, "DEM": str(DEM), "OUTPUT": str(at / "slopes.gpkg")}),
        (
            "constraintoverlaps",
            {"INPUT": toolbox.CANDIDATES, "REDLINE": toolbox.role("redline"), "OUTPUT": str(at / "overlaps.gpkg")},
        ),
        ("exportcoordinates", {"INPUT": toolbox.role("county"), "OUTPUT": str(at / "county.txt")}),
        ("importcoordinates", {"INPUT": str(at / "county.txt"), "OUTPUT": str(at / "county.gpkg")}),
    ]
    found = {}
    for name, given in steps:
        known = system if name in ("pushtopool", "poolbalance", "exportsubmission") else {}
        day = {"AS_OF": AS_OF} if name in ("selectcandidates", "checkparcels", "cutout") else {}
        ended = qgis.run(name, **known, **day, **given)
        assert ended.code == 0, f"{name}: {ended.error}"
        assert "Traceback" not in ended.error, ended.error
        found[name] = ended.results
    yield found


def test_every_algorithm_ran(results: dict[str, dict[str, Any]]) -> None:
    assert results.keys() == CONTRACTED


def test_the_main_path_ends_in_a_package_that_verifies(results: dict[str, dict[str, Any]]) -> None:
    checked, pushed = results["checkparcels"], results["pushtopool"]
    assert pushed["ADMITTED"] == checked["ELIGIBLE"] > 10
    assert pushed["REFUSED"] == checked["CHECKED"] - checked["ELIGIBLE"]
    assert results["exportsubmission"]["PARCELS"] == pushed["ADMITTED"]
    assert results["verifysubmission"]["VALID"] in (True, "true")
    assert results["verifysubmission"]["PROBLEM_COUNT"] == 0
    assert results["importcoordinates"]["PARCELS"] == results["exportcoordinates"]["PARCELS"] == 1


def test_what_is_cut_out_and_what_is_left_make_up_the_parcels(results: dict[str, dict[str, Any]]) -> None:
    cut = results["cutout"]
    pieces, excluded = toolbox.rows(cut["OUTPUT"]), toolbox.rows(cut["EXCLUDED"])
    assert cut["PIECES"] == len(pieces) > 10
    assert cut["CREDITABLE_M2"] == pytest.approx(sum(row["area_m2"] for row in pieces))
    assert cut["EXCLUDED_M2"] == pytest.approx(sum(row["area_m2"] or 0.0 for row in excluded))
    whole = {row["parent_id"]: row["parent_m2"] or 0.0 for row in [*pieces, *excluded]}
    assert cut["CREDITABLE_M2"] + cut["EXCLUDED_M2"] == pytest.approx(sum(whole.values()))


def test_the_same_check_gives_the_same_in_qgis_process_and_in_process(
    results: dict[str, dict[str, Any]], checked: dict[str, Any]
) -> None:
    """Verdicts, numbers and sentences. What differs is the file name of the pool, and with it run and seal."""
    ours, theirs = (toolbox.by("parcel_id", one["OUTPUT"]) for one in (checked, results["checkparcels"]))
    assert ours.keys() == theirs.keys()
    for parcel, row in ours.items():
        assert {n: v for n, v in row.items() if n not in ("run", "seal")} == {
            n: v for n, v in theirs[parcel].items() if n not in ("run", "seal")
        }
    one, other = (rows(result["FINDINGS"]) for result in (checked, results["checkparcels"]))
    assert one == other


def test_the_package_is_the_same_to_the_byte(
    results: dict[str, dict[str, Any]], tmp_path: Path, qgis: QgisProcess, zhanbu: object
) -> None:
    again = tmp_path / "again.zip"
    toolbox.run(
        "exportsubmission",
        POOL=str(qgis.folder / "pool.gpkg"), SYSTEM="CROP", BATCH=BATCH, AS_OF=AS_OF, PACKAGE=str(again),
    )  # fmt: skip
    assert toolbox.sha256(again) == results["exportsubmission"]["SHA256"]


def test_an_error_has_an_exit_code_and_its_message_on_standard_error(
    qgis: QgisProcess, results: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    pool = Path(results["createpool"]["POOL"])
    before = toolbox.sha256(pool)
    cut = tmp_path / "地块.gpkg"
    cut.write_bytes(toolbox.SURVEY.read_bytes()[:300_000])
    out = tmp_path / "out.gpkg"
    ended = qgis.run("checkparcels", INPUT=str(cut), COUNTY=COUNTY, AS_OF=AS_OF, POOL=str(pool), OUTPUT=str(out))
    assert ended.code != 0
    assert "地块.gpkg" in ended.error and "cut short" in ended.error and "Copy the file again" in ended.error

    ended = qgis.run("pushtopool", INPUT=toolbox.CANDIDATES, POOL=str(pool), SYSTEM="CROP", BATCH="b", AS_OF=AS_OF)
    assert ended.code != 0
    assert "not the result of a check" in ended.error and "Run “Check parcels” first" in ended.error
    assert not out.exists()
    assert toolbox.sha256(pool) == before


def test_a_full_disk_has_an_exit_code_and_leaves_no_half_output(qgis: QgisProcess, tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"  # written at the end, so that nobody is told
    ended = qgis.run("ellipsoidalarea", file_size=200_000, INPUT=DLTB, OUTPUT=str(out))
    assert ended.code != 0
    assert "out.geojson" in ended.error and "disk" in ended.error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_told_to_end_while_it_writes_leaves_no_trace(
    qgis: QgisProcess, tmp_path: Path, number: signal.Signals
) -> None:
    squares = [
        {
            "type": "Feature",
            "properties": {"BSM": str(i)},
            "geometry": {"type": "Polygon", "coordinates": [square(117 + i % 300 / 1e3, 39 + i // 300 / 1e3)]},
        }
        for i in range(60_000)
    ]
    given = tmp_path / "many.geojson"
    given.write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "out.gpkg").write_bytes(b"an earlier result")
    begun = folder / ".out.gpkg.part" / "out.gpkg"
    ended = qgis.interrupted("ellipsoidalarea", number, begun, INPUT=str(given), OUTPUT=str(folder / "out.gpkg"))
    assert ended.code == 1
    assert "nothing was changed" in ended.error
    assert [path.name for path in folder.iterdir()] == ["out.gpkg"]
    assert (folder / "out.gpkg").read_bytes() == b"an earlier result"


def square(east: float, north: float, side: float = 1e-4) -> list[list[float]]:
    """A ring of five corners, in degrees."""
    return [[east + x * side, north + y * side] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
