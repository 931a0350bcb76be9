"""A check of a whole survey layer is stopped half-way, and run again as if nothing had been."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from event_loop import wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsVectorLayer

from zhanbu_plugin.checks.engine import CheckResult
from zhanbu_plugin.gui.check.check_page import SELECTED, WHOLE
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.pool.reading import batches

AddLayer = Callable[..., QgsVectorLayer]


@pytest.fixture
def county_dock(set_up_dock: ZhanbuDock, add_layer: AddLayer) -> ZhanbuDock:
    """The dock with the survey itself to be checked, all of it."""
    set_up_dock.set_up.survey.setLayer(add_layer("dltb"))
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    return set_up_dock


def check(dock: ZhanbuDock) -> CheckResult:
    page, before = dock.check, dock.check.result
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    assert page.result is not None
    assert page.result is not before
    return page.result


def stopped_at(dock: ZhanbuDock, percent: int) -> None:
    """Begin a check and stop it when the bar stands there."""
    page, seen = dock.check, []

    def stop(value: float) -> None:
        if value >= percent and not seen:
            seen.append(value)
            page.cancel.click()

    page.work.progressed.connect(stop)
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    page.work.progressed.disconnect(stop)
    assert seen, f"the check never came to {percent} %"


def same(one: CheckResult, other: CheckResult) -> bool:
    return (
        list(one.verdicts) == list(other.verdicts)
        and np.array_equal(one.outcomes, other.outcomes)
        and np.array_equal(one.areas_m2, other.areas_m2, equal_nan=True)
        and list(one.findings()) == list(other.findings())
    )


def files(folder: Path) -> set[str]:
    """But for what checks keep for each other, which no result depends on."""
    return {file.name for file in folder.rglob("*") if file.is_file() and file.parent.suffix != ".kept"}


@pytest.mark.parametrize("percent", [5, 30, 50, 80])
def test_a_check_stopped_half_way_leaves_no_trace(
    county_dock: ZhanbuDock, county: Path, qgis_iface: QgisInterface, percent: int
) -> None:
    page, before = county_dock.check, files(county)
    stopped_at(county_dock, percent)
    assert page.result is None
    assert page.model.rowCount() == 0
    assert page.stateLine.text().startswith("No check since")
    assert page._view._band.size() == 0
    assert all(chip.text().endswith(" 0") for chip in page.list.chips.values())
    assert [page.run.isEnabled(), page.cancel.isEnabled(), page.push.isEnabled()] == [True, False, False]
    assert page.progress.isHidden()
    assert not page.export_.isEnabled()
    assert files(county) <= before | {"sample.gpkg-shm", "sample.gpkg-wal", "pool.gpkg-shm", "pool.gpkg-wal"}
    assert not list(county.rglob("*.part"))
    assert batches(str(county / "pool.gpkg")) == ()
    told = [text for level in qgis_iface.messageBar().messages.values() for text in level]
    assert sum("Stopped; nothing was changed." in text for text in told) == 1


def test_a_check_after_a_stopped_one_finds_the_same_as_one_that_never_was_stopped(
    county_dock: ZhanbuDock, county: Path
) -> None:
    for percent in (30, 60):
        stopped_at(county_dock, percent)
    again = check(county_dock)
    for file in (county / "pool.kept").iterdir():
        file.unlink()
    county_dock.check.forget()
    assert same(again, check(county_dock))


def test_what_was_shown_stays_when_the_next_check_is_stopped(county_dock: ZhanbuDock) -> None:
    shown = check(county_dock)
    page, told = county_dock.check, county_dock.check.stateLine.text()
    stopped_at(county_dock, 30)
    assert page.result is shown
    assert page.stateLine.text() == told
    assert len(page.model.listed()) == len(shown.parcels)


def test_a_parcel_picked_after_the_county_gets_the_countys_answer(county_dock: ZhanbuDock) -> None:
    whole, page = check(county_dock), county_dock.check
    layer = county_dock.set_up.current().require_survey()
    page.scope.setCurrentIndex(page.scope.findData(SELECTED))
    for i in (0, len(whole.parcels) // 2, len(whole.parcels) - 1):
        layer.selectByIds([int(whole.parcels.layer.fids[i])])
        one = check(county_dock)
        assert one.findings_of(0) == whole.findings_of(i)


def test_a_constraint_edited_between_two_checks_counts_in_the_second(county_dock: ZhanbuDock) -> None:
    """Layers stay in memory between checks; an edit, saved or not, must not go by unseen."""
    page, setting = county_dock.check, county_dock.set_up.current()
    farmland, survey, whole = setting.roles["pbf"], setting.require_survey(), check(county_dock)
    i = int(np.flatnonzero(whole.measures["ov_pbf"] > 0)[0])
    fid, covered = int(whole.parcels.layer.fids[i]), whole.measures["ov_pbf"][i]
    page.scope.setCurrentIndex(page.scope.findData(SELECTED))
    survey.selectByIds([fid])

    def measured() -> float:
        return float(check(county_dock).measures["ov_pbf"][0])

    parcel = survey.getFeature(fid).geometry()
    over = [f.id() for f in farmland.getFeatures() if f.geometry().intersects(parcel)]
    assert measured() == covered
    assert farmland.startEditing()
    assert farmland.deleteFeatures(over)
    assert measured() == 0
    assert farmland.rollBack()
    assert measured() == covered
    assert farmland.startEditing()
    assert farmland.deleteFeatures(over)
    assert farmland.commitChanges()
    assert measured() == 0


def test_pythons_search_for_garbage_is_on_again_after_a_check(county_dock: ZhanbuDock) -> None:
    wait_until(gc.isenabled)  # other pages read the pool when it is chosen
    stopped_at(county_dock, 30)
    wait_until(gc.isenabled)
    check(county_dock)
    wait_until(gc.isenabled)
