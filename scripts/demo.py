"""The main job on the sample county: check, push to the pool, balance, submission, verification.

Each step is an algorithm of the plugin run by ``qgis_process``. Ends with an error as soon as one step does.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from demo_tables import print_checks, print_places, print_table, print_why, read_rows
from osgeo import gdal, ogr

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "resources" / "sample"
COUNTY = "139901"
SYSTEM = "CROP"
BATCH = "139901-2025-001"
AS_OF = "2026-11-21"
CRS = "EPSG:4527"
SECONDS_FOR_A_STEP = 300
NO_ROLE = {"dltb", "candidates"}


class StepFailed(Exception):
    """An algorithm ended with an error, or its answer isn't what the next step needs."""


def run(algorithm: str, **inputs: object) -> dict[str, Any]:
    """Run ``zhanbu:ALGORITHM`` with ``qgis_process`` and return its results."""
    began = time.monotonic()
    told = subprocess.run(
        ["qgis_process", "run", f"zhanbu:{algorithm}", "-"],
        input=json.dumps({"inputs": inputs}),
        capture_output=True,
        text=True,
        timeout=SECONDS_FOR_A_STEP,
        check=False,
    )
    if told.returncode != 0:
        raise StepFailed(f"{algorithm} ended with an error:\n{told.stderr.strip() or told.stdout.strip()}")
    results: dict[str, Any] = json.loads(told.stdout[told.stdout.index("{") :])["results"]
    print(f"  {algorithm:<18} {time.monotonic() - began:5.1f} s")
    return results


def demonstrate(folder: Path) -> None:
    """Do every step with files in ``folder`` and print what came out."""
    survey = SAMPLE / "sample.gpkg"
    if not survey.is_file():
        raise StepFailed(f"the sample county isn't there: {survey}")
    roles = {name.upper(): f"{survey}|layername={name}" for name in sorted(set(layers_of(survey)) - NO_ROLE)}
    print(f"Sample county {COUNTY}, rules of {AS_OF}; layers: {', '.join(roles)}\n")

    selected = folder / "selected.gpkg"
    run(
        "selectcandidates",
        INPUT=f"{survey}|layername=dltb",
        RULE_SET="auto",
        COUNTY=COUNTY,
        AS_OF=AS_OF,
        OUTPUT=str(selected),
    )
    # COUNTY is the county's code there, so its boundary has a parameter of another name.
    roles["COUNTY_LAYER"] = roles.pop("COUNTY")
    pool, refusals, balance = folder / "pool.gpkg", folder / "refusals.csv", folder / "balance.csv"
    run("createpool", POOL=str(pool), COUNTY=COUNTY, CRS=CRS)
    checked, findings, report = folder / "checked.gpkg", folder / "findings.gpkg", folder / "report.html"
    counts = run(
        "checkparcels",
        **roles,
        INPUT=f"{survey}|layername=candidates",
        RULE_SET="auto",
        AS_OF=AS_OF,
        COUNTY=COUNTY,
        DEM=str(SAMPLE / "dem.tif"),
        POOL=str(pool),
        OUTPUT=str(checked),
        FINDINGS=str(findings),
        REPORT=str(report),
    )
    pushed = run(
        "pushtopool",
        INPUT=str(checked),
        POOL=str(pool),
        SYSTEM=SYSTEM,
        BATCH=BATCH,
        AS_OF=AS_OF,
        REFUSALS=str(refusals),
    )
    balanced = run("poolbalance", POOL=str(pool), SYSTEM=SYSTEM, AS_OF=AS_OF, OUTPUT=str(balance))
    package = folder / f"{BATCH}.zip"
    run("exportsubmission", POOL=str(pool), SYSTEM=SYSTEM, BATCH=BATCH, AS_OF=AS_OF, PACKAGE=str(package))
    verified = run("verifysubmission", PACKAGE=str(package), PROBLEMS=str(folder / "problems.csv"))

    of_the_survey = len(read_rows(selected))
    print(f"\n{of_the_survey} parcels of the survey could be a source by their class.")
    print_checks(read_rows(findings))
    print_why(read_rows(checked), read_rows(findings))
    print(f"\nPushed to the pool: {pushed['ADMITTED']} admitted, {pushed['REFUSED']} refused")
    print_table(["parcel", "reason"], [list(row.values())[:2] for row in read_rows(refusals)])
    print(f"\nBalance of the pool ({SYSTEM}): {balanced['AVAILABLE']} m² available to spend")
    rows = read_rows(balance)
    print_table(list(rows[0]) if rows else [], [list(row.values()) for row in rows])
    print(f"\nSubmission verified: {'valid' if verified['VALID'] else 'NOT VALID'}")
    print_places({"pool": pool, "submission": package, "checked parcels": checked, "report": report})
    require(counts, pushed, verified, package)


def require(counts: dict[str, Any], pushed: dict[str, Any], verified: dict[str, Any], package: Path) -> None:
    """The demonstration is only one if every kind of verdict occurred and the package is good."""
    missing = [name for name in ("ELIGIBLE", "WAIVABLE", "INELIGIBLE", "INCOMPLETE") if not counts[name]]
    if missing:
        raise StepFailed(f"no parcel of the sample county came out {' or '.join(missing)}")
    if not pushed["ADMITTED"]:
        raise StepFailed("no parcel entered the pool")
    if not verified["VALID"]:
        raise StepFailed(f"{package} doesn't verify; see problems.csv beside it")


def layers_of(path: Path) -> list[str]:
    """Names of the layers of a GeoPackage."""
    source = ogr.Open(str(path))
    return [source.GetLayer(number).GetName() for number in range(source.GetLayerCount())]


def main() -> int:
    gdal.UseExceptions()
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--into", type=Path, default=ROOT / "build" / "demo")
    folder = options.parse_args().into.resolve() / "files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        demonstrate(folder)
    except (StepFailed, subprocess.TimeoutExpired) as failure:
        print(f"demo: {failure}", file=sys.stderr)
        return 1
    print("\ndemo: done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
