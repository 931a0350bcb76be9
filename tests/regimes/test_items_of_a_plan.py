"""The items of a year's plans are looked up once, however many of them are asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from sichuan_parcels import COUNTY, INOUT

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.filing.dossiers import read_dossiers
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.steps.acts import Act

DAY = date(2023, 3, 1)
COUNT = 40


def opened(pool: Path, subject: str, links: Sequence[str] = ()) -> str:
    workflow = INOUT.workflows[subject]
    opening = workflow.between("", workflow.first_state())
    assert opening is not None
    act = Act(opening.roles[0], DAY, "文", "2026-11-21T08:00:00Z")
    return open_matter(pool, INOUT, MatterTerms(subject, 2023, subject), act, links=links)


@pytest.fixture
def year(tmp_path: Path) -> tuple[Path, list[str], str]:
    """Two plans that share an item, one more item in a plan of its own; the items, and the lone one."""
    pool = tmp_path / "pool.gpkg"
    create_pool(pool, county=COUNTY, epsg=4523, created_on=date(2023, 1, 1))
    items = [opened(pool, "OUTFLOW") for _ in range(COUNT)]
    opened(pool, "PLAN", items[: COUNT // 2 + 1])
    opened(pool, "PLAN", items[COUNT // 2 :])
    alone = opened(pool, "OUTFLOW")
    opened(pool, "PLAN", [alone])
    return pool, items, alone


def test_each_item_has_all_the_others_and_not_itself(year: tuple[Path, list[str], str]) -> None:
    pool, items, alone = year
    with pool_for_reading(pool) as reader, reader.reading():
        dossiers = read_dossiers(reader, [*items, alone])
    assert {d.uid: [one.uid for one in d.plan_items] for d in dossiers} == {
        **{item: [other for other in items if other != item] for item in items},
        alone: [],
    }


def test_the_pool_is_asked_for_the_links_of_each_item_and_plan_once(
    year: tuple[Path, list[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, items, _ = year
    asked: list[str] = []
    with pool_for_reading(pool) as reader, reader.reading():
        plain: Callable[[str], list[object]] = reader.links_with  # type: ignore[assignment]

        def counted(uid: str) -> list[object]:
            asked.append(uid)
            return plain(uid)

        monkeypatch.setattr(reader, "links_with", counted)
        read_dossiers(reader, items)
    assert len(asked) == len(set(asked)) == COUNT + 2
