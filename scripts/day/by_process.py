"""The day by ``qgis_process`` alone: check, push, cut out, put on file, step, take over, link, package, verify."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import plan
from osgeo import ogr

sys.path.insert(0, str(plan.ROOT / "scripts"))
from demo import NO_ROLE, StepFailed, layers_of, run

OF_THE_CHECK = {"RULE_SET": "auto", "AS_OF": plan.AS_OF, "COUNTY": plan.COUNTY}
OF_THE_STEP = {"ROLE": plan.ROLE, "DATE": plan.AS_OF}


def day(folder: Path) -> None:
    """Do everything in ``folder``. Raises ``StepFailed``."""
    survey = folder / "sample.gpkg"
    shutil.copy(plan.SAMPLE / "sample.gpkg", survey)
    shutil.copy(plan.SAMPLE / "dem.tif", folder)
    pool, package = folder / plan.POOL_NAME, folder / f"{plan.BATCH}.zip"
    of_the_pool = {"POOL": str(pool), "SYSTEM": plan.SYSTEM, "AS_OF": plan.AS_OF}
    run("createpool", POOL=str(pool), COUNTY=plan.COUNTY, CRS=plan.CRS)
    checked = folder / "checked.gpkg"
    checking = {**given(survey), **OF_THE_CHECK, "POOL": str(pool)}
    run("checkparcels", **checking, INPUT=candidates(survey), OUTPUT=str(checked))
    run("pushtopool", **of_the_pool, INPUT=str(checked), BATCH=plan.BATCH)
    pieces = folder / plan.WORKING_COPY
    run("cutout", **checking, INPUT=candidates(survey, plan.TO_CUT), OUTPUT=str(pieces))
    run("checkparcels", **checking, INPUT=str(pieces), OUTPUT=str(folder / "checked-pieces.gpkg"))
    run("pushtopool", **of_the_pool, INPUT=str(folder / "checked-pieces.gpkg"), BATCH=plan.CUT_BATCH)
    put_on_file(survey, pool)
    book(pool)
    run("exportsubmission", **of_the_pool, BATCH=plan.BATCH, PACKAGE=str(package))
    if not run("verifysubmission", PACKAGE=str(package))["VALID"]:
        raise StepFailed(f"{package} doesn't verify")


def candidates(survey: Path, only: str = "") -> str:
    """The designed parcels, or one of them."""
    return f"{survey}|layername=candidates" + (f"|subset=\"BSM\" = '{only}'" if only else "")


def given(survey: Path) -> dict[str, str]:
    """Every layer in its role, and the DEM."""
    roles = {name.upper(): f"{survey}|layername={name}" for name in layers_of(survey) if name not in NO_ROLE}
    # COUNTY is the county's code there, so its boundary has a parameter of another name.
    roles["COUNTY_LAYER"] = roles.pop("COUNTY")
    return {**roles, "DEM": str(survey.parent / "dem.tif")}


def put_on_file(survey: Path, pool: Path) -> None:
    """The paper that the next step asks for, and the step."""
    paper = plan.write_paper(pool.parent)
    parcels = ",".join(str(row["parcel_uid"]) for row in read_rows(pool, "parcel") if row["batch"] == plan.BATCH)
    act = {"POOL": str(pool), **OF_THE_STEP}
    run("attachevidence", **act, PARCEL=parcels, KIND=plan.PAPER_KIND, FILE=str(paper), DOC_NO=plan.PAPER_NO)
    taken = run("advancestate", **act, **given(survey), PARCELS=parcels, TO_STATE=plan.STEP)
    if taken["REFUSED"] or not taken["ADVANCED"]:
        raise StepFailed(f"{taken['REFUSED']} parcels were refused the step {plan.STEP}")


def read_rows(path: Path, table: str) -> list[dict[str, object]]:
    """Attributes of a table."""
    source = ogr.Open(str(path))
    return [feature.items() for feature in source.GetLayerByName(table)]


def book(pool: Path) -> None:
    """An old pool that is taken over, and a project linked to it."""
    of_the_ledger = {"POOL": str(pool), "SYSTEM": plan.SYSTEM}
    run(
        "takeover",
        **of_the_ledger,
        DATE=plan.OLD_POOL_DAY,
        AREA_M2=plan.OLD_POOL_M2,
        DOC_NO=plan.OLD_POOL_NO,
        TITLE=plan.OLD_POOL_TITLE,
    )
    run(
        "linkoccupation",
        **of_the_ledger,
        DATE=plan.AS_OF,
        PROJECT_NO=plan.PROJECT_NO,
        PROJECT_NAME=plan.PROJECT_NAME,
        AREA_M2=plan.PROJECT_M2,
        LEVEL=plan.LEVEL,
        DOC_NO=plan.LINK_NO,
    )


def main() -> int:
    """Do the day in the folder given."""
    ogr.UseExceptions()
    folder = Path(sys.argv[1]).resolve()
    try:
        day(folder)
    except StepFailed as failure:
        print(f"day: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
