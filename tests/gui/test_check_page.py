"""The check in the dock: it runs in the background, lists findings, and what is eligible goes into the pool."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from pathlib import Path

from event_loop import wait_until
from pushing import push_and_answer
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QModelIndex, Qt
from sample_set_up import ROLES

from zhanbu_plugin.checks.findings import Outcome, Severity, Verdict
from zhanbu_plugin.gui.check.check_page import TAGGED, WHOLE
from zhanbu_plugin.gui.check.findings_filter import Listed
from zhanbu_plugin.gui.check.findings_model import Pointed
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.pool_layer import pool_layer
from zhanbu_plugin.ledger.balance import balance
from zhanbu_plugin.pool.reading import batches, role_files

AddLayer = Callable[..., QgsVectorLayer]


def messages(iface: QgisInterface) -> str:
    """Everything that stands in the message bar."""
    return "\n".join(text for level in iface.messageBar().messages.values() for text in level)


def only(dock: ZhanbuDock, *verdicts: Verdict) -> None:
    for verdict, chip in dock.check.list.chips.items():
        chip.setChecked(verdict in verdicts)


def listed(dock: ZhanbuDock) -> list[int]:
    """Parcels in the list, in its order."""
    return dock.check.model.listed()


def test_the_check_lists_every_parcel_with_its_verdict(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    counts = page.result.counts()
    assert all(counts[verdict] > 0 for verdict in Verdict)
    assert len(listed(checked_dock)) == sum(counts.values()) == page.result.parcels.layer.fids.size
    for verdict, chip in page.list.chips.items():
        assert chip.text().endswith(f" {counts[verdict]}")


def test_a_chip_hides_the_parcels_of_its_verdict(checked_dock: ZhanbuDock) -> None:
    result = checked_dock.check.result
    only(checked_dock, Verdict.WAIVABLE)
    assert {result.verdicts[i] for i in listed(checked_dock)} == {Verdict.WAIVABLE}
    assert len(listed(checked_dock)) == result.counts()[Verdict.WAIVABLE]


def test_the_worst_parcels_come_first_and_a_click_on_the_header_turns_that_round(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    assert page.result.verdicts[listed(checked_dock)[0]] is Verdict.INELIGIBLE
    page.tree.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert page.result.verdicts[listed(checked_dock)[0]] is Verdict.ELIGIBLE
    page.tree.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    areas = [page.result.area_m2(i) for i in listed(checked_dock)]
    known = [area for area in areas if isfinite(area)]
    assert known == sorted(known)


def test_the_list_can_be_narrowed_to_one_check(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    page.outcome.setCurrentIndex(page.outcome.findData(Listed.FAILED))
    page.severity.setCurrentIndex(page.severity.findData(Severity.OVERRIDE))
    page.text.setText("chk-slope")
    model = page.model
    expected = {
        f.parcel_id
        for f in page.result.findings()
        if f.check_id == "CHK-SLOPE" and f.outcome is Outcome.FAIL and f.severity is Severity.OVERRIDE
    }
    assert expected
    assert {page.result.parcels.ids[i] for i in listed(checked_dock)} == expected
    for row in range(model.rowCount()):
        parent = model.index(row, 0)
        assert [model.finding(model.pointed(model.index(0, 0, parent))).check_id] == ["CHK-SLOPE"]
        assert model.rowCount(parent) == 1


def test_a_parcel_is_found_by_a_part_of_its_id(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    wanted = page.result.parcels.ids[5]
    page.text.setText(wanted[-6:])
    assert 5 in listed(checked_dock)
    assert len(listed(checked_dock)) < len(page.result.parcels)


def test_every_row_of_the_tree_knows_its_parent(checked_dock: ZhanbuDock) -> None:
    model = checked_dock.check.model
    seen = 0
    for row in range(model.rowCount()):
        parent = model.index(row, 0)
        assert not model.parent(parent).isValid()
        for under in range(model.rowCount(parent)):
            child = model.index(under, 1, parent)
            assert model.parent(child) == parent
            assert model.rowCount(model.index(under, 0, parent)) == 0
            assert model.data(child)
            seen += 1
    assert seen == sum(len(checked_dock.check.result.open_findings_of(i)) for i in listed(checked_dock))


def test_a_long_list_is_given_to_the_view_piece_by_piece(set_up_dock: ZhanbuDock, add_layer: AddLayer) -> None:
    """Else the view would ask after each of a whole county's parcels at once, and the window would stand still."""
    survey = add_layer("dltb")
    set_up_dock.set_up.survey.setLayer(survey)
    page, model = set_up_dock.check, set_up_dock.check.model
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    assert len(model.listed()) == survey.featureCount()
    assert model.rowCount() < 1000
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == len(model.listed())


def test_a_parcel_far_down_a_long_list_is_brought_up_by_its_id(set_up_dock: ZhanbuDock, add_layer: AddLayer) -> None:
    set_up_dock.set_up.survey.setLayer(add_layer("dltb"))
    page, model = set_up_dock.check, set_up_dock.check.model
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    last = page.result.parcels.ids[model.listed()[-1]]
    assert page.select_parcel(last)
    assert page.text.text() == last
    assert model.data(page.tree.currentIndex()) == last
    assert model.rowCount() < 1000


def test_choosing_a_finding_shows_clause_remedy_and_the_parcel_on_the_map(
    checked_dock: ZhanbuDock, qgis_iface: QgisInterface
) -> None:
    page = checked_dock.check
    only(checked_dock, Verdict.INELIGIBLE)
    page.text.setText("CHK-BAN-redline")
    parent = page.model.index(0, 0)
    child = page.model.index(0, 0, parent)
    page.tree.setCurrentIndex(child)
    told = page.details.toPlainText()
    assert "HB-8c" in told
    assert "51.00 m²" in told or "8,000.00 m²" in told
    assert "Cut out the part inside" in told
    pointed = page.model.pointed(child)
    shape = page.result.parcels.geometry(pointed.parcel)
    extent = qgis_iface.mapCanvas().extent()
    west, south, east, north = shape.bounds
    assert extent.xMinimum() < west < east < extent.xMaximum()
    assert extent.yMinimum() < south < north < extent.yMaximum()
    assert extent.width() < 20 * max(east - west, north - south)
    assert page._view._band.size() == 1


def test_a_parcel_without_shape_is_told_not_crashed_on(checked_dock: ZhanbuDock, qgis_iface: QgisInterface) -> None:
    page = checked_dock.check
    without = [i for i in range(len(page.result.parcels)) if page.result.parcels.geometry(i) is None]
    assert without
    assert page.select_parcel(page.result.parcels.ids[without[0]])
    assert page.result.parcels.ids[without[0]] in messages(qgis_iface)


def test_a_passed_check_has_nothing_to_do(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    only(checked_dock, Verdict.ELIGIBLE)
    page.outcome.setCurrentIndex(page.outcome.findData(Listed.ALL))
    parcel = page.model.pointed(page.model.index(0, 0)).parcel
    names = [page.result.columns[j].rule.id for j in range(len(page.result.columns))]
    page._show_details(Pointed(parcel, names.index("CHK-SLOPE")))
    assert "What to do" not in page.details.toPlainText()


def test_a_check_without_anything_tagged_says_what_to_do(set_up_dock: ZhanbuDock, qgis_iface: QgisInterface) -> None:
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.findData(TAGGED))
    page.run.click()
    assert not page.work.is_busy
    assert "no parcel is tagged" in messages(qgis_iface)


def test_only_the_tagged_parcels_are_checked(set_up_dock: ZhanbuDock) -> None:
    set_up_dock.select.tagged.tag([2, 3, 5])
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.findData(TAGGED))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    assert page.result.parcels.layer.fids.tolist() == [2, 3, 5]


def test_a_stopped_check_shows_nothing(set_up_dock: ZhanbuDock, qgis_iface: QgisInterface) -> None:
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    page.cancel.click()
    wait_until(lambda: not page.work.is_busy)
    assert page.result is None
    assert page.model.rowCount() == 0
    assert "Stopped" in messages(qgis_iface)
    assert page.run.isEnabled()


def test_a_problem_in_the_data_is_said_with_its_file(
    set_up_dock: ZhanbuDock, county: Path, qgis_iface: QgisInterface
) -> None:
    """The DEM is gone by the time the check looks at it."""
    (county / "dem.tif").write_bytes(b"not a raster any more")
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    assert page.result is None
    assert "dem.tif" in messages(qgis_iface)


def test_eligible_parcels_go_into_the_pool_and_onto_the_map(
    checked_dock: ZhanbuDock, county: Path, qgis_iface: QgisInterface
) -> None:
    page, pool = checked_dock.check, str(county / "pool.gpkg")
    eligible = page.result.counts()[Verdict.ELIGIBLE]
    page.batch.setText("2026-甲")
    push_and_answer(checked_dock)
    (batch,) = batches(pool)
    assert (batch.batch, batch.parcels) == ("2026-甲", eligible)
    assert f"Batch 2026-甲: {eligible} parcels admitted." in messages(qgis_iface)
    layer = pool_layer(pool)
    assert layer is not None
    assert layer.featureCount() == eligible
    assert QgsProject.instance().layerTreeRoot().findLayer(layer.id()) is not None
    held = sum(row.area_dm2 for row in balance(pool, system="CROP", as_of=page.result.run.as_of).rows)
    assert held == batch.area_dm2 > 0


def test_the_pool_remembers_the_files_that_the_check_read(checked_dock: ZhanbuDock, county: Path) -> None:
    page = checked_dock.check
    page.batch.setText("2026-01")
    push_and_answer(checked_dock)
    files = {layer.role: layer.path for layer in role_files(str(county / "pool.gpkg"))}
    assert Path(files["dem"]).name == "dem.tif"
    assert files["redline"].endswith("|layername=redline")
    assert set(ROLES) <= files.keys()


def test_pushing_twice_is_refused_parcel_by_parcel_and_the_pool_stays_as_it_is(
    checked_dock: ZhanbuDock, county: Path
) -> None:
    page, pool = checked_dock.check, str(county / "pool.gpkg")
    eligible = page.result.counts()[Verdict.ELIGIBLE]
    for name in ("one", "two"):
        page.batch.setText(name)
        push_and_answer(checked_dock)
    assert [b.batch for b in batches(pool)] == ["one"]
    told = checked_dock.pool.pushReport.toPlainText()
    assert f"0 admitted, {eligible} refused" in told


def test_a_push_without_a_batch_name_is_refused_in_words(
    checked_dock: ZhanbuDock, county: Path, qgis_iface: QgisInterface
) -> None:
    page = checked_dock.check
    page.batch.setText("  ")
    push_and_answer(checked_dock)
    assert "name of a batch" in messages(qgis_iface)
    assert batches(str(county / "pool.gpkg")) == ()


def test_the_report_is_written_or_the_reason_why_not(
    checked_dock: ZhanbuDock, tmp_path: Path, qgis_iface: QgisInterface
) -> None:
    checked_dock.check.outputs.write_report(str(tmp_path / "report.html"))
    assert "hebei-cropland-2025" in (tmp_path / "report.html").read_text(encoding="utf-8")
    checked_dock.check.outputs.write_report(str(tmp_path / "nowhere" / "report.html"))
    assert "can't be written" in messages(qgis_iface)


def test_a_change_of_the_set_up_is_marked_on_the_old_result(checked_dock: ZhanbuDock) -> None:
    checked_dock.set_up.dem.setLayer(None)
    assert "check again" in checked_dock.check.stateLine.text()


def test_another_project_does_not_show_the_findings_of_the_last_one(checked_dock: ZhanbuDock) -> None:
    QgsProject.instance().clear()
    page = checked_dock.check
    assert page.result is None
    assert page.model.rowCount() == 0
    assert not page.push.isEnabled()


def test_a_check_that_outlives_its_project_is_not_shown(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    QgsProject.instance().clear()
    wait_until(lambda: not page.work.is_busy)
    assert page.result is None
    assert page.run.isEnabled()
