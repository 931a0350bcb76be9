"""What is done on the day that is walked twice, by hand and by ``qgis_process``: names, dates and documents."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
COUNTY, SYSTEM, CRS = "139901", "CROP", "EPSG:4527"
AS_OF = "2026-11-21"
BATCH, CUT_BATCH = "139901-2026-001", "139901-2026-002"
POOL_NAME = "示例县储备库.gpkg"
TO_CUT = "139901101000002189"
"""Parcel of which 51 m² lie inside the red line; the rest of it is cut out."""
WORKING_COPY = "作业图层.gpkg"
"""By hand it has the survey's fields, by ``cutout`` those of the pieces: what it hashes to differs."""
STEP, ROLE = "CHECKED", "COUNTY_NR"
PAPER, PAPER_KIND, PAPER_NO = "现场核查报告.txt", "CHECK_REPORT", "示例县自然资核〔2026〕5号"
OLD_POOL_DAY, OLD_POOL_M2, OLD_POOL_NO, OLD_POOL_TITLE = "2026-11-20", 312_000, "示例省自然资〔2026〕21号", "原库"
PROJECT_NO, PROJECT_NAME, PROJECT_M2, LEVEL = "139901-2026-GL-01", "示例县至示例市公路", 120_000, "PROVINCE"
LINK_NO = "示例县自然资〔2026〕33号"


def write_paper(folder: Path) -> Path:
    """The report that the step asks for."""
    path = folder / PAPER
    path.write_text(f"{PAPER_NO}\n现场核查报告（样例，内容为虚构）\n", encoding="utf-8")
    return path
