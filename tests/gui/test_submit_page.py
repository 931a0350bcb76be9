"""Submissions in the dock: packing, verifying, comparing, and taking a return in."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until
from pushing import push_and_answer

from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.submit.submit_page import SubmitPage
from zhanbu_plugin.pool.database import pool_for_reading


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


def test_a_return_goes_on_file_and_says_what_became_of_each_parcel(
    page: SubmitPage, county: Path, tmp_path: Path
) -> None:
    with pool_for_reading(county / "pool.gpkg") as pool:
        uid = pool.parcels("CROP", "first")[0].parcel_uid
    slip = tmp_path / "退回单.csv"
    slip.write_text(f"parcel_uid,code,reason\n{uid},R07,陡坡未剔除\n", encoding="utf-8")
    page.take_return(str(slip))
    wait_until(lambda: not page.work.is_busy)
    text = page.outcome.toPlainText()
    assert "1 parcels returned, 0 sent back" in text
    assert "R07" in text and "stays: " in text
    with pool_for_reading(county / "pool.gpkg") as pool:
        assert [form.form for form in pool.forms_of(uid)] == ["RETURN"]


def test_without_a_pool_only_packages_can_be_looked_at(dock: ZhanbuDock) -> None:
    page = dock.submit
    assert not page.pack.isEnabled() and not page.takeReturn.isEnabled()
    assert page.verify.isEnabled() and page.compare.isEnabled()
