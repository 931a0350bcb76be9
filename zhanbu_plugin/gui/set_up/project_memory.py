"""What the plugin remembers in the project file: layers by id, county, rules, pool, tagged parcels."""

from __future__ import annotations

import json

from qgis.core import QgsProject

from ...pool.postgis.address import is_server_address

SCOPE = "zhanbu"
_NOTHING = "-"  # chosen to be empty, which is not the same as never chosen

Parcels = dict[str, list[tuple[int, str]]]
"""Parcels (feature id, BSM) by layer id."""


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
        """A path, absolute; the file has it relative to the project where the project says so. A server stays one."""
        text = self.text(key)
        return text if not text or is_server_address(text) else str(self._project.pathResolver().readPath(text))

    def keep_path(self, key: str, value: str) -> None:
        """Remember a path, or a place on a server."""
        stays = not value or is_server_address(value)
        self.keep(key, value if stays else str(self._project.pathResolver().writePath(value)))

    def parcels(self, key: str) -> Parcels:
        """A list of parcels. Something unreadable counts as none."""
        try:
            kept = json.loads(self.text(key) or "{}")
            return {layer: [(int(fid), str(name)) for fid, name in parcels] for layer, parcels in kept.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def keep_parcels(self, key: str, parcels: Parcels) -> None:
        """Remember a list of parcels."""
        kept = {layer: listed for layer, listed in sorted(parcels.items()) if listed}
        self.keep(key, json.dumps(kept, ensure_ascii=True, separators=(",", ":")) if kept else "")
