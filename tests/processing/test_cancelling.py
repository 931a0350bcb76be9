"""Cancelling ends a run with an error and leaves nothing half done; progress is shown all the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import toolbox
from every_algorithm import NAMES, inputs_of
from toolbox import DLTB, Log

pytestmark = pytest.mark.usefixtures("zhanbu")


@pytest.fixture(params=NAMES)
def given(
    request: pytest.FixtureRequest, pool_stays: Path, checked: dict[str, Any], tmp_path: Path
) -> tuple[str, dict[str, Any], Path]:
    folder = tmp_path / "out"
    folder.mkdir()
    return request.param, inputs_of(request.param, pool_stays, checked["OUTPUT"], folder), folder


def test_a_run_cancelled_before_it_began_does_nothing(given: tuple[str, dict[str, Any], Path]) -> None:
    name, parameters, folder = given
    toolbox.refused(name, "cancelled", "nothing was changed", log=Log(cancelled=True), **parameters)
    assert list(folder.iterdir()) == []


def test_a_run_cancelled_on_its_way_leaves_no_output_and_the_pool_as_it_was(
    given: tuple[str, dict[str, Any], Path],
) -> None:
    """Cancelled as soon as progress is shown, which every algorithm does before it writes."""
    name, parameters, folder = given
    toolbox.refused(name, "cancelled", log=Log(cancel_at=0.0), **parameters)
    assert list(folder.iterdir()) == []


def test_cancelling_while_parcels_are_measured_is_heard(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("checkparcels", "slopegrades", "constraintoverlaps"):
        log = Log(cancel_at=40)
        given = inputs_of(name, tmp_path / "no.gpkg", None, folder)
        given.pop("POOL", None)
        toolbox.refused(name, "cancelled", log=log, **given)
        assert max(log.shares) < 95
        assert list(folder.iterdir()) == []


def test_cancelling_while_the_result_is_written_removes_it(tmp_path: Path) -> None:
    out = tmp_path / "out.gpkg"
    log = Log(cancel_at=91)
    toolbox.refused("ellipsoidalarea", "cancelled", log=log, INPUT=DLTB, OUTPUT=str(out))
    assert 90 < max(log.shares) < 99
    assert list(tmp_path.iterdir()) == []


def test_cancelling_in_the_middle_of_a_push_leaves_the_pool_as_it_was(
    pool: Path, checked: dict[str, Any], tmp_path: Path
) -> None:
    before = toolbox.sha256(pool)
    log = Log(cancel_at=70)  # inside the transaction
    with pytest.raises(Exception, match="cancelled"):
        toolbox.push(pool, checked["OUTPUT"], log)
    assert toolbox.sha256(pool) == before
    assert toolbox.push(pool, checked["OUTPUT"])["ADMITTED"] > 0


@pytest.mark.parametrize("name", NAMES)
def test_progress_grows_to_the_end(name: str, filled: Path, checked: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    log = Log()
    toolbox.run(name, log, **inputs_of(name, filled, checked["OUTPUT"], folder))
    assert log.shares[-1] == 100
    assert log.shares == sorted(log.shares)
    assert len(set(log.shares)) >= 2


def test_long_work_shows_many_steps(tmp_path: Path) -> None:
    log = Log()
    toolbox.check(log, INPUT=DLTB)
    assert len({round(share) for share in log.shares}) >= 20
