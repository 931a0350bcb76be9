"""What every class of shared SQL starts from: a session, and rows that become records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from .session import NOTHING, Row, Session

Record = TypeVar("Record")


class Questions:
    """SQL over a session. Classes of it may be combined; none has an ``__init__`` of its own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def _records(self, sql: str, make: Callable[[Row], Record], values: Mapping[str, object] = NOTHING) -> list[Record]:
        """Records of the rows of a question."""
        with self._readable():
            return [make(row) for row in self._session.rows(sql, values)]

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Contents that no pool writes (an edit with other tools) are damage, not a crash."""
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            raise self._session.damaged(str(error)) from error
