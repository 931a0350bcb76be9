"""A file of a package laid into a temporary folder, for readers that want a path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..survey.problem import InputProblem
from ..survey.wording import translate


class NoRoom(InputProblem):
    """The temporary folder can't be written: a fault of this computer, not of the package."""

    def __init__(self, reason: object, source: str) -> None:
        super().__init__(
            translate("zhanbu", "The temporary folder can't be written ({reason}).", reason=reason),
            remedy=translate("zhanbu", "Check that the disk of the temporary folder has room, and try again."),
            source=source,
        )


@contextmanager
def laid_out(content: bytes, name: str) -> Iterator[Path]:
    """Path of a file with this content, gone afterwards. Raises ``NoRoom``."""
    try:
        folder = TemporaryDirectory(prefix="zhanbu-")
    except OSError as error:
        raise NoRoom(error.strerror, name) from error
    with folder:
        path = Path(folder.name) / name
        try:
            path.write_bytes(content)
        except OSError as error:
            raise NoRoom(error.strerror, name) from error
        yield path
