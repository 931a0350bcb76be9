"""The main job on the sample county: check, push to the pool, link a project, balance, submission, verification.

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

from demo_tables import print_checks, print_places, print_refusals, print_rows, print_why, read_rows
from osgeo import gdal, ogr

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "resources" / "sample"
COUNTY = "139901"
SYSTEM = "CROP"
BATCH = "139901-2026-001"
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
    pool, package = folder / "pool.gpkg", folder / f"{BATCH}.zip"
    print(f"Sample county {COUNTY}, rules of {AS_OF}")
    select(survey, folder / "selected.gpkg")
    run("createpool", POOL=str(pool), COUNTY=COUNTY, CRS=CRS)
    counts = check(survey, folder, pool)
    of_the_pool = {"POOL": str(pool), "SYSTEM": SYSTEM, "AS_OF": AS_OF}
    pushed = run(
        "pushtopool",
        **of_the_pool,
        INPUT=str(folder / "checked.gpkg"),
        BATCH=BATCH,
        REFUSALS=str(folder / "refusals.csv"),
    )
    linked = link(pool, folder / "link-sheet.pdf")
    balanced = run("poolbalance", **of_the_pool, OUTPUT=str(folder / "balance.csv"))
    run("exportsubmission", **of_the_pool, BATCH=BATCH, PACKAGE=str(package))
    verified = run("verifysubmission", PACKAGE=str(package), PROBLEMS=str(folder / "problems.csv"))
    audited = run("verifypool", POOL=str(pool), REPORT=str(folder / "audit.html"))

    show(folder, pushed, balanced["AVAILABLE"])
    print(f"\nLedger: an old pool of 30 ha taken over, 12 ha of it linked; {linked / 10_000:.4f} ha are left")
    print(f"Pool: {'audited, sound' if audited['VALID'] else 'NOT SOUND'}")
    print(f"Submission {package.name}: {'verified, nothing differs' if verified['VALID'] else 'DOES NOT VERIFY'}")
    print_places(
        {
            "reserve pool": pool,
            "link sheet": folder / "link-sheet.pdf",
            "audit": folder / "audit.html",
            "submission": package,
            "checked parcels": folder / "checked.gpkg",
            "findings": folder / "findings.gpkg",
            "report": folder / "report.html",
        }
    )
    require(counts, pushed, verified, package)
    if not audited["VALID"] or not linked == balanced["AVAILABLE"] == 180_000:
        raise StepFailed(f"the ledger doesn't add up: {linked} and {balanced['AVAILABLE']} m² left")


def link(pool: Path, sheet: Path) -> float:
    """Take over what an old pool had, and link a project to it; the area (m²) that is left."""
    of_the_ledger = {"POOL": str(pool), "SYSTEM": SYSTEM, "DATE": AS_OF}
    run("takeover", **of_the_ledger, AREA_M2=300_000, DOC_NO="示例省自然资函〔2026〕21号", TITLE="原储备库结余")
    linked = run(
        "linkoccupation",
        **of_the_ledger,
        PROJECT_NO="139901-2026-GL-01",
        PROJECT_NAME="示例县至示例市公路",
        AREA_M2=120_000,
        LEVEL="PROVINCE",
        DOC_NO="示例县自然资〔2026〕33号",
        SHEET=str(sheet),
    )
    return float(linked["AVAILABLE"])


def select(survey: Path, output: Path) -> None:
    """Which of the county's parcels could be a source by their class."""
    of_the_survey = {"INPUT": f"{survey}|layername=dltb", "OUTPUT": str(output)}
    run("selectcandidates", **of_the_survey, RULE_SET="auto", COUNTY=COUNTY, AS_OF=AS_OF)


def check(survey: Path, folder: Path, pool: Path) -> dict[str, Any]:
    """Check the candidates against every layer of the sample."""
    layers = {name.upper(): f"{survey}|layername={name}" for name in layers_of(survey) if name not in NO_ROLE}
    # COUNTY is the county's code there, so its boundary has a parameter of another name.
    layers["COUNTY_LAYER"] = layers.pop("COUNTY")
    return run(
        "checkparcels",
        **layers,
        INPUT=f"{survey}|layername=candidates",
        RULE_SET="auto",
        AS_OF=AS_OF,
        COUNTY=COUNTY,
        DEM=str(SAMPLE / "dem.tif"),
        POOL=str(pool),
        OUTPUT=str(folder / "checked.gpkg"),
        FINDINGS=str(folder / "findings.gpkg"),
        REPORT=str(folder / "report.html"),
    )


def show(folder: Path, pushed: dict[str, Any], available: object) -> None:
    """Print the tables of what was chosen, checked, pushed and kept."""
    checked, findings = read_rows(folder / "checked.gpkg"), read_rows(folder / "findings.gpkg")
    print(f"\n{len(read_rows(folder / 'selected.gpkg'))} parcels of the survey could be a source by their class.")
    print_checks(findings)
    print_why(checked, findings)
    print(f"\nPushed to the pool: {pushed['ADMITTED']} admitted, {pushed['REFUSED']} refused")
    print_refusals(read_rows(folder / "refusals.csv"))
    print(f"\nBalance of the pool ({SYSTEM}): {available} m² available to spend")
    print_rows(read_rows(folder / "balance.csv"))


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
