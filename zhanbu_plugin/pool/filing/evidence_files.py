"""Files of papers, photos and data beside the pool (附件库), each under its SHA-256: the same content is kept once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..database import BESIDE, PoolAddress, evidence_folder
from ..outcome import OutcomeUnknown

_CHUNK = 1 << 20
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_DRAFT = re.compile(r"\.[0-9a-f]{16}\.part")
_DAY_S = 86_400
"""No copy of a file takes that long; drafts are younger than that while somebody writes them."""
_NAME = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,8})?")


@dataclass(frozen=True)
class KeptFile:
    """A file in the store: the name under which it lies there, and its SHA-256 (hex)."""

    name: str
    sha256: str


def stored_name(sha256: str, file_name: str) -> str:
    """Name of a file in the store: its hash, and the ending of its own name where that is a plain one."""
    ending = Path(file_name).suffix.lower()
    return sha256 + (ending if _ENDING.fullmatch(ending) else "")


def is_stored_name(name: str) -> bool:
    """Whether a name is one that ``stored_name`` gives."""
    return _NAME.fullmatch(name) is not None


def keep_file(pool: PoolAddress, source: str | Path, *, sha256: str = "", name: str = "") -> KeptFile:
    """Copy a file into the store beside the pool, whole or not at all; one that is there already stays as it is.

    With ``sha256``, a file of another content is refused; ``name`` is the file's own name where ``source`` has another.
    Raises ``InputProblem`` naming the file.
    """
    folder, path = evidence_folder(pool), Path(source)
    own_name = name or path.name
    with _told(folder, path):
        if sha256 and is_intact(folder / stored_name(sha256, own_name), sha256):
            return KeptFile(stored_name(sha256, own_name), sha256)
        draft, found = _drafted(folder, path, sha256)
        try:
            kept = KeptFile(stored_name(found, own_name), found)
            if not is_intact(folder / kept.name, found):
                draft.replace(folder / kept.name)
        finally:
            _remove(draft)
    return kept


Source = tuple[str, str, str]
"""A file to keep: path, own name, SHA-256."""


class KeptFiles:
    """Files that an action on a pool brings: copied aside first, put in their place when the action is all but done."""

    def __init__(self, pool: PoolAddress) -> None:
        self._folder = evidence_folder(pool)
        self._drafts: dict[Source, Path] = {}
        self._new: list[Path] = []

    def prepare(self, sources: Iterable[Source]) -> None:
        """Copy files aside that aren't there yet. Raises ``InputProblem`` naming the file."""
        for source in sorted(set(sources) - set(self._drafts)):
            path, name, sha256 = source
            with _told(self._folder, Path(path)):
                if not is_intact(self._folder / stored_name(sha256, name), sha256):
                    self._drafts[source], _ = _drafted(self._folder, Path(path), sha256)

    def keep(self, sources: Iterable[Source]) -> None:
        """Put files in their place. Inside the transaction: nobody else then takes them for files of a kept action."""
        wanted = sorted(set(sources))
        self.prepare(wanted)
        for source in wanted:
            path, name, sha256 = source
            target = self._folder / stored_name(sha256, name)
            with _told(self._folder, Path(path)):
                if is_intact(target, sha256):
                    continue
                draft = self._drafts.pop(source, None) or _drafted(self._folder, Path(path), sha256)[0]
                was_there = os.path.lexists(target)
                draft.replace(target)
                if not was_there:
                    self._new.append(target)

    def take_back(self) -> None:
        """Of an action that failed nothing stays."""
        for target in self._new:
            _remove(target)

    def tidy(self) -> None:
        """Remove what was copied aside and not used."""
        for draft in self._drafts.values():
            _remove(draft)
        _remove_if_empty(self._folder)


@contextmanager
def keeping_files(pool: PoolAddress, sources: Iterable[Source] = ()) -> Iterator[KeptFiles]:
    """Files for an action on the pool: around its transaction, so that they go again when that can't be ended either.

    ``sources`` are copied aside at once, before the pool is locked; ``keep`` puts them in their place. Raises
    ``InputProblem`` naming the file; then nothing was kept. Where the pool can't tell whether it kept the action, its
    files stay: a file too many does no harm.
    """
    files = KeptFiles(pool)
    try:
        files.prepare(sources)
        yield files
    except OutcomeUnknown:
        raise
    except BaseException:
        files.take_back()
        raise
    finally:
        files.tidy()


def is_intact(path: Path, sha256: str) -> bool:
    """Whether a file is there with this content, not a link to one. Raises ``OSError`` for one that can't be read."""
    return not path.is_symlink() and path.is_file() and _sha256(path) == sha256


def _drafted(folder: Path, source: Path, sha256: str) -> tuple[Path, str]:
    """A copy under a name of its own in the store, and its SHA-256, which must be the one that is given."""
    folder.mkdir(exist_ok=True)
    draft = folder / f".{secrets.token_hex(8)}.part"
    try:
        found = _copied(source, draft)
        if sha256 and found != sha256:
            raise _changed(source)
        _clear_leftovers(folder, draft)
    except BaseException:
        _remove(draft)
        raise
    return draft, found


def _clear_leftovers(folder: Path, draft: Path) -> None:
    """Remove drafts of programs that died: a day older than the one just written, by the clock of the folder's disk."""
    newest = draft.stat().st_mtime
    for other in folder.glob(".*.part"):
        if _DRAFT.fullmatch(other.name):
            with contextlib.suppress(OSError):  # somebody else has just removed it, or holds it
                if newest - other.lstat().st_mtime > _DAY_S:
                    other.unlink()


@contextmanager
def _told(folder: Path, source: Path) -> Iterator[None]:
    """What goes wrong with files, as a problem with the file that should be kept."""
    try:
        yield
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The file can't be kept beside the pool ({reason}).", reason=error.strerror or error),
            remedy=translate(
                "zhanbu", "Look whether the file is there, and whether {folder} can be written.", folder=str(folder)
            ),
            source=str(source),
        ) from error


def _copied(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as written:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _changed(path: Path) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "The file isn't the one that was recorded: its content was changed since."),
        remedy=translate("zhanbu", "Record the document again, or bring the original file back."),
        source=str(path),
    )


def _remove(path: Path) -> None:
    """On the way out of a failure, whose reason is what the user has to read."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    _remove_if_empty(path.parent)


def _remove_if_empty(folder: Path) -> None:
    """The folder beside a pool file is ours; one that somebody gave to a pool on a server stays."""
    if folder.suffix == BESIDE:
        with contextlib.suppress(OSError):
            folder.rmdir()
