"""The city's side of the page “Submit”: packages side by side, spot check, results, opinion and slip."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until
from printed_papers import PRINTED
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog

from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.findings import Verdict
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import layers_of, read_layer
from zhanbu_plugin.exchange.returns.reading import read_slip
from zhanbu_plugin.exchange.submission.building import build_submission
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.submit.city.packages_tab import PackagesTab
from zhanbu_plugin.gui.submit.city.results_table import CHOSEN, CODE, NUMBER, REMARK, RESULT, UID
from zhanbu_plugin.gui.submit.city.review_tab import ReviewTab
from zhanbu_plugin.pool.claims import claims_layer
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.roles import roles

COUNTY, DAY = "139901", date(2026, 11, 21)
NARROW = 430
"""Pixels of the panel as it first opens on a small screen."""


@pytest.fixture(scope="module")
def pool(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample county's eligible parcels, checked and pooled."""
    path, survey = tmp_path_factory.mktemp("county") / "pool.gpkg", sample / "sample.gpkg"
    rules = choose_rule_set("auto", as_of=DAY, county=COUNTY)
    create_pool(path, county=COUNTY, epsg=4527, created_on=DAY)
    layers = {role: read_layer(survey, role) for role in sorted({*layers_of(survey)} & {*roles()})}
    around = Surroundings(sample / "dem.tif", layers, claims_layer(path))
    parcels = ParcelBatch.of(read_layer(survey, "candidates"))
    result = check_parcels(parcels, rules, around, as_of=DAY, county=COUNTY, version="0.1.0")
    push_parcels(
        path,
        [result.checked_parcel(i) for i, v in enumerate(result.verdicts) if v is Verdict.ELIGIBLE],
        system="CROP",
        batch="first",
        as_of=DAY,
        rule_set_in_force=lambda _id, _day: rules,
        role="COUNTY_NR",
        recorded_at="2026-11-21T10:00:00",
    )
    return path


@pytest.fixture(scope="module")
def packages(pool: Path) -> tuple[Path, Path]:
    """The county's batch packed under two numbers of the year: all of its ground is claimed twice."""
    batch = pool_batch(pool, "CROP", "first")
    terms = {"as_of": DAY, "plugin_version": "0.1.0", "version_no": 1, "target_folder": pool.parent, "papers": PRINTED}
    one, other = (build_submission(batch, sequence=number, **terms).path for number in (1, 2))
    return one, other


@pytest.fixture
def desk(dock: ZhanbuDock, packages: tuple[Path, Path]) -> PackagesTab:
    """The tab with both packages on it."""
    dock.turn_to(dock.submit)
    tab = dock.submit.desk
    dock.submit.tabs.setCurrentWidget(tab)
    tab.open_packages([str(path) for path in packages])
    wait_until(lambda: not tab.work.is_busy)
    return tab


@pytest.fixture
def review(dock: ZhanbuDock, desk: PackagesTab) -> ReviewTab:
    """The review of the first package, with the spot check drawn."""
    tab = dock.submit.review
    dock.submit.tabs.setCurrentWidget(tab)
    tab.office.setText("某市自然资源局")
    tab.docNo.setText("X〔2026〕1号")
    tab.draw.click()
    wait_until(lambda: not tab.work.is_busy)
    return tab


def drawn(tab: ReviewTab) -> list[str]:
    return [tab.results.item(row, UID).text() for row in range(tab.results.rowCount())]


def test_several_packages_are_listed_verified_and_held_against_each_other(
    desk: PackagesTab, packages: tuple[Path, Path], qgis_iface: QgisInterface
) -> None:
    assert desk.packages.rowCount() == 2
    texts = [desk.packages.item(0, column).text() for column in range(desk.packages.columnCount())]
    told = verify_submission(packages[0])
    assert [texts[i] for i in (0, 3, 4, 6, 7)] == ["139901", "1 v1", str(told.parcels), "Cropland balance", "2026"]
    assert texts[1].startswith("✓") and texts[8] == packages[0].name
    assert texts[2] == f"⚠ candidate {told.parcels}"
    assert desk.twice.rowCount() == told.parcels
    areas = [float(desk.twice.item(row, 4).text().replace(",", "")) for row in range(desk.twice.rowCount())]
    assert sum(areas) == pytest.approx(told.total_dm2 / 100, abs=0.01)
    before = qgis_iface.mapCanvas().extent()
    desk.twice.setCurrentCell(0, 0)
    assert qgis_iface.mapCanvas().extent() != before


def test_a_package_that_was_changed_is_listed_with_its_problems_and_cannot_be_reviewed(
    dock: ZhanbuDock, desk: PackagesTab, packages: tuple[Path, Path], tmp_path: Path
) -> None:
    bad = tmp_path / "changed.zip"
    content = bytearray(packages[0].read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(content)
    desk.open_packages([str(bad), str(tmp_path / "not there.zip")])
    wait_until(lambda: not desk.work.is_busy)
    assert desk.packages.rowCount() == 3
    assert desk.packages.item(2, 1).text().startswith("✗")
    desk.packages.selectRow(2)
    assert "problems were found" in desk.outcome.toPlainText()
    offered = dock.submit.review.package
    assert [offered.itemText(i) for i in range(offered.count())] == [path.name for path in packages]


def test_with_the_reviewers_layers_the_countys_checks_are_repeated(set_up_dock: ZhanbuDock, desk: PackagesTab) -> None:
    desk.ownData.setChecked(True)
    desk.verify.click()
    wait_until(lambda: not desk.work.is_busy)
    assert "checks repeated" in desk.packages.item(0, 1).text()


def test_what_was_taken_off_is_no_longer_held_against_the_others(desk: PackagesTab) -> None:
    desk.packages.selectRow(1)
    desk.remove.click()
    wait_until(lambda: not desk.work.is_busy)
    assert (desk.packages.rowCount(), desk.twice.rowCount()) == (1, 0)
    desk.onMap.click()
    (layer,) = QgsProject.instance().mapLayersByName(desk.packages.item(0, 8).text())
    assert layer.featureCount() == desk.desk.packages[0].report.parcels


def test_two_packages_are_compared_with_what_the_county_answered(
    desk: PackagesTab, packages: tuple[Path, Path], pool: Path, tmp_path: Path
) -> None:
    assert not desk.compare.isEnabled()  # with one package selected
    desk.packages.selectAll()
    desk.compare.click()
    wait_until(lambda: not desk.work.is_busy)
    assert "0 added, 0 removed, 0 changed" in desk.outcome.toPlainText()
    with pool_for_reading(pool) as held:
        uid = held.parcels("CROP", "first")[0].parcel_uid
    slip = tmp_path / "退回单.csv"
    slip.write_text(f"parcel_uid;code;整改情况\n{uid};R10;已补拍，见附件\n", encoding="utf-8")
    desk.look_at_reply(str(slip))
    wait_until(lambda: not desk.work.is_busy)
    text = desk.outcome.toPlainText()
    assert "0 of 1 returned parcels were changed" in text and "已补拍，见附件" in text and "as before" in text


def test_the_drawn_parcels_are_those_that_anybody_draws_with_the_seed(review: ReviewTab) -> None:
    assert review.seed.text() == "CROP|139901|2026|CITY|1"
    first = drawn(review)
    opened = review.opened
    assert opened is not None and review.draw_made is not None
    areas = {parcel.parcel_uid: parcel.area_dm2 for parcel in opened.parcels}
    assert sum(areas[uid] for uid in first) >= 0.3 * sum(areas.values())
    other = next(uid for uid in areas if uid not in first)
    review.forced.setText(other)
    review.draw.click()
    wait_until(lambda: not review.work.is_busy)
    assert drawn(review)[0] == other
    assert review.results.item(0, CHOSEN).text() == "in any case"


def test_results_make_the_opinion_and_a_slip_that_the_county_can_read(review: ReviewTab, tmp_path: Path) -> None:
    review.againstOthers.setChecked(False)
    failing = drawn(review)[0]
    for uid in drawn(review):
        review.table.fill_in(uid, "passed")
    review.results.item(0, CODE).setText("R03 R10")
    assert review.results.item(0, RESULT).text() == "failed"  # which a code says
    review.docNo.setText("X〔2026〕1号")
    review.day.setDate(QDate(2026, 11, 22))
    review.write_papers(str(tmp_path))
    wait_until(lambda: not review.work.is_busy)
    (slip,) = tmp_path.glob("*-退回单.xlsx")
    assert [(item.parcel, item.code) for item in read_slip(slip)] == [(failing, "R03"), (failing, "R10")]
    (opinion,) = tmp_path.glob("*-核查意见.pdf")
    assert opinion.read_bytes().startswith(b"%PDF")
    assert "1 parcels go back." in review.outcome.toPlainText()


def test_a_drawn_parcel_without_a_result_holds_the_opinion_back(
    review: ReviewTab, tmp_path: Path, qgis_iface: QgisInterface
) -> None:
    review.write_papers(str(tmp_path))
    wait_until(lambda: not review.work.is_busy)
    assert not list(tmp_path.glob("*-核查意见.pdf"))
    assert any("drawn parcels have no result" in message for message in told_in(qgis_iface))


def test_without_office_and_document_number_no_paper_is_written_and_both_are_named(
    review: ReviewTab, tmp_path: Path, qgis_iface: QgisInterface, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: asked.append("folder") or str(tmp_path))
    for uid in drawn(review):
        review.table.fill_in(uid, "passed")
    review.office.setText(" ")
    review.docNo.clear()
    review.write.click()
    assert "Fill in first: Issued by, Document no." in told_in(qgis_iface)[-1] and not asked
    review.office.setText("某市自然资源局")
    review.write_papers(str(tmp_path))
    assert told_in(qgis_iface)[-1].endswith("Fill in first: Document no.")
    assert not review.work.is_busy and not [*tmp_path.glob("*.pdf"), *tmp_path.glob("*.xlsx")]


def test_a_draw_without_a_seed_names_the_field_and_the_package_s_own_seed(
    review: ReviewTab, qgis_iface: QgisInterface
) -> None:
    review.seed.clear()
    before = drawn(review)
    review.draw.click()
    told = told_in(qgis_iface)[-1]
    assert "“Seed” is empty" in told and "CROP|139901|2026|CITY|1" in told
    assert not review.work.is_busy and drawn(review) == before


def test_an_empty_review_says_where_packages_come_from(dock: ZhanbuDock) -> None:
    assert "tab “City: packages”" in dock.submit.review.missing.text()


def test_failed_parcels_without_a_reason_code_are_counted_above_the_table(review: ReviewTab) -> None:
    for uid in drawn(review):
        review.table.fill_in(uid, "passed")
    assert "All drawn parcels have a result." in review.missing.text()
    review.table.fill_in(drawn(review)[0], "failed")
    assert "1 failed without a reason code." in review.missing.text()
    assert "All drawn parcels" not in review.missing.text()


def told_in(iface: QgisInterface) -> list[str]:
    return [message for messages in iface.messageBar().messages.values() for message in messages]


def test_what_is_missing_is_named_and_shown_before_a_folder_is_asked_for(
    review: ReviewTab, qgis_iface: QgisInterface, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: asked.append("folder") or "")
    numbers = [review.results.item(row, NUMBER).text() for row in range(review.results.rowCount())]
    assert f"{len(numbers)} still without a result" in review.missing.text()
    review.table.fill_in(drawn(review)[0], "passed")
    review.write.click()
    assert asked == [] and review.results.currentRow() == 1
    (told,) = [text for text in told_in(qgis_iface) if "drawn parcels have no result" in text]
    assert f"{len(numbers) - 1} drawn" in told and numbers[0] not in told and numbers[1] in told
    for uid in drawn(review):
        review.table.fill_in(uid, "passed")
    review.results.item(2, RESULT).setText("failed")
    review.write.click()
    assert asked == [] and (review.results.currentRow(), review.results.currentColumn()) == (2, CODE)
    assert f"1 failed parcels have no reason code: {numbers[2]}" in told_in(qgis_iface)[-1]
    review.results.item(2, CODE).setText("R10")
    assert "All drawn parcels have a result." in review.missing.text()
    review.write.click()
    assert asked == ["folder"]


def test_one_click_on_a_result_opens_its_choices(review: ReviewTab) -> None:
    table = review.results
    cell = table.visualItemRect(table.item(0, RESULT)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell)
    (box,) = table.viewport().findChildren(QComboBox)
    assert [box.itemText(i) for i in range(box.count())] == ["", "passed", "failed"]
    box.hidePopup()
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert table.item(0, RESULT).text() == "failed"


def test_in_a_narrow_panel_names_and_what_is_filled_in_are_seen(
    dock: ZhanbuDock, review: ReviewTab, desk: PackagesTab
) -> None:
    dock.resize(NARROW, 700)
    dock.show()
    wait_until(lambda: review.results.viewport().height() > 100)
    table = review.results
    assert table.columnViewportPosition(REMARK) + 30 <= table.viewport().width(), "result, code, and room to write"
    assert table.viewport().height() >= 6 * table.rowHeight(0)
    assert review.package.width() + review.packageLabel.width() > 0.9 * table.width(), "all the room beside its label"
    assert review.parcel.width() > 0.6 * table.width()
    review.package.setItemText(0, "a copy of the package that came back from the county 139901_CROP_2026_1_v2.zip")
    assert "…" in review.package.shown_text() and review.package.shown_text().endswith("_v2.zip")
    dock.submit.tabs.setCurrentWidget(desk)
    seen = desk.packages
    wait_until(lambda: seen.viewport().width() > 100)
    assert seen.columnViewportPosition(1) + seen.columnWidth(1) <= seen.viewport().width(), "what was found"
    dock.hide()


def test_papers_that_are_there_are_not_overwritten(review: ReviewTab, tmp_path: Path) -> None:
    for uid in drawn(review):
        review.table.fill_in(uid, "passed")
    review.againstOthers.setChecked(False)
    opened = review.opened
    assert opened is not None
    paper = tmp_path / f"{Path(opened.name).stem}-核查意见.pdf"
    paper.write_bytes(b"signed")
    review.write_papers(str(tmp_path))
    wait_until(lambda: not review.work.is_busy)
    assert paper.read_bytes() == b"signed"


def test_ground_that_another_package_claims_goes_back(review: ReviewTab, tmp_path: Path) -> None:
    for uid in drawn(review):
        review.table.fill_in(uid, "passed")
    review.write_papers(str(tmp_path))
    wait_until(lambda: not review.work.is_busy)
    (slip,) = tmp_path.glob("*-退回单.xlsx")
    opened = review.opened
    assert opened is not None
    assert [item.code for item in read_slip(slip)] == ["R04"] * len(opened.parcels)


def test_results_wait_while_another_package_is_reviewed_and_come_back_from_a_file(
    review: ReviewTab, tmp_path: Path
) -> None:
    uid, count = drawn(review)[0], len(drawn(review))
    review.table.fill_in(uid, "failed", "R07", "陡坡，未剔除")
    review.package.setCurrentIndex(1)
    assert drawn(review) == []
    review.package.setCurrentIndex(0)
    assert review.results.item(0, CODE).text().startswith("R07")
    kept = tmp_path / "results.csv"
    review.save_results(str(kept))
    review.package.setCurrentIndex(1)
    review.load_results(str(kept))
    wait_until(lambda: not review.work.is_busy)
    assert [row["reason"] for row in review.table.rows()] == ["陡坡，未剔除"]
    assert count >= 1


def test_results_are_filled_in_by_keyboard(review: ReviewTab) -> None:
    table = review.results
    table.setCurrentCell(0, CODE)
    QTest.keyClick(table, Qt.Key.Key_F2)
    (box,) = table.viewport().findChildren(QComboBox)
    box.setEditText("R10")
    QTest.keyClick(box, Qt.Key.Key_Return)
    wait_until(lambda: table.item(0, CODE).text() == "R10")
    assert table.item(0, RESULT).text() == "failed"


def test_a_return_is_on_the_map_with_its_reasons(dock: ZhanbuDock, pool: Path, tmp_path: Path) -> None:
    own, page = tmp_path / "pool.gpkg", dock.submit
    shutil.copy(pool, own)
    dock.set_up.pool.setFilePath(str(own))
    dock.turn_to(page)
    wait_for_pages(dock)
    with pool_for_reading(own) as held:
        uid = held.parcels("CROP", "first")[0].parcel_uid
    slip = tmp_path / "退回单.csv"
    slip.write_text(f"parcel_uid,code,reason\n{uid},R07,陡坡未剔除\n{uid},R10,缺照片\n", encoding="utf-8")
    for _ in range(2):  # taken in again, it takes the place of the layer
        page.take_return(str(slip))
        wait_until(lambda: not page.work.is_busy)
        wait_for_pages(dock)
    (layer,) = QgsProject.instance().mapLayersByName("Returned parcels")
    (feature,) = layer.getFeatures()
    assert (feature["parcel_uid"], feature["codes"]) == (uid, "R07 R10")
    assert "陡坡未剔除" in feature["told"]
