"""The folder in which a check keeps what the next one needn't work out again (留存文件夹).

It may be deleted at any time, and nothing depends on it: what isn't there, is damaged or is foreign is worked out anew.
Of one source there are at most two forms, and the whole folder has at most ``MOST_BYTES``; the oldest go first.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...survey.wording import Wording, translate
from .file_format import Arrays, KeptFile, opened, written

MOST_BYTES = 2 << 30
FORMS = 2
"""Of one source, so that two batches in different reference systems don't push each other out."""
_ENDING, _UNFINISHED = ".kept", ".part"
_EXPLANATION = "README.txt"
_EXPLAINED = """\
占补(Zhanbu)为加快下一次检查而保存的中间成果。可随时删除整个文件夹,不影响储备库和任何检查结果,只是下一次检查会慢一些。

What Zhanbu keeps so that the next check is faster. The folder may be deleted at any time: neither the pool nor any
result depends on it, only the next check takes longer.
"""

Key = Mapping[str, Any]
"""All that what is kept depends on: plain values, as JSON has them."""


@dataclass(frozen=True)
class Kept:
    """Where a check finds and leaves things. ``secret`` signs them: files that others left, or changed, are no use.

    ``notes`` tell, once, why nothing can be kept. They are no warnings: no number depends on it. Without ``measures``
    it has layers made ready, but nothing of parcels.
    """

    folder: Path
    secret: bytes
    notes: list[Wording] = field(default_factory=list, compare=False)
    measures: bool = True

    def find(self, kind: str, source: str, key: Key) -> KeptFile | None:
        """What was kept under that key, or ``None``; its arrays are read when asked for."""
        path = self._path(kind, source, key)
        found = opened(path, self.secret, key)
        if found is not None:
            self._touch(path)
        return found

    def keep(self, kind: str, source: str, key: Key, facts: Mapping[str, Any], arrays: Arrays) -> None:
        """Keep facts (JSON) and arrays under a key. Where that can't be done, a note says so and nothing else happens.

        ``source`` is what they were made from; an older form of the same source goes.
        """
        path = self._path(kind, source, key)
        part = path.with_name(f"{path.stem}-{secrets.token_hex(8)}{_UNFINISHED}")
        try:
            self._make_folder()
            try:
                written(part, self.secret, key, facts, arrays)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
            self._tidy(path)
        except OSError as error:
            self._note(error)

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(exist_ok=True)
            (self.folder / _EXPLANATION).write_text(_EXPLAINED, encoding="utf-8-sig")

    def _path(self, kind: str, source: str, key: Key) -> Path:
        return self.folder / f"{kind}-{_name(source)[:16]}-{_name(key)[:32]}{_ENDING}"

    @staticmethod
    def _touch(path: Path) -> None:
        """What is used stays longest; where that can't be noted down, it merely goes earlier."""
        with suppress(OSError):
            os.utime(path)

    def _tidy(self, path: Path) -> None:
        """Remove what ``path`` makes superfluous, and the oldest of what is too much."""
        family = path.name.rpartition("-")[0]
        files = sorted((pair for pair in self._files() if pair[0] != path), key=lambda f: -f[1].st_mtime_ns)
        forms, size = 1, path.stat().st_size
        for file, stat in files:
            is_form = file.name.rpartition("-")[0] == family and file.suffix == _ENDING
            forms, size = forms + is_form, size + stat.st_size
            if size > MOST_BYTES or (is_form and forms > FORMS):
                file.unlink(missing_ok=True)

    def _files(self) -> list[tuple[Path, os.stat_result]]:
        """What was kept, and what others are writing; they may have put that in its place meanwhile."""
        found = []
        for file in self.folder.iterdir():
            with suppress(FileNotFoundError):
                if file.suffix in (_ENDING, _UNFINISHED) and file.is_file():
                    found.append((file, file.stat()))
        return found

    def _note(self, error: OSError) -> None:
        if not self.notes:
            self.notes.append(
                translate(
                    "zhanbu",
                    "Nothing could be kept for the next check in {folder} ({reason}); it will take as long as this "
                    "one. The results are the same.",
                    folder=str(self.folder),
                    reason=error.strerror or type(error).__name__,
                )
            )


def _name(of: object) -> str:
    return hashlib.sha256(json.dumps(of, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
