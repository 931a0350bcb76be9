"""The overview: amounts, due days and the next step, from an empty project to a pool with parcels."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from event_loop import wait_until
from pushing import push_and_answer
from qgis.PyQt.QtCore import QDate

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.overview import overview_page
from zhanbu_plugin.gui.overview.overview_page import OverviewPage
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.reading import batches
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.survey.units import mu_of


def shown(dock: ZhanbuDock) -> OverviewPage:
    """The page after it has read the pool."""
    dock.turn_to(dock.overview)
    wait_until(lambda: not dock.overview.work.is_busy)
    return dock.overview


def test_an_empty_project_is_sent_to_the_set_up_and_the_button_opens_it(dock: ZhanbuDock) -> None:
    page = shown(dock)
    assert "Choose the survey layer" in page.nextText.text()
    assert not dock.set_up_dialog.isVisible()
    page.nextButton.click()
    assert dock.set_up_dialog.isVisible()
    assert dock.set_up.isVisible()


def test_an_empty_pool_sends_to_selecting(set_up_dock: ZhanbuDock) -> None:
    page = shown(set_up_dock)
    assert "pool.gpkg: county 139901" in page.identity.text()
    assert "The pool is empty" in page.nextText.text()
    page.nextButton.click()
    assert set_up_dock.form.pages.currentWidget() is set_up_dock.select


def test_eligible_parcels_of_the_last_check_wait_to_be_pushed_until_they_are(
    checked_dock: ZhanbuDock, county: Path
) -> None:
    page = shown(checked_dock)
    assert "passed the last check" in page.nextText.text()
    page.nextButton.click()
    assert checked_dock.form.pages.currentWidget() is checked_dock.check
    checked_dock.check.batch.setText("first")
    push_and_answer(checked_dock)
    page = shown(checked_dock)
    assert "passed the last check" not in page.nextText.text()
    (batch,) = batches(county / "pool.gpkg")
    row = [page.balances.item(0, column).text() for column in range(4)]
    assert row == ["Cropland balance", f"{mu_of(batch.area_dm2):,} mu", "0.00 mu", "0.00 mu"]
    assert "Nothing is booked yet" in page.chart.text()


def test_pooled_parcels_lead_to_their_steps_until_they_are_at_the_submission_and_the_guide_says_so_too(
    checked_dock: ZhanbuDock, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_dock.check.batch.setText("first")
    push_and_answer(checked_dock)
    monkeypatch.setattr(overview_page, "is_sample", lambda: True)
    page = shown(checked_dock)
    (batch,) = batches(county / "pool.gpkg")
    assert f"{batch.parcels} parcels of the pool are on the way to the submission" in page.nextText.text()
    assert "step 5 of 6" in page.guideText.text()
    checked_dock.pool.tabs.setCurrentWidget(checked_dock.pool.ledger)
    page.nextButton.click()
    assert checked_dock.form.pages.currentWidget() is checked_dock.pool
    assert checked_dock.pool.tabs.currentWidget() is checked_dock.pool.steps


def test_candidates_that_are_in_the_pool_are_not_to_be_checked_on_another_day(
    checked_dock: ZhanbuDock, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_dock.check.batch.setText("first")
    push_and_answer(checked_dock)
    survey = checked_dock.set_up.current().survey
    assert survey is not None
    with pool_for_reading(county / "pool.gpkg") as pool:
        pooled = {parcel.bsm for parcel in pool.listed_parcels()}
    inside = [feature.id() for feature in survey.getFeatures() if feature["BSM"] in pooled]
    outside = [feature.id() for feature in survey.getFeatures() if feature["BSM"] not in pooled]
    assert inside and outside
    monkeypatch.setattr(checked_dock.check, "seen_of", lambda _layer: set())  # nothing is checked yet that day
    monkeypatch.setattr(overview_page, "is_sample", lambda: True)
    checked_dock.select.tagged.clear()
    checked_dock.select.tagged.tag(inside)
    page = shown(checked_dock)
    assert "check them" not in page.nextText.text() and "on the way" in page.nextText.text()
    checked_dock.select.tagged.tag(outside[:2])
    page.tell_next_step()
    assert "2 parcels are tagged as candidates" in page.nextText.text() and "step 3 of 6" in page.guideText.text()


def test_another_day_is_read_anew(set_up_dock: ZhanbuDock) -> None:
    page = shown(set_up_dock)
    set_up_dock.set_up.asOf.setDate(QDate(2027, 3, 1))
    wait_until(lambda: not page.work.is_busy)
    assert date(2027, 3, 1).isoformat() in page.identity.text()


def test_a_pool_that_is_gone_is_told_on_the_page(set_up_dock: ZhanbuDock, county: Path) -> None:
    shown(set_up_dock)
    (county / "pool.gpkg").unlink()
    page = shown(set_up_dock)
    assert page.identity.text().startswith("⚠") and "pool.gpkg" in page.identity.text()
    assert page.balances.rowCount() == 0


def test_what_was_booked_shows_as_a_chart_of_years(set_up_dock: ZhanbuDock, county: Path) -> None:
    act = Act("PROV_NR", date(2026, 3, 1), "冀自然资〔2026〕7号", "2026-03-02T08:00:00Z")
    take_over(county / "pool.gpkg", OldPool("CROP", (LegacyLot(300_000),)), act, rule_sets()["hebei-cropland-2025"])
    page = shown(set_up_dock)
    assert not page.chart.pixmap().isNull()
    assert page.balances.item(0, 0).text() == "Cropland balance"
