"""What if (模拟测算): the same services in a transaction that is undone at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Journal
from ..pool.store import PoolWriter

Result = TypeVar("Result")


class _Undone(Exception):
    """Ends a transaction without keeping anything."""


def simulate(
    path: PoolAddress, action: Callable[[PoolWriter, Journal], Result], *, busy_seconds: float = BUSY_SECONDS
) -> Result:
    """What an action would come to; nothing of it is kept. Raises ``InputProblem`` where it would be refused.

    For example ``simulate(path, lambda pool, journal: link_in(pool, journal, project, act, rules).available_dm2)``.
    """
    results: list[Result] = []
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool:
        try:
            with pool.writing():
                results.append(action(pool, Journal(pool)))
                raise _Undone
        except _Undone:
            return results[0]
