"""Every paper of a round trip as a picture, to be looked at: ``python scripts/paper_pictures.py ROUND_TRIP TARGET``.

``scripts/paper_pictures.sh`` sets up what it needs. Pages stand side by side as poppler draws them, sheets of a
workbook as LibreOffice prints them, pages for the screen as QGIS shows them.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QTextDocument

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "docs" / "walks"))
from slim_pictures import slim
from walk import qgis_process

DPI, MOST_PAGES, GAP = 70, 3, 8
SCREEN_WIDTH, MOST_HEIGHT = 760, 1000
BATCH = {"SYSTEM": "CROP", "BATCH": "139901-2026-001"}
OFFICE = "示例县自然资源局"
NAMES = {
    "申请表": "application",
    "核查表": "verification-form",
    "公示": "notice",
    "汇总表": "summary",
    "位置图": "map-sheet",
    "检查报告": "check-report",
    "抽查记录表": "spot-check",
    "地块信息表": "parcel-sheet",
    "年度报告": "year-report",
}


def papers_of(trip: Path, folder: Path) -> dict[str, Path]:
    """Every paper of a round trip by the name of its picture; those that it hasn't left are made in ``folder``."""
    pool = folder / "pool.gpkg"
    shutil.copy(trip / "pool.gpkg", pool)
    shutil.copytree(trip / "pool.gpkg.evidence", folder / "pool.gpkg.evidence")
    first, second = (next(trip.glob(f"*_v{version}.zip")) for version in (1, 2))
    found = {
        "opinion": trip / f"{first.stem}-核查意见.pdf",
        "opinion-passed": trip / f"{second.stem}-核查意见.pdf",
        "reply-letter": trip / "答复函.pdf",
        "return-slip": as_pdf(trip / f"{first.stem}-退回单.xlsx", folder),
        "link-sheet": link_sheet(pool, folder),
    }
    run("makepapers", POOL=str(pool), **BATCH, AS_OF="2026-11-20", OFFICE=OFFICE, FOLDER=str(folder / "made"))
    for path in sorted((folder / "made").glob("*.pdf")):
        found[NAMES[path.stem.rpartition("_")[2]]] = path
    page, changes = folder / "verification.html", folder / "changes.html"
    run("verifysubmission", PACKAGE=str(first), REPORT=str(page), PROBLEMS=str(folder / "problems.csv"))
    versions = {"OLD": str(first), "NEW": str(second), "AS_OF": "2026-11-20", "OUTPUT": str(folder / "changes.gpkg")}
    run("comparesubmissions", REPORT=str(changes), **versions)
    return {**found, "verification-report": page, "comparison": changes}


def link_sheet(pool: Path, folder: Path) -> Path:
    """A project is linked to what an old pool had left."""
    sheet = folder / "link.pdf"
    ledger = {"POOL": str(pool), "SYSTEM": "CROP"}
    old = {"AREA_M2": 312_000, "DOC_NO": "示例省自然资〔2026〕21号", "TITLE": "原库"}
    run("takeover", **ledger, DATE="2026-11-18", **old)
    project = {"PROJECT_NO": "139901-2026-GL-01", "PROJECT_NAME": "示例县至示例市公路", "LEVEL": "PROVINCE"}
    document = {"DATE": "2026-11-19", "DOC_NO": "示例县自然资〔2026〕33号"}
    run("linkoccupation", **ledger, **project, **document, AREA_M2=120_000, SHEET=str(sheet))
    return sheet


def run(algorithm: str, **inputs: object) -> Any:  # noqa: ANN401
    """An algorithm of ours."""
    return qgis_process(algorithm, **inputs)


def as_pdf(book: Path, folder: Path) -> Path:
    """A workbook as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{book.stem}.pdf"


def pages_of(paper: Path, folder: Path) -> list[QImage]:
    """The first pages of a PDF."""
    prefix = folder / f"page-{paper.stem}"
    subprocess.run(["pdftoppm", "-r", str(DPI), "-l", str(MOST_PAGES), "-png", str(paper), str(prefix)], check=True)
    return [QImage(str(path)) for path in sorted(folder.glob(f"{prefix.name}-*.png"))]


def side_by_side(pages: Sequence[QImage]) -> QImage:
    """Pages on a grey table."""
    width = sum(page.width() for page in pages) + GAP * (len(pages) + 1)
    table = QImage(width, max(page.height() for page in pages) + 2 * GAP, QImage.Format.Format_RGB888)
    table.fill(QColor(150, 150, 150))
    painter, left = QPainter(table), GAP
    for page in pages:
        painter.drawImage(left, GAP, page)
        left += page.width() + GAP
    painter.end()
    return table


def screen(page: Path) -> QImage:
    """A page for the screen."""
    document = QTextDocument()
    document.setHtml(page.read_text(encoding="utf-8"))
    document.setTextWidth(SCREEN_WIDTH)
    shown = QImage(SCREEN_WIDTH, min(MOST_HEIGHT, int(document.size().height())), QImage.Format.Format_RGB888)
    shown.fill(QColor(255, 255, 255))
    painter = QPainter(shown)
    document.drawContents(painter)
    painter.end()
    return shown


def main() -> int:
    """Draw them all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("trip", type=Path)
    options.add_argument("target", type=Path)
    asked = options.parse_args()
    gdal.UseExceptions()
    application = QgsApplication([], False)
    asked.target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, paper in sorted(papers_of(asked.trip.resolve(), Path(folder)).items()):
            drawn = screen(paper) if paper.suffix == ".html" else side_by_side(pages_of(paper, Path(folder)))
            picture = asked.target / f"{name}.png"
            drawn.save(str(picture))
            slim(picture)
            print(f"papers: {picture.name} {drawn.width()} × {drawn.height()}, {picture.stat().st_size} bytes")
    application.exit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
