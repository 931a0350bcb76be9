"""Python's search for cyclic garbage after long work: what the work made isn't looked at piece by piece by a click."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from zhanbu_plugin.gui.garbage_collection import GarbageCollection

MANY = 20_000


@pytest.fixture
def thawed() -> Iterator[None]:
    """As in QGIS, where nobody has exempted anything from the search."""
    gc.unfreeze()
    yield
    gc.collect()
    gc.freeze()


def made_meanwhile(collection: GarbageCollection) -> list[list[int]]:
    collection.pause()
    made = [[i] for i in range(MANY)]
    collection.go_on()
    return made


@pytest.mark.usefixtures("thawed")
def test_what_was_made_meanwhile_is_not_among_the_young() -> None:
    made = made_meanwhile(GarbageCollection())
    assert len(gc.get_objects(generation=0)) < len(made)
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()


@pytest.mark.usefixtures("thawed")
def test_what_somebody_else_has_exempted_stays_so() -> None:
    gc.freeze()
    exempt = gc.get_freeze_count()
    made = made_meanwhile(GarbageCollection())
    assert len(made) == MANY
    assert gc.get_freeze_count() > exempt - MANY
    gc.unfreeze()
