"""A note beside a pool of who is writing to it, for the others' message. It locks nothing: SQLite does that."""

from __future__ import annotations

import contextlib
import getpass
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from ...survey.problem import InputProblem
from ...survey.wording import translate

_LONGEST = 200


@contextmanager
def noted(path: Path) -> Iterator[None]:
    """While the pool is locked by us, a note says so; one that a killed process left is overwritten."""
    note = _note(path)
    with contextlib.suppress(OSError, KeyError):  # no name, no right to write: the pool is what matters
        note.write_text(f"{getpass.getuser()}@{socket.gethostname()}", encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)


def busy(path: Path) -> InputProblem | None:
    """Who writes and since when, of a pool that is found locked; ``None`` where nobody left a note."""
    try:
        who = _note(path).read_text(encoding="utf-8", errors="replace")[:_LONGEST].strip()
        begun = datetime.fromtimestamp(_note(path).stat().st_mtime, tz=timezone.utc).astimezone()
    except OSError:
        return None
    return InputProblem(
        translate(
            "zhanbu",
            "The pool is busy: {who} is writing to it since {since}.",
            who=who,
            since=begun.isoformat(sep=" ", timespec="seconds"),
        ),
        remedy=translate("zhanbu", "Nothing was written. Wait until the other has finished, and try again."),
        source=str(path),
    )


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.writing")
