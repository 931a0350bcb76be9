"""What PostgreSQL says, in words that tell a user what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2 import errorcodes

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..outcome import OutcomeUnknown

_RESTORE = translate("zhanbu", "Ask the administrator of the database to restore the last backup of the pool.")
_NOTHING_WRITTEN = translate("zhanbu", "Nothing was written. Try again when the server can be reached.")


@contextmanager
def told_as_problems(source: str) -> Iterator[None]:
    """Raises ``InputProblem`` in place of the database's errors."""
    try:
        yield
    except psycopg2.Error as error:
        raise problem_of(error, source) from error
    except UnicodeDecodeError as error:
        raise damaged(source, str(error)) from error


def problem_of(error: psycopg2.Error, source: str) -> InputProblem:
    """The problem and the way out behind an error of the database."""
    what, remedy = _explained(error)
    return InputProblem(what, remedy=remedy, source=source)


def _explained(error: psycopg2.Error) -> tuple[Wording, Wording]:
    code, said = error.pgcode or "", _first_line(error)
    if not code:
        return _unreached(said)
    for codes, explanation in _EXPLANATIONS:
        if code in codes or code[:2] in codes:
            return explanation
    detail = error.diag.message_detail or ""
    reason = f"{said} ({detail})" if detail else said
    return (
        translate("zhanbu", "The pool refused the change: {reason}.", reason=reason),
        translate("zhanbu", "Nothing was written. Check the pool, and restore a backup if it is damaged."),
    )


def _unreached(said: str) -> tuple[Wording, Wording]:
    """Without a code the server wasn't reached, or let nobody in; libpq's text tells which."""
    if any(phrase in said for phrase in ("authentication failed", "no password supplied", "password")):
        return (
            translate("zhanbu", "The database server doesn't accept this user name and password."),
            translate(
                "zhanbu", "Set them right in QGIS's connection (Data Source Manager > PostgreSQL), and try again."
            ),
        )
    if "does not exist" in said:
        return (
            translate("zhanbu", "The database server knows no such database or user: {reason}.", reason=said),
            translate("zhanbu", "Set the connection right in QGIS (Data Source Manager > PostgreSQL), and try again."),
        )
    return (
        translate("zhanbu", "The database server can't be reached: {reason}.", reason=said),
        translate(
            "zhanbu",
            "Nothing was written. Look whether the network and the server work, and test the connection in QGIS.",
        ),
    )


def _first_line(error: psycopg2.Error) -> str:
    said = error.diag.message_primary or str(error)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__


def busy(source: str, who: str, since: str) -> InputProblem:
    """Somebody else is writing; ``who`` and ``since`` as the server tells, or empty."""
    what = (
        translate("zhanbu", "The pool is busy: {who} is writing to it since {since}.", who=who, since=since)
        if who
        else translate("zhanbu", "The pool is busy: another program is writing to it.")
    )
    return InputProblem(
        what,
        remedy=translate("zhanbu", "Nothing was written. Wait until the other has finished, and try again."),
        source=source,
    )


def outcome_unknown(source: str) -> OutcomeUnknown:
    """The connection was lost just when the change was to be kept, and the server can't be asked any more."""
    return OutcomeUnknown(
        translate("zhanbu", "The database server was lost just when the change was to be kept."),
        remedy=translate("zhanbu", "Look into the pool's history whether it is there before you do it again."),
        source=source,
    )


def damaged(source: str, reason: str) -> InputProblem:
    """The schema holds something that the pool never wrote."""
    return InputProblem(
        translate("zhanbu", "The pool is damaged: {reason}.", reason=reason), remedy=_RESTORE, source=source
    )


def not_a_pool(source: str) -> InputProblem:
    """The schema is missing, or somebody else's."""
    return InputProblem(
        translate("zhanbu", "The database has no reserve pool in this schema."),
        remedy=translate("zhanbu", "Choose the schema of the pool, or create a new pool there."),
        source=source,
    )


_EXPLANATIONS: tuple[tuple[frozenset[str], tuple[Wording, Wording]], ...] = (
    (
        frozenset({errorcodes.LOCK_NOT_AVAILABLE, errorcodes.DEADLOCK_DETECTED, errorcodes.SERIALIZATION_FAILURE}),
        (
            translate("zhanbu", "The pool is busy: another program is writing to it."),
            translate("zhanbu", "Nothing was written. Wait until the other has finished, and try again."),
        ),
    ),
    (
        frozenset({errorcodes.DISK_FULL, errorcodes.INSUFFICIENT_RESOURCES[:2], errorcodes.IO_ERROR}),
        (
            translate("zhanbu", "The disk or the memory of the database server is full, or can't be written."),
            translate("zhanbu", "Nothing was written. Ask the administrator of the database to make room."),
        ),
    ),
    (
        frozenset({errorcodes.INSUFFICIENT_PRIVILEGE, errorcodes.READ_ONLY_SQL_TRANSACTION}),
        (
            translate("zhanbu", "This account may not do that in the database."),
            translate("zhanbu", "Nothing was written. Ask the administrator of the database for the right to do it."),
        ),
    ),
    (
        frozenset({errorcodes.CLASS_INVALID_AUTHORIZATION_SPECIFICATION}),
        (
            translate("zhanbu", "The database server doesn't accept this user name and password."),
            translate(
                "zhanbu", "Set them right in QGIS's connection (Data Source Manager > PostgreSQL), and try again."
            ),
        ),
    ),
    (
        frozenset({errorcodes.CLASS_OPERATOR_INTERVENTION, errorcodes.CLASS_CONNECTION_EXCEPTION}),
        (translate("zhanbu", "The database server ended the connection."), _NOTHING_WRITTEN),
    ),
    (
        frozenset({errorcodes.DATA_CORRUPTED, errorcodes.INDEX_CORRUPTED}),
        (translate("zhanbu", "The database is damaged."), _RESTORE),
    ),
    (
        frozenset({errorcodes.UNDEFINED_TABLE, errorcodes.UNDEFINED_COLUMN, errorcodes.UNDEFINED_FUNCTION}),
        (translate("zhanbu", "The pool lacks a table, column or function of its own."), _RESTORE),
    ),
)
