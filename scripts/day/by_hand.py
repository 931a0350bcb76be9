"""The day in a real QGIS window, as a technician would click through it, with a picture of every step.

Run by ``scripts/day.sh`` (``qgis --code``). A step that fails ends QGIS with an error.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import QMessageBox
from qgis.utils import iface

sys.path.insert(0, str(Path(os.environ["ZHANBU_ROOT"]) / "scripts"))
sys.path.insert(0, str(Path(os.environ["ZHANBU_ROOT"]) / "scripts" / "day"))
import plan
from walker import Condition
from window import arrange, begin, fold_legend, layer_named, picture, read, save, settled, the_dock

FOLDER = Path(os.environ["ZHANBU_DAY"])


def day() -> Iterator[Condition]:
    """Every step of the plan; each condition is waited for."""
    for name in ("sample.gpkg", "dem.tif", "sample.qgz"):
        shutil.copy(plan.SAMPLE / name, FOLDER)
    iface.addProject(str(FOLDER / "sample.qgz"))
    yield from arrange()
    for step in (set_up, select, check, push, cut_out, put_on_file, take_step, take_over, link, pack):
        yield from step(the_dock())


def set_up(dock: Any) -> Iterator[Condition]:  # noqa: ANN401 - the class comes from the installed plugin
    """County, day, layers in their roles, and a new pool."""
    dock.form.setUpButton.click()
    page = dock.set_up
    page.survey.setLayer(layer_named("拟补充地块"))
    page.asOf.setDate(QDate.fromString(plan.AS_OF, Qt.DateFormat.ISODate))
    if not page.make_pool(str(FOLDER / plan.POOL_NAME)):
        raise RuntimeError("the pool wasn't made")
    fold_legend()
    dock.set_up_dialog.move(300, 60)
    yield from picture(1, "set-up", with_dialogs=True)
    dock.set_up_dialog.close()


def select(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """All designed parcels become candidates."""
    page, survey = dock.select, layer_named("拟补充地块")
    dock.turn_to(page)
    survey.selectAll()
    page.tabs.setCurrentWidget(page.candidates)
    page.candidates.tagSelection.click()
    survey.removeSelection()
    yield lambda: page.candidates.model.rowCount() > 0 and not page.work.is_busy
    yield from picture(2, "select")


def check(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """Every check of them, and the one that fails for 51 m²."""
    page = dock.check
    dock.select.toCheck.click()
    yield lambda: page.result is not None and not page.work.is_busy
    if not page.select_parcel(plan.TO_CUT):
        raise RuntimeError(f"{plan.TO_CUT} isn't listed")
    yield from picture(3, "check")


def push(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """What is eligible goes into the pool."""
    yield from push_as(dock, plan.BATCH, ask="04-push")
    yield from picture(5, "pool")


def push_as(dock: Any, batch: str, ask: str = "") -> Iterator[Condition]:  # noqa: ANN401
    """Push, and say yes; ``ask`` names a picture of the question."""
    page = dock.check
    dock.turn_to(page)
    page.batch.setText(batch)
    page.push.click()
    yield from settled()
    if ask:
        save(ask, with_dialogs=True)
    page.pushing.question.button(QMessageBox.StandardButton.Yes).click()
    yield lambda: page.pushing.question is None and not page.work.is_busy
    yield from read(dock)


def cut_out(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """The red line's ground is cut out of the parcel in a working copy, and what is left is checked and pushed."""
    page = dock.select
    dock.turn_to(page)
    page.tagged.clear()
    page.tagged.tag([f.id() for f in layer_named("拟补充地块").getFeatures() if f["BSM"] == plan.TO_CUT])
    page.tabs.setCurrentWidget(page.dividing)
    page.dividing.make_copy(str(FOLDER / plan.WORKING_COPY))
    yield page.dividing.previewCut.isEnabled
    yield lambda: not page.candidates.reading.is_busy
    page.dividing.previewCut.click()
    yield lambda: page.dividing.preview is not None
    page.dividing.previewTable.selectRow(0)
    yield from picture(6, "cut-out")
    page.dividing.applyCut.click()
    page.toCheck.click()
    yield lambda: dock.check.result is not None and not dock.check.work.is_busy
    yield from push_as(dock, plan.CUT_BATCH)
    dock.set_up.survey.setLayer(layer_named("拟补充地块"))
    yield from picture(7, "pieces")


def put_on_file(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """What the next step lacks, and the paper that it asks for."""
    steps = dock.pool.steps
    dock.turn_to(dock.pool)
    dock.pool.tabs.setCurrentWidget(steps)
    yield from read(dock)
    steps.group.setCurrentIndex(next(i for i in range(steps.group.count()) if plan.BATCH in steps.group.itemText(i)))
    steps.toState.setCurrentIndex(steps.toState.findData(plan.STEP))
    steps.preview.click()
    yield lambda: not steps.work.is_busy
    steps.missing.expandAll()
    yield from picture(8, "missing")
    steps.ask_for_papers((plan.PAPER_KIND,))
    dialog = steps.dialog
    dialog.files.setFilePath(str(plan.write_paper(FOLDER)))
    dialog.doc_no.setText(plan.PAPER_NO)
    yield from settled()
    save("09-paper", with_dialogs=True)
    dialog.accept()
    yield from read(dock)
    yield lambda: not steps.work.is_busy


def take_step(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """The step, with all that may."""
    steps = dock.pool.steps
    steps.take.click()
    yield lambda: steps.question is not None
    steps.question.button(QMessageBox.StandardButton.Yes).click()
    yield lambda: not steps.work.is_busy and not steps.reading.is_busy
    yield from picture(10, "step")


def take_over(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """What an old pool had, from the toolbox."""
    import processing  # noqa: PLC0415 - it is there once QGIS has loaded its plugins

    processing.run(
        "zhanbu:takeover",
        {
            "POOL": str(FOLDER / plan.POOL_NAME),
            "SYSTEM": plan.SYSTEM,
            "DATE": plan.OLD_POOL_DAY,
            "AREA_M2": plan.OLD_POOL_M2,
            "DOC_NO": plan.OLD_POOL_NO,
            "TITLE": plan.OLD_POOL_TITLE,
        },
    )
    dock.pool.read()
    yield from read(dock)


def link(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """A project is linked: first tried, then booked."""
    ledger = dock.pool.ledger
    dock.pool.tabs.setCurrentWidget(ledger)
    ledger.link.click()
    dialog = ledger.dialog
    dialog.projectNo.setText(plan.PROJECT_NO)
    dialog.projectName.setText(plan.PROJECT_NAME)
    dialog.unit.setCurrentIndex(dialog.unit.findData("m2"))
    dialog.area.setValue(plan.PROJECT_M2)
    dialog.level.setCurrentIndex(dialog.level.findData(plan.LEVEL))
    dialog.docNo.setText(plan.LINK_NO)
    dialog.tryButton.click()
    yield lambda: not dialog.work.is_busy
    yield from settled()
    save("11-link", with_dialogs=True)
    dialog.linkButton.click()
    yield lambda: dialog.question is not None
    dialog.question.button(QMessageBox.StandardButton.Yes).click()
    yield lambda: not ledger.reading.is_busy and ledger.lines.rowCount() > 1
    yield from picture(12, "ledger")


def pack(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """The package for the city, and its verification."""
    page = dock.submit
    dock.turn_to(page)
    yield from read(dock)
    page.export_submission(str(FOLDER))
    yield lambda: not page.work.is_busy
    (package,) = FOLDER.glob("*.zip")
    page.verify_package(str(package))
    yield lambda: not page.work.is_busy
    yield from picture(13, "submit")
    QgsProject.instance().setDirty(False)


begin(day())
