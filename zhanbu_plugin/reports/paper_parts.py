"""What a paper to print and sign is made of (文书组成), before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Heading:
    """A title over the whole width, with a line in small print under it; a ``minor`` one says something in the text."""

    text: str
    under: str = ""
    minor: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table; ``share`` of the width, numbers to the right."""

    head: str
    share: float
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head that every page repeats; the last one is set bold when it is a sum.

    Without heads it is a form: every other column names what stands right of it.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    title: str = ""
    has_sum: bool = False

    @property
    def is_form(self) -> bool:
        """Whether it has no heads."""
        return not any(column.head for column in self.columns)


@dataclass(frozen=True)
class Note:
    """A paragraph in small print."""

    text: str


@dataclass(frozen=True)
class Signatures:
    """Places to sign side by side, kept on one page; each is a label, with room above the lines ``under`` it."""

    labels: Sequence[str]
    under: str = ""


Block = Union[Heading, Table, Note, Signatures]
