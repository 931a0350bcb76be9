"""Submissions in the dock: packing, verifying, comparing, and taking a return in."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until
from pushing import push_and_answer
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import Qgis, QgsProject, QgsSettings
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox

from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.file_questions import asked_file
from zhanbu_plugin.gui.submit.batch_states import early_states, submitted_in
from zhanbu_plugin.gui.submit.submit_page import SubmitPage
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.workflow import PARCEL


@pytest.fixture
def page(checked_dock: ZhanbuDock) -> SubmitPage:
    """The page of a dock whose eligible parcels were pushed as batch ``first``."""
    checked_dock.check.batch.setText("first")
    push_and_answer(checked_dock)
    checked_dock.turn_to(checked_dock.submit)
    wait_for_pages(checked_dock)
    return checked_dock.submit


def packed(page: SubmitPage, folder: Path) -> Path:
    """The package of the chosen batch."""
    before = set(folder.glob("*.zip"))
    page.export_submission(str(folder))
    wait_until(lambda: not page.work.is_busy)
    (made,) = set(folder.glob("*.zip")) - before
    return made


def test_a_batch_is_packed_for_the_city_and_verifies(page: SubmitPage, tmp_path: Path) -> None:
    assert [page.batches.item(0, column).text() for column in (0, 1)] == ["first", "Cropland balance"]
    package = packed(page, tmp_path)
    assert verify_submission(package).valid
    assert package.name in page.outcome.toPlainText()
    page.verify_package(str(package))
    wait_until(lambda: not page.work.is_busy)
    assert "Everything in the package agrees." in page.outcome.toPlainText()


def told_in(iface: QgisInterface, level: Qgis.MessageLevel) -> list[str]:
    return [str(text) for text in iface.messageBar().get_messages(level)]


def asked_by_packing(page: SubmitPage, answer: QMessageBox.StandardButton) -> str:
    """Press “Pack for the city” and answer; returns what was asked, empty for nothing."""
    page.pack.click()
    box = page.question
    if box is None:
        return ""
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.No)
    text = str(box.text())
    box.button(answer).click()
    assert page.question is None
    return text


def test_parcels_that_have_not_come_to_the_submission_are_asked_about_before_a_folder_is(
    page: SubmitPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folders.append("asked") or "")
    count = page.batches.item(0, 4).text()
    assert page.batches.item(0, 2).text() == f"⚠ candidate {count}"
    asked = asked_by_packing(page, QMessageBox.StandardButton.No)
    assert f"{count} of {count} parcels" in asked and f"candidate {count}" in asked and not folders
    asked_by_packing(page, QMessageBox.StandardButton.Yes)
    assert folders == ["asked"]


def test_a_number_that_was_packed_before_is_asked_about_wherever_the_package_lies(
    page: SubmitPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "other"))
    first = packed(page, tmp_path)
    wait_until(lambda: not page.reading.is_busy)
    assert "was packed before" not in asked_by_packing(page, QMessageBox.StandardButton.No), "the next version"
    page.versionNo.setValue(1)
    assert f"{first.name} was packed before" in asked_by_packing(page, QMessageBox.StandardButton.No)
    assert not page.work.is_busy and not (tmp_path / "other").exists()


def test_a_batch_that_has_other_parcels_than_its_last_package_says_so(page: SubmitPage, tmp_path: Path) -> None:
    name = packed(page, tmp_path).name
    wait_until(lambda: not page.reading.is_busy)
    assert "⚠" not in page.made.text()
    pool, count = page._shown, int(page.batches.item(0, 4).text())
    with pool_for_reading(pool) as opened:
        uid = opened.parcels("CROP", "first")[0].parcel_uid
    act = Act("COUNTY_NR", page._set_up.current().as_of, "", "2026-11-22T10:00:00Z")
    letter = tmp_path / "撤回函.txt"
    letter.write_text("撤回")
    paper = Paper("WITHDRAWAL", doc_date=act.on)
    attach_evidence(pool, letter, paper, Concern((uid,)), role=act.role, recorded_at=act.recorded_at)
    assert advance(pool, [uid], "WITHDRAWN", act, rule_sets()["hebei-cropland-2025"]).advanced
    page.read()
    wait_until(lambda: not page.reading.is_busy)
    assert f"⚠ {name} holds {count} parcels, the batch has {count - 1} now" in page.made.text()


def test_the_rules_say_when_a_batch_is_submitted() -> None:
    """HB-18, JX-3.2.2(8), SC-3(十一), SC-2(七)b: where the city, or else the county after acceptance, sends back."""
    found = {name: submitted_in(rules.workflows[PARCEL]) for name, rules in rule_sets().items()}
    assert found == {
        "hebei-cropland-2025": "FILED",
        "jiangxi-forest-2022": "SUBMITTED",
        "sichuan-cropland-2022": "ACCEPTED",
        "sichuan-inout-2022": "ACCEPTED",
    }
    forest = early_states(rule_sets()["jiangxi-forest-2022"])
    assert "COUNTY_POOL" not in forest and "LANDUSE_CHANGED" in forest, "the step up asks for the package itself"


def test_a_package_with_a_changed_byte_is_told_apart(page: SubmitPage, tmp_path: Path) -> None:
    package = packed(page, tmp_path)
    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 1
    package.write_bytes(content)
    page.verify_package(str(package))
    wait_until(lambda: not page.work.is_busy)
    assert "problems were found" in page.outcome.toPlainText()


def test_two_versions_are_held_side_by_side(page: SubmitPage, tmp_path: Path) -> None:
    old = packed(page, tmp_path)
    page.versionNo.setValue(2)
    new = packed(page, tmp_path)
    page.compare_packages(str(old), str(new))
    wait_until(lambda: not page.work.is_busy)
    text = page.outcome.toPlainText()
    assert "0 added, 0 removed, 0 changed" in text
    assert old.name in text and new.name in text


def test_the_next_free_numbers_are_proposed_and_may_be_changed(page: SubmitPage, tmp_path: Path) -> None:
    def numbers() -> tuple[int, int]:
        wait_until(lambda: not page.reading.is_busy)
        return page.sequence.value(), page.versionNo.value()

    assert numbers() == (1, 1) and page.made.isHidden()
    first = packed(page, tmp_path)
    assert numbers() == (1, 2) and first.name in page.made.text()
    page.versionNo.setValue(7)
    page.batches.itemSelectionChanged.emit()
    assert numbers() == (1, 7), "what the user wrote stays"
    other = packed(page, tmp_path)
    assert numbers() == (1, 8)
    other.unlink()
    page.read()
    assert numbers() == (1, 2), "a package that was deleted leaves its number free"
    (tmp_path / first.name.replace("_1_v1", "_4_v1")).write_bytes(b"of another batch, and damaged")
    page.read()
    assert numbers() == (1, 2)


def test_a_return_goes_on_file_and_says_what_became_of_each_parcel(
    page: SubmitPage, county: Path, tmp_path: Path, qgis_iface: QgisInterface
) -> None:
    with pool_for_reading(county / "pool.gpkg") as pool:
        uid = pool.parcels("CROP", "first")[0].parcel_uid
    slip = tmp_path / "退回单.csv"
    slip.write_text(f"parcel_uid,code,reason\n{uid},R07,陡坡未剔除\n", encoding="utf-8")
    page.take_return(str(slip))
    wait_until(lambda: not page.work.is_busy)
    text = page.outcome.toPlainText()
    assert "1 parcels returned, 0 sent back" in text
    assert "R07" in text and "stays: it is “candidate”" in text and "filed, city quantity verified" in text
    assert "CANDIDATE" not in text and "withdraw it on the page “Pool”" in text
    assert "0 of 1 parcels of the slip were sent back" in told_in(qgis_iface, Qgis.MessageLevel.Warning)[-1]
    with pool_for_reading(county / "pool.gpkg") as pool:
        assert [form.form for form in pool.forms_of(uid)] == ["RETURN"]


def test_without_a_pool_only_packages_can_be_looked_at(dock: ZhanbuDock) -> None:
    page = dock.submit
    assert not page.pack.isEnabled() and not page.takeReturn.isEnabled()
    assert page.verify.isEnabled() and page.compare.isEnabled()


def test_questions_after_files_begin_where_the_last_one_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qgis_new_project: None
) -> None:
    began: list[str] = []

    def chosen(_parent: object, _title: str, begin: str, _kinds: str) -> tuple[str, str]:
        began.append(begin)
        return str(tmp_path / "packages" / "one.zip"), ""

    QgsSettings().remove("zhanbu/folder", QgsSettings.Section.Plugins)
    (tmp_path / "packages").mkdir()
    (tmp_path / "county").mkdir()
    QgsProject.instance().write(str(tmp_path / "county" / "county.qgz"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    assert asked_file(None, "A package", "ZIP (*.zip)") == str(tmp_path / "packages" / "one.zip")
    asked_file(None, "A package", "ZIP (*.zip)")
    assert began == [str(tmp_path / "county"), str(tmp_path / "packages")]
