"""All papers of a batch out of the toolbox: whole, in print, and the same for the same pool."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtGui import QColor, QImage
from toolbox import AS_OF, BATCH, Log, run

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from printed import fonts, pages, printed

pytestmark = pytest.mark.usefixtures("zhanbu")
OFFICE = "示例县自然资源局"


def made(pool: Path, folder: Path, log: Log | None = None, **given: object) -> dict[str, Any]:
    """Papers of the sample batch in a folder."""
    terms = {"SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF, "OFFICE": OFFICE, "FOLDER": str(folder)}
    return run("makepapers", log, POOL=str(pool), **{**terms, **given})


def first_parcel(pool: Path) -> str:
    return str(min(row["parcel_no"] for row in toolbox.rows(f"{pool}|layername=parcel")))


def photo(path: Path) -> Path:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 140, 60))
    assert image.save(str(path), "JPG")
    return path


@pytest.fixture(scope="module")
def papers(filled_pool: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with everything but the sheets, which are made of the first parcel alone."""
    folder = tmp_path_factory.mktemp("papers")
    pool = toolbox.pool_copy(filled_pool, folder)
    before = toolbox.sha256(pool)
    result = made(pool, folder / "out", PARCELS=first_parcel(pool))
    assert toolbox.sha256(pool) == before, "the pool is only read"
    files = sorted((folder / "out").iterdir())
    assert result["FILES"] == len(files) == 9
    assert result["PAGES"] == sum(pages(file.read_bytes(), folder) for file in files)
    return folder / "out"


def test_every_paper_is_there_under_its_name_with_embedded_chinese(papers: Path, tmp_path: Path) -> None:
    names = {file.stem.removeprefix(f"{BATCH}_") for file in papers.iterdir()}
    assert names == {
        *("申请表", "核查表", "公示", "汇总表", "位置图", "检查报告", "抽查记录表", "地块信息表", "年度报告"),
    }
    for file in sorted(papers.iterdir()):
        content = file.read_bytes()
        assert all(row[-5:-2] == ["yes", "no", "yes"] for row in fonts(content, tmp_path)), file.name
        assert b"20261121000000" in content
        text = printed(content, tmp_path)
        assert "[%" not in text and "{" not in text, file.name


def test_the_record_of_the_spot_check_lists_what_the_toolbox_draws(papers: Path, filled: Path, tmp_path: Path) -> None:
    drawn = run("drawsample", POOL=str(filled), BATCH=BATCH, SYSTEM="CROP", RATIO=0.3, SEED="CROP|139901|2026|CITY|1",
                OUTPUT="memory:")  # fmt: skip
    text = printed((papers / f"{BATCH}_抽查记录表.pdf").read_bytes(), tmp_path)
    numbers = [row["parcel_no"] for row in toolbox.rows(drawn["OUTPUT"])]
    places = [text.index(number) for number in numbers]
    assert places == sorted(places) and drawn["FRAME_HASH"][:40] in text


def test_the_same_pool_gives_the_same_files_in_another_process(papers: Path, filled: Path, tmp_path: Path) -> None:
    """Another process has other ids, other hashes of strings, and an order of its own."""
    if shutil.which("qgis_process") is None:
        pytest.skip("qgis_process isn't installed")
    script = (
        "import sys; from pathlib import Path\n"
        "from qgis.core import QgsApplication\n"
        "app = QgsApplication([], True); app.initQgis()\n"
        "from datetime import date\n"
        "from zhanbu_plugin.pool.reading import pool_batch\n"
        "from zhanbu_plugin.processing.outputs.paper_files import PaperMaker\n"
        "from zhanbu_plugin.reports.papers.specs import read_papers\n"
        "pool, batch, day, office, out = sys.argv[1:]\n"
        "maker = PaperMaker(pool, pool_batch(pool, 'CROP', batch), date.fromisoformat(day), office, read_papers(),"
        " False, lambda: True)\n"
        "for name in ('notice', 'check_report'):\n"
        "    made = maker.paper(name)\n"
        "    (Path(out) / made.name).write_bytes(made.content)\n"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-c", script, str(filled), BATCH, AS_OF, OFFICE, str(tmp_path)], cwd=root, check=True,
        capture_output=True, timeout=120, env={**__import__("os").environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    for name in ("公示", "检查报告"):
        assert (tmp_path / f"{BATCH}_{name}.pdf").read_bytes() == (papers / f"{BATCH}_{name}.pdf").read_bytes(), name


def test_photos_on_file_stand_on_the_sheet_and_answers_on_the_notice(filled: Path, tmp_path: Path) -> None:
    uid = min(row["parcel_uid"] for row in toolbox.rows(f"{filled}|layername=parcel"))
    run("attachevidence", POOL=str(filled), PARCEL=uid, KIND="PHOTO_BEFORE", FILE=str(photo(tmp_path / "a.jpg")),
        TITLE="整治前全景", DATE=AS_OF, SYSTEM="CROP")  # fmt: skip
    made(filled, tmp_path / "out", PAPERS=["parcel_sheet"], PARCELS=uid)
    content = (tmp_path / "out" / f"{BATCH}_地块信息表.pdf").read_bytes()
    assert pages(content, tmp_path) == 3
    assert "整治前全景" in printed(content, tmp_path) and "在案 1 张，附 1 张" in printed(content, tmp_path)
    assert b"/DCTDecode" in content or content.count(b"/Subtype /Image") > 0


def test_a_link_that_took_of_the_batch_has_its_sheet(filled: Path, tmp_path: Path) -> None:
    """Lots of a former pool aren't the batch's, so a link to these has no sheet here."""
    of_the_ledger = {"POOL": str(filled), "SYSTEM": "CROP", "DATE": AS_OF}
    run("takeover", **of_the_ledger, AREA_M2=30_000, DOC_NO="示函〔2026〕1号", TITLE="结余")
    run("linkoccupation", **of_the_ledger, PROJECT_NO="P1", PROJECT_NAME="公路", AREA_M2=10_000, LEVEL="COUNTY",
        DOC_NO="示自然资〔2026〕3号", SHEET=str(tmp_path / "sheet.pdf"))  # fmt: skip
    assert made(filled, tmp_path / "out", PAPERS=["link_sheet"])["FILES"] == 0


def test_a_run_in_the_background_lays_out_on_the_windows_thread(filled: Path, tmp_path: Path) -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById("zhanbu:makepapers")
    context, log, ended = QgsProcessingContext(), Log(), []
    context.setFeedback(log)
    given = {"POOL": str(filled), "SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF, "PAPERS": ["summary", "map_sheet"],
             "FOLDER": str(tmp_path / "out")}  # fmt: skip
    loop, patience = QEventLoop(), QTimer()
    task = QgsProcessingAlgRunnerTask(algorithm, given, context, log)
    task.executed.connect(lambda ok, results: (ended.append((ok, results)), loop.quit()))
    patience.timeout.connect(loop.quit)
    patience.start(60_000)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    patience.stop()
    assert ended and ended[0][0], log.failed
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 2


def test_what_cannot_be_made_is_said_before_anything_is_written(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    terms = {"POOL": str(filled), "SYSTEM": "CROP", "AS_OF": AS_OF, "FOLDER": str(out)}
    toolbox.refused("makepapers", "2026-9", BATCH, **terms, BATCH="2026-9")
    toolbox.refused("makepapers", "PARCELS", "99999", **terms, BATCH=BATCH, PARCELS="99999")
    toolbox.refused("makepapers", "templates", **terms, BATCH=BATCH, TEMPLATES=str(tmp_path / "none"))
    assert not out.exists() or not list(out.iterdir())


def test_a_cancelled_run_leaves_no_paper(filled: Path, tmp_path: Path) -> None:
    toolbox.refused(
        "makepapers", "cancelled", log=Log(cancel_at=15), POOL=str(filled), SYSTEM="CROP", BATCH=BATCH, AS_OF=AS_OF,
        FOLDER=str(tmp_path / "out"),
    )  # fmt: skip
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
