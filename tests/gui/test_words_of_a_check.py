"""What the page “Check” says in the user's own words: layers, what is missing, what can't be pushed and why."""

from __future__ import annotations

import pytest
from event_loop import wait_until
from pushing import NO, push_and_answer
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsProcessingFeedback, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QDialogButtonBox

from zhanbu_plugin.checks.findings import Verdict
from zhanbu_plugin.gui.background import Background
from zhanbu_plugin.gui.check.check_page import WHOLE, CheckPage
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.messages import Messenger
from zhanbu_plugin.gui.panels import Panels

BAN = "CHK-BAN-redline"


def checked(dock: ZhanbuDock) -> CheckPage:
    page = dock.check
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    return page


def said_of(page: CheckPage, check: str) -> str:
    page.text.setText(check)
    page.tree.setCurrentIndex(page.model.index(0, 0, page.model.index(0, 0)))
    return page.details.toPlainText()


def test_a_finding_names_the_layer_as_the_project_does_and_its_file_beside(set_up_dock: ZhanbuDock) -> None:
    (layer,) = QgsProject.instance().mapLayersByName("redline")
    layer.setName("Our red lines of 2023")
    told = said_of(checked(set_up_dock), BAN)
    assert "lie inside Our red lines of 2023." in told
    assert "Our red lines of 2023 (sample.gpkg: redline)" in told


def test_what_is_recorded_of_a_finding_is_the_file_whatever_the_project_calls_it(set_up_dock: ZhanbuDock) -> None:
    (layer,) = QgsProject.instance().mapLayersByName("redline")
    layer.setName("Our red lines of 2023")
    page = checked(set_up_dock)
    assert {c.source for c in page.result.columns if c.rule.id == BAN} == {"sample.gpkg: redline"}


def test_layers_that_nobody_gave_are_named_once_above_the_list(set_up_dock: ZhanbuDock) -> None:
    assert "Not given" not in checked(set_up_dock).stateLine.text()
    boxes = set_up_dock.set_up._rows.boxes
    boxes["redline"].setLayer(None)
    set_up_dock.set_up.dem.setLayer(None)
    set_up_dock.set_up.pool.setFilePath("")  # it would remember them
    told = checked(set_up_dock).stateLine.text()
    assert "Not given in “Set-up”: Ecological red line, Elevation model." in told


def test_push_says_why_it_is_grey(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.check
    assert not page.push.isEnabled()
    assert "press “Check”" in page.push.toolTip()
    set_up_dock.set_up._rows.boxes["redline"].setLayer(None)
    set_up_dock.set_up.pool.setFilePath("")
    checked(set_up_dock)
    assert page.list.counts[Verdict.ELIGIBLE] == 0
    assert "No parcel of this check is eligible" in page.push.toolTip()


def test_the_question_before_a_push_tells_what_stays_out(checked_dock: ZhanbuDock) -> None:
    counts = checked_dock.check.list.counts
    asked = push_and_answer(checked_dock, NO)
    out = sum(count for verdict, count in counts.items() if verdict is not Verdict.ELIGIBLE)
    assert out > 0
    assert f"{out} parcels of this check stay out" in asked
    assert str(counts[Verdict.INELIGIBLE]) in asked


def test_a_refused_document_names_the_box_and_the_dialog_has_room_for_the_sentence(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    i, check = next(
        (i, finding.check_id)
        for i in range(len(page.result.parcels))
        for finding in page.result.open_findings_of(i)
        if finding.severity.value == "OVERRIDE" and finding.outcome.value == "FAIL"
    )
    assert page.select_parcel(str(page.result.parcels.ids[i]))
    page.details.anchorClicked.emit(QUrl(f"record:{check}"))
    wait_until(lambda: page.waiving.dialog is not None)
    dialog = page.waiving.dialog
    dialog.docNo.setText("No. 7")
    dialog.issuer.setText("County office")
    dialog.enteredBy.setText("somebody")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    assert "field File" in dialog.problem.text()
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())
    dialog.reject()


@pytest.mark.parametrize(
    ("remarks", "told"),
    [(["sample.gpkg: feature 54 has no shape."], "feature 54 has no shape"), (["one", "two"], "tab “Zhanbu”")],
)
def test_a_single_remark_is_said_and_several_are_counted(
    qgis_iface: QgisInterface, remarks: list[str], told: str
) -> None:
    qgis_iface.messageBar().clear_messages()
    work = Background(Messenger(qgis_iface))

    def remarking(feedback: QgsProcessingFeedback) -> None:
        for remark in remarks:
            feedback.pushWarning(remark)

    work.start("work with remarks", remarking, lambda _: None)
    wait_until(lambda: not work.is_busy)
    assert any(told in text for texts in qgis_iface.messageBar().messages.values() for text in texts)


def test_the_wide_tables_stay_away_until_they_are_wanted(qgis_iface: QgisInterface, qgis_new_project: None) -> None:
    QgsSettings().remove("zhanbu/ZhanbuTables", QgsSettings.Section.Plugins)  # as at the first start
    panels = Panels(qgis_iface)
    try:
        assert panels.tables.isHidden()
    finally:
        panels.close()


def test_a_first_start_leaves_out_no_column_of_the_findings(checked_dock: ZhanbuDock) -> None:
    dock = checked_dock
    dock.setFloating(True)
    dock.turn_to(dock.check)
    dock.resize(dock.sizeHint().width(), 700)
    dock.show()
    tree = dock.check.tree
    wait_until(lambda: tree.viewport().width() > 300)
    assert tree.header().length() <= tree.viewport().width()


def test_ids_are_shown_whole_however_narrow_the_list_is(checked_dock: ZhanbuDock) -> None:
    tree = checked_dock.check.tree
    whole = tree.fontMetrics().horizontalAdvance("0" * 18)
    for width in (300, 900):
        tree.setMinimumWidth(width)
        checked_dock.resize(width, 700)
        tree.resize(width, 300)
        assert tree.columnWidth(0) >= whole
        assert sum(tree.columnWidth(k) for k in range(5)) >= tree.viewport().width()
