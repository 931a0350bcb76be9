"""What SQLite says, in words that tell a user what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate


@contextmanager
def told_as_problems(path: Path) -> Iterator[None]:
    """Raises ``InputProblem`` in place of the database's errors."""
    try:
        yield
    except sqlite3.Error as error:
        raise problem_of(error, path) from error
    except UnicodeDecodeError as error:  # rubbish where SQLite names a table, which it then quotes in its message
        raise damaged(path, str(error)) from error


def problem_of(error: sqlite3.Error, path: Path) -> InputProblem:
    """The problem and the way out behind an error of the database."""
    said = str(error)
    for phrases, explain in _EXPLANATIONS:
        if any(phrase in said for phrase in phrases):
            what, remedy = explain(path)
            return InputProblem(what, remedy=remedy, source=str(path))
    return InputProblem(
        translate("zhanbu", "The pool refused the change: {reason}.", reason=said),
        remedy=translate("zhanbu", "Nothing was written. Check the pool, and restore a backup if it is damaged."),
        source=str(path),
    )


def damaged(path: Path, reason: str) -> InputProblem:
    """The file holds something that the pool never wrote."""
    return InputProblem(
        translate("zhanbu", "The pool is damaged: {reason}.", reason=reason),
        remedy=_RESTORE,
        source=str(path),
    )


_RESTORE = translate("zhanbu", "Restore the last backup of the pool; a copy that was cut off while copying is no use.")


def unreachable(path: Path, reason: str) -> InputProblem:
    """The folder can't take the file."""
    return InputProblem(
        translate("zhanbu", "The file or its folder can't be used: {reason}.", reason=reason),
        remedy=translate("zhanbu", "Choose a folder on a local disk where you may write."),
        source=str(path),
    )


def not_a_geopackage(path: Path) -> InputProblem:
    """The file is something else."""
    what, remedy = _explain_not_a_database(path)
    return InputProblem(what, remedy=remedy, source=str(path))


def _explain_busy(_: Path) -> tuple[Wording, Wording]:
    return (
        translate("zhanbu", "The pool is busy: another program is writing to it."),
        translate(
            "zhanbu",
            "Nothing was written. Finish edits of the pool in other QGIS windows or on other computers and try again.",
        ),
    )


def _explain_full(_: Path) -> tuple[Wording, Wording]:
    return (
        translate("zhanbu", "The disk is full or can't be written."),
        translate("zhanbu", "Nothing was written. Make room on the disk that holds the pool and try again."),
    )


def _explain_read_only(path: Path) -> tuple[Wording, Wording]:
    return (
        translate("zhanbu", "The pool or its folder {folder} is read-only.", folder=str(path.parent)),
        translate("zhanbu", "Nothing was written. Copy the pool into a folder where you may write, and use the copy."),
    )


def _explain_not_a_database(_: Path) -> tuple[Wording, Wording]:
    return (
        translate("zhanbu", "This file is not a GeoPackage."),
        translate("zhanbu", "Choose the pool (a .gpkg file), or create a new one."),
    )


def _explain_damage(_: Path) -> tuple[Wording, Wording]:
    return translate("zhanbu", "The pool is damaged or was cut off while copying."), _RESTORE


_EXPLANATIONS = (
    (("is locked",), _explain_busy),
    (("is full", "disk I/O error"), _explain_full),
    (("readonly", "unable to open"), _explain_read_only),
    (("not a database",), _explain_not_a_database),
    (("malformed", "Could not decode"), _explain_damage),
)
