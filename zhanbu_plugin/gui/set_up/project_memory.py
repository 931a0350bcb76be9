"""What the plugin remembers in the project file: layers by id, county, rules, pool, tagged parcels."""

from __future__ import annotations

import json

from qgis.core import QgsProject

SCOPE = "zhanbu"
_NOTHING = "-"  # chosen to be empty, which is not the same as never chosen


class ProjectMemory:
    """Entries of the current project under the plugin's own scope."""

    def __init__(self, project: QgsProject) -> None:
        self._project = project

    def known(self, key: str) -> bool:
        """Whether a value was ever chosen, possibly the empty one."""
        return bool(self._project.readEntry(SCOPE, key)[1])

    def text(self, key: str) -> str:
        """The value, empty when there is none."""
        value, there = self._project.readEntry(SCOPE, key)
        return "" if not there or value == _NOTHING else str(value)

    def keep(self, key: str, value: str) -> None:
        """Remember a value; the project then has something to save."""
        if not self.known(key) or self.text(key) != value:
            self._project.writeEntry(SCOPE, key, value or _NOTHING)

    def forget(self, key: str) -> None:
        """Drop a value, as if never chosen."""
        self._project.removeEntry(SCOPE, key)

    def path(self, key: str) -> str:
        """A path, absolute; the file has it relative to the project where the project says so."""
        text = self.text(key)
        return str(self._project.pathResolver().readPath(text)) if text else ""

    def keep_path(self, key: str, value: str) -> None:
        """Remember a path."""
        self.keep(key, str(self._project.pathResolver().writePath(value)) if value else "")

    def tagged(self) -> dict[str, list[tuple[int, str]]]:
        """Tagged parcels (feature id, BSM) by layer id. Something unreadable counts as nothing tagged."""
        try:
            kept = json.loads(self.text("tagged") or "{}")
            return {layer: [(int(fid), str(bsm)) for fid, bsm in parcels] for layer, parcels in kept.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def keep_tagged(self, tagged: dict[str, list[tuple[int, str]]]) -> None:
        """Remember tagged parcels."""
        kept = {layer: parcels for layer, parcels in sorted(tagged.items()) if parcels}
        self.keep("tagged", json.dumps(kept, ensure_ascii=True, separators=(",", ":")) if kept else "")
