"""Files of a run while they are made: beside their place, and moved there together when the run has ended well.

So a run that is cancelled or fails leaves no file, and one of the same name stays as it was.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsProcessingException, QgsVectorFileWriter

from ...reports.language import tr

_BESIDE = ("-wal", "-shm", "-journal")
"""Endings of what SQLite keeps beside a database; beside another database of the same name it would be taken for its
own."""


@dataclass(frozen=True)
class _Draft:
    target: Path
    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / self.target.name


@dataclass
class Drafts:
    """Files under way. Each has a hidden folder beside its place, in which it bears its name: a GeoPackage's layer is
    called after the file, and a shapefile is several.
    """

    _made: list[_Draft] = field(default_factory=list)

    def of(self, target: Path, output: str) -> Path:
        """Where a file is to be made. What a run that was killed has left there goes.

        Raises ``QgsProcessingException`` when there can be none, or the file that it is to replace is in use.
        """
        draft = _Draft(target, target.with_name(f".{target.name}.part"))
        try:
            shutil.rmtree(draft.folder, ignore_errors=True)
            draft.folder.mkdir(parents=True)
            self._made.append(draft)
            if target.exists():
                target.rename(target)  # which Windows refuses while another program has the file open
        except OSError as error:
            raise cannot_be_written(output, target, error) from error
        return draft.file

    def published(self, name: str) -> str:
        """The name that a file, or a layer in it, has when it is in its place."""
        for draft in self._made:
            if name.startswith(str(draft.file)):
                return f"{draft.target}{name[len(str(draft.file)) :]}"
        return name

    def publish(self) -> None:
        """Move every file to its place. Raises ``QgsProcessingException``."""
        while self._made:
            draft = self._made.pop(0)
            try:
                _make_room(draft.target)
                for file in sorted(draft.folder.iterdir()):
                    file.replace(draft.target.with_name(file.name))
            except OSError as error:
                raise cannot_be_written("", draft.target, error) from error
            finally:
                shutil.rmtree(draft.folder, ignore_errors=True)

    def discard(self) -> None:
        """Let nothing remain of what wasn't published."""
        for draft in self._made:
            shutil.rmtree(draft.folder, ignore_errors=True)
        self._made.clear()


def _make_room(target: Path) -> None:
    """Remove what belongs to a file that is to be replaced and would be taken for a part of the new one."""
    if target.suffix.lower() == ".shp" and target.exists():
        QgsVectorFileWriter.deleteShapeFile(str(target))
    for ending in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            target.with_name(target.name + ending).unlink()


def cannot_be_written(output: str, file: Path, error: OSError) -> QgsProcessingException:
    """The error that says which file of which output can't be written, why, and what to look at."""
    message = tr("{output}: {file} can't be written: {reason}. Check the disk and the folder's permissions.")
    return QgsProcessingException(message.format(output=output, file=file, reason=error.strerror))
