"""Which candidates somebody has looked at, kept in the project file (已查看标记)."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer

from ..set_up.project_memory import ProjectMemory

SEEN = "seen"


class SeenParcels:
    """Feature ids of the survey layer that is followed."""

    def __init__(self) -> None:
        self._memory = ProjectMemory(QgsProject.instance())
        self._layer_id = ""
        self.fids: set[int] = set()

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Turn to a layer."""
        self._layer_id = layer.id() if layer is not None else ""
        self.fids = {fid for fid, _ in self._memory.parcels(SEEN).get(self._layer_id, [])}

    def add(self, fid: int) -> bool:
        """One was looked at; returns whether that is new."""
        if fid in self.fids or not self._layer_id:
            return False
        self.fids.add(fid)
        self._keep()
        return True

    def clear(self) -> None:
        """Nobody has looked at any."""
        self.fids.clear()
        self._keep()

    def _keep(self) -> None:
        everything = self._memory.parcels(SEEN)
        everything[self._layer_id] = [(fid, "") for fid in sorted(self.fids)]
        self._memory.keep_parcels(SEEN, everything)
