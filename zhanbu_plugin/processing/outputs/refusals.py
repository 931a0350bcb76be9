"""What an action refused, told one by one and kept as a table: the same for every action on a pool."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
)

from ...reports.language import tr
from ..algorithm import ZhanbuAlgorithm
from .outputs import Outputs
from .sinks import Writer, optional_table

REFUSALS = "REFUSALS"


def add_refusals(algorithm: ZhanbuAlgorithm[Any], help_text: str) -> None:
    """Declare ``REFUSALS``, the optional table of them."""
    algorithm.add(
        QgsProcessingParameterFeatureSink(
            REFUSALS, tr("Refusals"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
        ),
        help_text,
    )


class RefusalList:
    """Takes refusals one by one: a warning in the log, a row in the table where one is wanted."""

    def __init__(self, table: Writer | None, feedback: QgsProcessingFeedback) -> None:
        self._table, self._feedback = table, feedback
        self.count = 0

    @property
    def name(self) -> str | None:
        """Where the table is, ``None`` where nobody asked for one."""
        return None if self._table is None else self._table.name

    def add(self, row: Sequence[str], *told: str) -> None:
        """A refusal: its row, and what of it the log says."""
        self.count += 1
        self._feedback.pushWarning(": ".join(told))
        if self._table is not None:
            self._table.add(list(row))


@contextmanager
def listing_refusals(
    outputs: Outputs, feedback: QgsProcessingFeedback, columns: Sequence[str], though: Callable[[object], str]
) -> Iterator[RefusalList]:
    """Around an action that can't be undone. Where the table can't be kept, ``though`` makes the reason into a sentence
    that says what was done all the same, empty if nothing was. Raises ``QgsProcessingException``.
    """
    try:
        with optional_table(outputs, REFUSALS, [(name, "text") for name in columns]) as table:
            yield RefusalList(table, feedback)
        outputs.publish()
    except QgsProcessingException as error:
        done = though(error)
        if not done:
            raise
        raise QgsProcessingException(done) from error
