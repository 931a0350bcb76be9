"""Each algorithm with something to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import toolbox
from ledger_pool import with_lots
from toolbox import AS_OF, COUNTY, DEM, DLTB, role

RULES = Path(__file__).resolve().parents[2] / "resources" / "regimes" / "hebei-cropland-2025.yaml"
RECORDED = "2026-11-21T09:30:00+08:00"
NAMES = (
    *("ellipsoidalarea", "slopegrades", "constraintoverlaps", "selectcandidates", "checkparcels", "createpool"),
    *("contiguity", "cutout", "pushtopool", "poolbalance", "exportsubmission", "verifysubmission", "checkruleset"),
    *("exportcoordinates", "importcoordinates", "secondsurveysplit", "checkrecords", "drawsample"),
    *("attachevidence", "recordform", "openmatter", "linkmatter", "advancestate", "changeshape", "duelist"),
    *("netincrease", "inoutstatement", "reconcilesurvey", "grandaccount", "annualreviews", "useplan"),
    *("splitquota", "servequota", "takeover", "setcap", "freeze", "endfreeze", "deduct", "transfer", "closeyear"),
    *("verifypool", "ledgerstatement", "linkoccupation", "writeoff", "releaselink", "linksheet"),
    *("relink", "correctposting", "neighbours", "classesbyyear"),
)


def inputs_of(name: str, pool: Path, checked: object, folder: Path) -> dict[str, Any]:
    """Parameters of an algorithm; outputs go into ``folder``, what else is made for it beside that.

    ``pool`` holds parcels, and ``checked`` is the result of a check.
    """
    of_the_pool = {"POOL": str(pool), "SYSTEM": "CROP", "AS_OF": AS_OF}
    layer = {"OUTPUT": str(folder / "out.gpkg")}
    return {
        **_about_records(pool, folder),
        **_about_amounts(pool, folder),
        **_about_links(pool, folder),
        **_told_of_a_pool(pool, folder),
        **_about_the_year(pool, folder),
        **_measured(layer),
        "secondsurveysplit": lambda: {"INPUT": DLTB, "SURVEY2": _second_survey(), "NONE_APPROVED": True, **layer},
        "selectcandidates": lambda: {"INPUT": DLTB, "RULE_SET": "hebei-cropland-2025", "AS_OF": AS_OF, **layer},
        "checkparcels": lambda: {
            "INPUT": DLTB,
            "COUNTY": COUNTY,
            "AS_OF": AS_OF,
            "POOL": str(pool),
            "REDLINE": role("redline"),
            "FINDINGS": str(folder / "findings.gpkg"),
            "REPORT": str(folder / "report.html"),
            **layer,
        },
        "cutout": lambda: {
            "INPUT": DLTB,
            "COUNTY": COUNTY,
            "AS_OF": AS_OF,
            "POOL": str(pool),
            "REDLINE": role("redline"),
            "EXCLUDED": str(folder / "excluded.gpkg"),
            **layer,
        },
        "createpool": lambda: {"POOL": str(folder / "new.gpkg"), "COUNTY": COUNTY, "CRS": toolbox.CRS},
        "pushtopool": lambda: {
            "INPUT": checked,
            "BATCH": "another",
            "REFUSALS": str(folder / "refusals.gpkg"),
            **of_the_pool,
        },
        "changeshape": lambda: {
            "INPUT": checked,
            "POOL": str(pool),
            "REASON": "验收范围",
            "DATE": AS_OF,
            "RECORDED": RECORDED,
            "REFUSALS": str(folder / "refusals.gpkg"),
        },
        "exportsubmission": lambda: {**of_the_pool, "BATCH": toolbox.BATCH, "PACKAGE": str(folder / "out.zip")},
        "verifysubmission": lambda: {"PACKAGE": str(_package(pool, folder.parent)), "REPORT": str(folder / "r.html")},
        "drawsample": lambda: {"POOL": str(pool), "BATCH": toolbox.BATCH, "SEED": "CROP|139901|2026|CITY|1", **layer},
        "checkruleset": lambda: {"FILE": str(RULES), "PROBLEMS": str(folder / "problems.gpkg")},
        "exportcoordinates": lambda: {"INPUT": toolbox.parcels(toolbox.box(0, 0)), "OUTPUT": str(folder / "out.txt")},
        "importcoordinates": lambda: {"INPUT": str(_coordinates(folder.parent)), **layer},
    }[name]()


def _measured(layer: dict[str, str]) -> dict[str, Callable[[], dict[str, Any]]]:
    """Those that measure polygons, whatever the rules say."""
    return {
        "ellipsoidalarea": lambda: {"INPUT": DLTB, **layer},
        "slopegrades": lambda: {"INPUT": DLTB, "DEM": str(DEM), **layer},
        "constraintoverlaps": lambda: {"INPUT": DLTB, "PBF": role("pbf"), "COUNTY": role("county"), **layer},
        "contiguity": lambda: {"INPUT": DLTB, **layer},
        "neighbours": lambda: {"INPUT": DLTB, **layer},
        "classesbyyear": lambda: {"INPUT": toolbox.CANDIDATES, "SURVEYS": [DLTB], **layer},
    }


def _told_of_a_pool(pool: Path, folder: Path) -> dict[str, Callable[[], dict[str, Any]]]:
    """Those that only read a pool."""
    of_the_pool = {"POOL": str(pool), "SYSTEM": "CROP", "AS_OF": AS_OF}
    layer = {"OUTPUT": str(folder / "out.gpkg")}
    return {
        "poolbalance": lambda: {**of_the_pool, "CHART": str(folder / "years.png"), **layer},
        "duelist": lambda: {**of_the_pool, **layer},
        "ledgerstatement": lambda: {**of_the_pool, "REPORT": str(folder / "statement.html"), **layer},
        "verifypool": lambda: {
            "POOL": str(pool),
            "PROBLEMS": str(folder / "problems.gpkg"),
            "REPORT": str(folder / "audit.html"),
        },
    }


def _about_the_year(pool: Path, folder: Path) -> dict[str, Callable[[], dict[str, Any]]]:
    """Those that make the accounts of a year."""
    of_the_pool = {"POOL": str(pool), "SYSTEM": "CROP", "AS_OF": AS_OF}
    layer = {"OUTPUT": str(folder / "out.gpkg")}
    return {
        "reconcilesurvey": lambda: {"SURVEY": DLTB, "DOC_NO": "1号", "RECORDED": RECORDED, **of_the_pool, **layer},
        "grandaccount": lambda: {"POOL": str(pool), "YEAR": 2026, **layer},
        "annualreviews": lambda: {"YEAR": 2026, **of_the_pool, **layer},
        "useplan": lambda: {"POOL": str(pool), "YEAR": 2026, **layer},
        "inoutstatement": lambda: {"INPUT": str(_items(folder.parent)), "YEAR": 2023, **layer},
        "netincrease": lambda: {"SURVEY": DLTB, "BASELINE": _survey_2020(), "FILED": role("filed"), **layer},
    }


def _about_records(pool: Path, folder: Path) -> dict[str, Callable[[], dict[str, Any]]]:
    """Those that read and write what is on file."""
    of_the_batch = {"POOL": str(pool), "SYSTEM": "CROP", "BATCH": toolbox.BATCH, "RECORDED": RECORDED}
    return {
        "checkrecords": lambda: {
            "INPUT": str(_records(folder.parent)),
            "FORM": "REPORT",
            "SUBJECT": "YEAR",
            "STAGE": "REPORTED",
            "RULE_SET": "jiangxi-forest-2022",
            "AS_OF": "2023-01-10",
            "FINDINGS": str(folder / "findings.gpkg"),
        },
        "attachevidence": lambda: {**of_the_batch, "KIND": "CHECK_REPORT", "FILE": str(_paper(folder.parent))},
        "recordform": lambda: {
            **of_the_batch,
            "FORM": "HOLDERS",
            "VALUES": '{"count": 3}',
            "BY": "王工",
            "DATE": AS_OF,
        },
        "openmatter": lambda: {
            "POOL": str(pool),
            "SYSTEM": "CROP",
            "SUBJECT": "OCCUPATION",
            "YEAR": 2026,
            "TITLE": "示例项目",
            "DATE": AS_OF,
            "RECORDED": RECORDED,
        },
        "linkmatter": lambda: {
            "POOL": str(_with_matter(pool, folder.parent)),
            "MATTER": "139901-CROP-OCCUPATION-000001",
            "LINKS": "139901-CROP-000001",
            "DATE": AS_OF,
            "RECORDED": RECORDED,
        },
        "advancestate": lambda: {
            **of_the_batch,
            "TO_STATE": "WITHDRAWN",
            "DATE": AS_OF,
            "REFUSALS": str(folder / "refusals.gpkg"),
        },
    }


def _about_amounts(pool: Path, out: Path) -> dict[str, Callable[[], dict[str, Any]]]:
    """Those that record decisions about amounts."""
    folder = out.parent
    act = {"POOL": str(pool), "SYSTEM": "CROP", "DATE": AS_OF, "DOC_NO": "1号", "RECORDED": RECORDED}
    return {
        "splitquota": lambda: {"AREA_M2": 400_000.0},
        "servequota": lambda: {
            "INPUT": str(_requests(folder)),
            "ORIGIN": COUNTY,
            "HELD_M2": 100.0,
            "OUTPUT": str(out / "out.gpkg"),
        },
        "takeover": lambda: {**act, "AREA_M2": 5_000.0},
        "setcap": lambda: {**act, "YEAR": 2026, "CAP_M2": 9_000.0},
        "freeze": lambda: {**act, "AREA_M2": 1_000.0},
        "endfreeze": lambda: {
            **{name: value for name, value in act.items() if name != "SYSTEM"},
            "POOL": str(_with_freeze(pool, folder)),
            "FREEZE_NO": "139901-CROP-F000001",
            "MODE": "LIFT",
        },
        "deduct": lambda: {**act, "AREA_M2": 1_000.0, "REASON": "UNRESOLVED"},
        "transfer": lambda: {**act, "AREA_M2": 1_000.0, "FROM": "130102", "TO": COUNTY},
        "closeyear": lambda: {"POOL": str(pool), "YEAR": 2025, "AS_OF": AS_OF, "RECORDED": RECORDED},
    }


def _requests(folder: Path) -> Path:
    path = folder / "requests.csv"
    path.write_text("county,area_m2,date\n139901,50,2023-03-01\n", encoding="utf-8")
    return path


def _with_freeze(pool: Path, folder: Path) -> Path:
    """A copy of the pool in which an amount is frozen."""
    path = folder / "with a freeze.gpkg"
    shutil.copy(pool, path)
    given = {"AREA_M2": 1_000.0, "DATE": AS_OF, "DOC_NO": "1号", "RECORDED": RECORDED}
    toolbox.run("freeze", POOL=str(path), **given)
    return path


def _items(folder: Path) -> Path:
    path = folder / "items.csv"
    path.write_text("type,area_m2,date,grade\nIN,1000,2023-03-01,5\nOUT,900,2023-05-01,5\n", encoding="utf-8")
    return path


def _survey_2020() -> object:
    """Cropland in the middle of the sample county's plain."""
    return toolbox.parcels(toolbox.box(0, 0, 2_000), values=[["B1", "0103"]])


def _about_links(pool: Path, folder: Path) -> dict[str, Callable[[], dict[str, Any]]]:
    """Those that link lots to projects."""
    act = {"DATE": AS_OF, "RECORDED": RECORDED, "DOC_NO": "示政土〔2026〕15号"}
    project = {"PROJECT_NO": "2026-JS-017", **act}

    def of_a_link() -> dict[str, Any]:
        return {"POOL": str(_with_link(pool, folder.parent)), **project}

    return {
        "linkoccupation": lambda: {
            "POOL": str(_with_lots(pool, folder.parent)),
            "SYSTEM": "CROP",
            "AREA_M2": 350_000,
            "SHEET": str(folder / "sheet.pdf"),
            "ALLOCATION": str(folder / "lots.gpkg"),
            **project,
        },
        "writeoff": lambda: {"AREA_M2": 320_000, **of_a_link()},
        "releaselink": of_a_link,
        "relink": lambda: {
            **of_a_link(),
            "LOT": "139901-CROP-L000001",
            "AREA_M2": 10_000,
            "ALLOCATION": str(folder / "lots.gpkg"),
        },
        "correctposting": lambda: {
            "POOL": str(_with_link(pool, folder.parent)),
            "POSTING": "139901-CROP-T000002",
            **act,
        },
        "linksheet": lambda: {
            "POOL": str(_with_link(pool, folder.parent)),
            "PROJECT_NO": "2026-JS-017",
            "SHEET": str(folder / "sheet.pdf"),
        },
    }


def _with_lots(pool: Path, folder: Path) -> Path:
    """A copy of the pool with something to spend."""
    path = folder / "with lots.gpkg"
    shutil.copy(pool, path)
    return with_lots(path)


def _with_link(pool: Path, folder: Path) -> Path:
    """A copy of the pool in which some of that is linked."""
    path = _with_lots(pool, folder)
    given = {"SYSTEM": "CROP", "PROJECT_NO": "2026-JS-017", "AREA_M2": 350_000, "DATE": AS_OF, "RECORDED": RECORDED}
    toolbox.run("linkoccupation", POOL=str(path), **given)
    return path


def _second_survey() -> object:
    """Ground of a class of the second survey about the sample county's plain."""
    return toolbox.parcels(toolbox.box(-20_000, -20_000, 40_000), values=[["S1", "021"]])


def _with_matter(pool: Path, folder: Path) -> Path:
    """A copy of the pool in which a matter is open."""
    path = folder / "with a matter.gpkg"
    shutil.copy(pool, path)
    given = {"SUBJECT": "OCCUPATION", "SYSTEM": "CROP", "YEAR": 2026, "TITLE": "示例项目"}
    toolbox.run("openmatter", POOL=str(path), DATE=AS_OF, RECORDED=RECORDED, **given)
    return path


def _paper(folder: Path) -> Path:
    path = folder / "检查报告.pdf"
    path.write_bytes(b"%PDF-1.4 checked")
    return path


def _records(folder: Path) -> Path:
    path = folder / "records.csv"
    path.write_text("year,filed_on\n2022,2023-01-05\n", encoding="utf-8")
    return path


def _package(pool: Path, folder: Path) -> Path:
    path = folder / "package.zip"
    toolbox.run("exportsubmission", POOL=str(pool), SYSTEM="CROP", BATCH=toolbox.BATCH, AS_OF=AS_OF, PACKAGE=str(path))
    return path


def _coordinates(folder: Path) -> Path:
    path = folder / "parcels.txt"
    toolbox.run("exportcoordinates", INPUT=toolbox.parcels(toolbox.box(0, 0)), OUTPUT=str(path))
    return path
