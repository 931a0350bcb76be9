"""The page “Check” knows what the pool has already: parcels, and the batch that others would join."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_loop import wait_until
from pushing import NO, push_and_answer
from qgis.PyQt.QtTest import QTest

from zhanbu_plugin.checks.findings import Verdict
from zhanbu_plugin.gui.check.check_page import SELECTED, WHOLE
from zhanbu_plugin.gui.check.pool_holdings import Holdings
from zhanbu_plugin.gui.dock import ZhanbuDock


def check_again(dock: ZhanbuDock, scope: str = WHOLE) -> None:
    page = dock.check
    page.scope.setCurrentIndex(page.scope.findData(scope))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)


def test_a_second_push_says_beforehand_that_the_parcels_are_in_already(checked_dock: ZhanbuDock) -> None:
    eligible = checked_dock.check.result.counts()[Verdict.ELIGIBLE]
    assert "in the pool already" not in push_and_answer(checked_dock)
    asked = push_and_answer(checked_dock, NO)
    assert f"{eligible} of them are in the pool already and won't enter again; 0 are new." in asked
    assert "join" not in asked


def test_parcels_in_the_pool_have_their_number_and_are_not_cut_away(checked_dock: ZhanbuDock, county: Path) -> None:
    page, select, panel = checked_dock.check, checked_dock.select, checked_dock.select.dividing
    admitted: dict[str, str] = {}
    page.pushed.connect(lambda report: admitted.update(report.admitted))
    push_and_answer(checked_dock)
    check_again(checked_dock)
    parcel, number = min(admitted.items())
    assert page.select_parcel(parcel)
    assert f"already, as {number}" in page.details.toPlainText()
    select.tagged.tag([feature.id() for feature in checked_dock.set_up.current().survey.getFeatures()])
    wait_until(lambda: not select.candidates.reading.is_busy)
    panel.make_copy(str(county / "work.gpkg"))
    wait_until(lambda: not panel.work.is_busy)
    wait_until(lambda: not select.candidates.reading.is_busy)
    panel.previewCut.click()
    wait_until(lambda: not panel.work.is_busy)
    assert panel.preview is not None
    assert not admitted.keys() & {row.parcel for row in panel.preview.rows}
    assert f"{len(admitted)} more are in the pool already" in panel.previewLine.text()


def test_another_check_proposes_a_batch_of_its_own_and_the_question_warns_where_one_is_joined(
    checked_dock: ZhanbuDock,
) -> None:
    page, survey = checked_dock.check, checked_dock.set_up.current().survey
    eligible = [i for i, verdict in enumerate(page.result.verdicts) if verdict is Verdict.ELIGIBLE]
    survey.selectByIds(page.result.parcels.layer.fids[eligible[:3]].tolist())
    check_again(checked_dock, SELECTED)
    page.batch.setText("2026-01")
    push_and_answer(checked_dock)
    check_again(checked_dock)
    assert page.batch.text() == "2026-02"
    assert "join" not in push_and_answer(checked_dock, NO)
    page.batch.clear()
    QTest.keyClicks(page.batch, "2026-01")
    check_again(checked_dock)
    assert page.batch.text() == "2026-01", "what somebody wrote stays"
    asked = push_and_answer(checked_dock, NO)
    assert "The batch “2026-01” has 3 parcels already, which these will join." in asked
    assert "another name: “2026-02”" in asked


@pytest.mark.parametrize(
    ("name", "free"), [("2026-01", "2026-03"), ("2026-09", "2026-10"), ("2026-甲", "2026-甲"), ("new", "new")]
)
def test_the_next_free_name_goes_on_with_the_number(name: str, free: str) -> None:
    there = dict.fromkeys(("2026-01", "2026-02", "2026-09", "2026-甲"), 1)
    assert Holdings({}, there).free_batch(name) == free
