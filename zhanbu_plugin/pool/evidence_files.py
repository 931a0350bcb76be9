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

from ..survey.problem import InputProblem
from ..survey.wording import translate

_CHUNK = 1 << 20
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_NAME = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,8})?")


@dataclass(frozen=True)
class KeptFile:
    """A file in the store: the name under which it lies there, and its SHA-256 (hex)."""

    name: str
    sha256: str


def evidence_folder(pool: str | Path) -> Path:
    """``<pool>.evidence`` beside the pool."""
    return Path(f"{pool}.evidence")


def stored_name(sha256: str, file_name: str) -> str:
    """Name of a file in the store: its hash, and the ending of its own name where that is a plain one."""
    ending = Path(file_name).suffix.lower()
    return sha256 + (ending if _ENDING.fullmatch(ending) else "")


def is_stored_name(name: str) -> bool:
    """Whether a name is one that ``stored_name`` gives."""
    return _NAME.fullmatch(name) is not None


def keep_file(pool: str | Path, source: str | Path, *, sha256: str = "", name: str = "") -> KeptFile:
    """Copy a file into the store beside the pool, whole or not at all; one that is there already stays as it is.

    With ``sha256``, a file of another content is refused; ``name`` is the file's own name where ``source`` has another.
    Raises ``InputProblem`` naming the file.
    """
    folder, path = evidence_folder(pool), Path(source)
    own_name = name or path.name
    try:
        if sha256 and is_intact(folder / stored_name(sha256, own_name), sha256):
            return KeptFile(stored_name(sha256, own_name), sha256)
        folder.mkdir(exist_ok=True)
        draft = folder / f".{secrets.token_hex(8)}.part"
        try:
            found = _copied(path, draft)
            if sha256 and found != sha256:
                raise _changed(path)
            kept = KeptFile(stored_name(found, own_name), found)
            if not is_intact(folder / kept.name, found):
                draft.replace(folder / kept.name)
        finally:
            draft.unlink(missing_ok=True)
            _remove_if_empty(folder)
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The file can't be kept beside the pool ({reason}).", reason=error.strerror or error),
            remedy=translate(
                "zhanbu", "Look whether the file is there, and whether {folder} can be written.", folder=str(folder)
            ),
            source=str(path),
        ) from error
    return kept


@contextmanager
def keeping_files(pool: str | Path, sources: Iterable[tuple[str, str, str]]) -> Iterator[None]:
    """Keep files (path, own name, SHA-256) for an action on the pool; if that fails, those that it brought go again.

    Raises ``InputProblem`` naming the file; then nothing was kept.
    """
    folder = evidence_folder(pool)
    new: list[Path] = []
    try:
        for source, name, sha256 in sorted(set(sources)):
            target = folder / stored_name(sha256, name)
            if not target.exists():
                new.append(target)
            keep_file(pool, source, sha256=sha256, name=name)
        yield
    except BaseException:
        for target in new:
            target.unlink(missing_ok=True)
        _remove_if_empty(folder)
        raise


def is_intact(path: Path, sha256: str) -> bool:
    """Whether a file is there with this content. Raises ``OSError`` for one that can't be read."""
    return path.is_file() and _sha256(path) == sha256


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


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
