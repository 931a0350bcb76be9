"""Pictures for the guide, taken in a real QGIS window: the sample county is set up, checked and pushed by hand.

Run by ``make screenshots`` (``qgis --code``). Every step is what a user would click; a step that fails ends QGIS with
an error, so that no half picture is left unnoticed.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QDate, Qt, QUrl
from qgis.PyQt.QtWidgets import QDockWidget, QMessageBox
from qgis.utils import iface

sys.path.insert(0, str(Path(os.environ["ZHANBU_ROOT"]) / "scripts"))
from walker import Condition, after
from window import arrange, begin, fold_legend, layer_named, read, save, settled, the_dock

ROOT = Path(os.environ["ZHANBU_ROOT"])
COUNTY_FILES = ("sample.gpkg", "dem.tif", "sample.qgz")
AS_OF = QDate(2026, 11, 21)


def copy_of_the_county() -> Path:
    """A copy, so that nothing is written into the repository; its path stands in the pictures."""
    folder = ROOT / "build" / "screenshots" / "示例县" / "2026年度补充耕地"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COUNTY_FILES:
        shutil.copy(ROOT / "resources" / "sample" / name, folder)
    return folder


def walk() -> Iterator[Condition]:
    """The day of a technician; each condition is waited for."""
    folder = copy_of_the_county()
    yield from arrange()
    yield from settled()
    save("first-run")
    iface.addProject(str(folder / "sample.qgz"))
    yield from arrange()
    dock = the_dock()

    page = dock.set_up
    page.survey.setLayer(layer_named("拟补充地块"))
    page.asOf.setDate(AS_OF)
    if not page.make_pool(str(folder / "示例县储备库.gpkg")):
        raise RuntimeError("the pool wasn't made")
    fold_legend()
    iface.messageBar().clearWidgets()
    yield from set_up(dock)
    yield from tag_some(dock)
    yield from divide(dock, folder)

    yield from check_all(dock)
    save("findings")
    yield from clause(dock)
    yield from waiver(dock)
    yield from tables(dock)

    yield from push(dock)
    save("pool")
    yield from steps(dock)
    save("steps")
    yield from matter(dock)
    yield from parcel_file(dock)
    save("file")
    yield from submit(dock, folder)
    save("submit")
    yield from city(dock, folder)
    yield from overview(dock, folder)
    save("overview")
    dock.turn_to(dock.pool)
    dock.pool.read()
    dock.pool.tabs.setCurrentWidget(dock.pool.ledger)
    yield from read(dock)
    yield from settled()
    save("ledger")
    yield from link(dock)
    yield from freeze(dock)


def set_up(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """The dialog in which the project is set up, in front of the map."""
    dock.form.setUpButton.click()
    dialog = dock.set_up_dialog
    dialog.move(300, 60)
    yield from settled()
    save("set-up", with_dialogs=True)
    dialog.close()


def steps(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """What the next step of the pushed parcels lacks."""
    page = dock.pool
    page.tabs.setCurrentWidget(page.steps)
    yield from read(dock)
    page.steps.preview.click()
    yield lambda: not page.steps.work.is_busy
    page.steps.missing.topLevelItem(0).setExpanded(True)
    yield from settled()


def parcel_file(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """A parcel's history, with a report and a photo that was dragged in."""
    from zhanbu_plugin.pool.filing.evidence import Paper  # noqa: PLC0415 - the plugin's own, as QGIS loaded it

    page, folder = dock.pool, Path(dock.set_up.current().pool).parent
    page.steps.parcels.selectRow(0)
    page.steps.file.click()
    yield from read(dock)
    photo = folder / "实地照片_东南角.jpg"
    iface.mapCanvas().grab().toImage().save(str(photo))  # any picture will do
    for kind, path in (("FIELD_PHOTO", photo), ("CHECK_REPORT", folder / "检查报告.pdf")):
        if path.suffix == ".pdf":
            path.write_bytes(b"%PDF-1.4 report")
        page.file.put_on_file([str(path)], Paper(kind, "示例县自然资〔2026〕5号", AS_OF.toPyDate(), "示例县自然资源局"))
        yield lambda: not page.file.work.is_busy
    yield from read(dock)
    page.file.photos.setCurrentRow(0)
    iface.messageBar().clearWidgets()
    yield from settled()


def tables(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """The findings in all their columns."""
    wide = iface.mainWindow().findChild(QDockWidget, "ZhanbuTables")
    wide.show()
    iface.mainWindow().resizeDocks([wide], [230], Qt.Orientation.Vertical)
    yield from settled()
    save("tables")
    wide.hide()
    yield after(300)


def clause(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """The clause of the finding, in a window of its own."""
    page = dock.check
    page.details.anchorClicked.emit(QUrl("clause:HB-8c"))
    page.clause.move(180, 130)
    yield from settled()
    save("clause", with_dialogs=True)
    page.clause.close()


def waiver(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """The document of a parcel that needs one."""
    page = dock.check
    parcel = failing_on("CHK-BAN-reserve", page, "WAIVABLE")
    page.select_parcel(parcel)
    page.tree.setCurrentIndex(page.model.index(0, 0, page.model.index_of(parcel)))
    page.details.anchorClicked.emit(QUrl("record:CHK-BAN-reserve"))
    dialog = page.waiving.dialog
    dialog.docNo.setText("示例市自然资函〔2026〕12号")
    dialog.issuer.setText("示例市自然资源局")
    dialog.enteredBy.setText("经办人甲")
    dialog.move(500, 330)
    yield from settled()
    save("waiver", with_dialogs=True)
    dialog.close()
    show_finding(page, failing_on("CHK-BAN-redline", page))
    yield from settled()


def matter(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """A matter that is opened: a project that takes cropland."""
    matters = dock.pool.steps.matters
    matters.ask_for_matter()
    dialog = matters.dialog
    dialog.name.setText("示例县至示例市公路")
    dialog.move(380, 200)
    yield from settled()
    save("matter", with_dialogs=True)
    dialog.close()


def link(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """A trial of a link: the lots that a project would use."""
    ledger = dock.pool.ledger
    ledger.link.click()
    dialog = ledger.dialog
    dialog.projectNo.setText("139901-2026-GL-01")
    dialog.projectName.setText("示例县至示例市公路")
    dialog.unit.setCurrentIndex(dialog.unit.findData("mu"))
    dialog.area.setValue(500)
    dialog.day.setDate(AS_OF)
    dialog.docNo.setText("示例县自然资〔2026〕33号")
    dialog.tryButton.click()
    yield lambda: not dialog.work.is_busy
    dialog.move(300, 100)
    yield from settled()
    save("link", with_dialogs=True)
    dialog.close()


def freeze(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """A trial of a freeze: balances before and afterwards."""
    ledger = dock.pool.ledger
    ledger.acts.menu().actions()[2].trigger()
    dialog = ledger.dialog
    dialog.form.area.number.setValue(120)
    dialog.day.setDate(AS_OF)
    dialog.doc_no.setText("示例省自然资〔2026〕30号")
    dialog.try_button.click()
    yield lambda: not dialog.work.is_busy
    dialog.move(330, 130)
    yield from settled()
    save("booking", with_dialogs=True)
    dialog.close()


def submit(dock: Any, folder: Path) -> Iterator[Condition]:  # noqa: ANN401
    """Pack the batch, and verify the package as the city does."""
    page = dock.submit
    dock.turn_to(page)
    yield from read(dock)
    target = folder / "报送"
    target.mkdir()
    page.export_submission(str(target))
    yield lambda: not page.work.is_busy
    (package,) = target.glob("*.zip")
    page.verify_package(str(package))
    yield lambda: not page.work.is_busy
    iface.messageBar().clearWidgets()
    yield from settled()


def city(dock: Any, folder: Path) -> Iterator[Condition]:  # noqa: ANN401
    """The city verifies the package with its own layers, and draws a spot check."""
    page = dock.submit
    desk, review = page.desk, page.review
    page.tabs.setCurrentWidget(desk)
    desk.ownData.setChecked(True)
    desk.open_packages([str(path) for path in (folder / "报送").glob("*.zip")])
    yield lambda: not desk.work.is_busy
    iface.messageBar().clearWidgets()
    yield from settled()
    save("city-verify")
    page.tabs.setCurrentWidget(review)
    review.draw.click()
    yield lambda: not review.work.is_busy
    for i, row in enumerate(review.table.rows()):
        words = ("不合格", "R10", "照片方位角缺失") if i == 1 else ("合格", "", "")
        review.table.fill_in(row["parcel_uid"], *words)
    review.office.setText("示例市自然资源局")
    review.docNo.setText("示例市自然资核〔2026〕3号")
    iface.messageBar().clearWidgets()
    yield from settled()
    save("city-review")
    page.tabs.setCurrentIndex(0)


def overview(dock: Any, folder: Path) -> Iterator[Condition]:  # noqa: ANN401
    """Amounts of an old pool that was taken over, beside the parcels that were pushed."""
    # The plugin's own, which QGIS loaded: it can't be imported before that.
    from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over  # noqa: PLC0415
    from zhanbu_plugin.pool.steps.acts import Act  # noqa: PLC0415
    from zhanbu_plugin.regimes.choosing import rule_sets  # noqa: PLC0415

    act = Act("PROV_NR", AS_OF.addDays(-1).toPyDate(), "示例省自然资〔2026〕21号", "2026-11-21T09:00:00Z")
    lots = tuple(LegacyLot(amount, title=title) for amount, title in ((31_200_000, "原库一"), (18_450_000, "原库二")))
    take_over(folder / "示例县储备库.gpkg", OldPool("CROP", lots), act, rule_sets()["hebei-cropland-2025"])
    page = dock.overview
    dock.turn_to(page)
    yield lambda: not page.work.is_busy
    iface.messageBar().clearWidgets()
    yield from settled()


def tag_some(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """What the rules allow as a source, on the survey itself; some of it tagged."""
    page = dock.select
    survey = layer_named("地类图斑")
    dock.set_up.survey.setLayer(survey)
    dock.set_up.colour.click()
    dock.turn_to(page)
    page.finding.possibleSources.click()
    yield lambda: page.finding.table is not None and not page.finding.work.is_busy
    page.finding.least.setValue(2)
    page.finding.places.topLevelItem(0).child(0).setCheckState(0, Qt.CheckState.Checked)
    page.finding.narrow()
    page.finding.selectFound.click()
    iface.messageBar().clearWidgets()
    yield from settled()
    save("find")
    survey.selectByIds(sorted(survey.selectedFeatureIds())[:24])
    page.tabs.setCurrentWidget(page.candidates)
    page.candidates.tagSelection.click()
    survey.removeSelection()
    yield lambda: page.candidates.model.rowCount() > 0
    for _ in range(3):
        page.candidates.next.click()
    dock.view.clear()
    extent = QgsRectangle()
    for feature in survey.getFeatures(page.tagged.fids):
        extent.combineExtentWith(feature.geometry().boundingBox())
    extent.scale(1.15)
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()
    iface.messageBar().clearWidgets()
    yield from settled()
    save("select")


def divide(dock: Any, folder: Path) -> Iterator[Condition]:  # noqa: ANN401
    """A working copy of some designed parcels, and what the rules would cut out of them."""
    page = dock.select
    designed = layer_named("拟补充地块")
    dock.set_up.survey.setLayer(designed)
    page.tagged.tag([feature.id() for feature in designed.getFeatures()][:40])
    page.tabs.setCurrentWidget(page.dividing)
    page.dividing.make_copy(str(folder / "作业图层.gpkg"))
    yield page.dividing.previewCut.isEnabled
    yield lambda: not page.candidates.reading.is_busy
    page.dividing.previewCut.click()
    yield lambda: page.dividing.preview is not None
    rows = page.dividing.preview.rows
    page.dividing.previewTable.selectRow(max(range(len(rows)), key=lambda i: min(rows[i].kept_dm2, rows[i].lost_dm2)))
    iface.messageBar().clearWidgets()
    yield from settled()
    save("divide")
    page.dividing.drop()
    dock.view.clear()
    copy = dock.set_up.current().survey
    dock.set_up.survey.setLayer(designed)
    page.tagged.clear()
    QgsProject.instance().removeMapLayer(copy)


def check_all(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """Check the designed parcels and point at one that touches the red line."""
    page = dock.check
    dock.select.tagged.clear()
    dock.set_up.survey.setLayer(layer_named("拟补充地块"))
    dock.turn_to(page)
    page.scope.setCurrentIndex(page.scope.findData("whole"))
    page.run.click()
    yield lambda: page.result is not None and not page.work.is_busy
    failing = failing_on("CHK-BAN-redline", page)
    if not page.select_parcel(failing):
        raise RuntimeError(f"{failing} isn't listed")
    iface.setActiveLayer(layer_named("拟补充地块"))
    show_finding(page, failing)
    yield lambda: not page.ground.reading.is_busy
    iface.messageBar().clearWidgets()
    yield from settled()


def show_finding(page: Any, parcel: str) -> None:  # noqa: ANN401
    """The parcel at the top of the list, its first finding chosen."""
    index = page.model.index_of(parcel)
    page.tree.setCurrentIndex(page.model.index(0, 0, index))
    page.tree.scrollTo(index, page.tree.ScrollHint.PositionAtTop)


def failing_on(check_id: str, page: Any, wanted: str = "INELIGIBLE") -> str:  # noqa: ANN401
    """The parcel that fails this check alone and has the wanted verdict, with its clear piece inside."""
    for i, verdict in enumerate(page.result.verdicts):
        failed = [f for f in page.result.open_findings_of(i) if f.outcome.value == "FAIL"]
        if verdict.value == wanted and [f.check_id for f in failed] == [check_id]:
            return str(page.result.parcels.ids[i])
    raise RuntimeError(f"no parcel fails {check_id} alone")


def push(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """Push what is eligible and show the pool."""
    page = dock.check
    page.batch.setText("139901-2026-001")
    page.push.click()
    page.pushing.question.button(QMessageBox.StandardButton.Yes).click()
    yield lambda: page.pushing.question is None and not page.work.is_busy
    dock.view.clear()
    pool = next(layer for layer in QgsProject.instance().mapLayers().values() if layer.source().endswith("=parcel"))
    shown = QgsProject.instance().layerTreeRoot()
    shown.findLayer(layer_named("拟补充地块").id()).setItemVisibilityChecked(False)
    fold_legend()
    shown.findLayer(pool.id()).setExpanded(True)
    extent = pool.extent()
    extent.scale(1.12)
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()
    yield from read(dock)
    yield from settled()
    iface.messageBar().clearWidgets()
    yield after(300)


begin(walk())
