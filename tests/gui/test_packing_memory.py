"""Packages that were made before stay known, wherever they lie and whatever became of their folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsSettings

from zhanbu_plugin.exchange.submission.made_before import MadePackage
from zhanbu_plugin.gui.submit.packing_memory import PackingMemory

MADE = MadePackage("139901", "CROP", 2026, 1, 1, "2026-01")


@pytest.fixture
def memory(tmp_path: Path) -> PackingMemory:
    return PackingMemory(str(tmp_path / "pool.gpkg"))


def test_a_package_in_a_folder_that_refuses_to_be_looked_into_is_known(memory: PackingMemory, tmp_path: Path) -> None:
    """As on a locked drive: a name that is too long is refused in the same way."""
    memory.keep(MADE, tmp_path / ("很" * 200))
    assert memory.known("139901") == (MADE,)


def test_a_package_that_was_deleted_is_forgotten_and_one_on_a_drive_that_is_away_is_not(
    memory: PackingMemory, tmp_path: Path
) -> None:
    memory.keep(MADE, tmp_path)
    memory.keep(MadePackage("139901", "CROP", 2026, 2, 1, "2026-02"), tmp_path / "away")
    assert [one.sequence for one in memory.known("139901")] == [2]


def test_a_memory_that_somebody_has_spoilt_tells_nothing(memory: PackingMemory) -> None:
    memory.keep(MADE, Path("away"))
    QgsSettings().setValue(memory._key, "[[]]", QgsSettings.Section.Plugins)
    assert memory.known("139901") == ()
