"""Which survey polygons are candidates: kept in the project file, never in the survey layer (候选图斑)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...survey.dltb_fields import standard_names
from ..set_up.project_memory import ProjectMemory

TAGGED = "tagged"
_STEPS = 50
Tagged = dict[int, str]
"""Feature id → the survey's id (BSM), by which a parcel is found again when feature ids have changed."""


class TaggedParcels(QObject):
    """The candidates of one survey layer, with undo."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = ProjectMemory(QgsProject.instance())
        self._layer: QgsVectorLayer | None = None
        self._tagged: Tagged = {}
        self._before: list[tuple[Tagged, Callable[[], None]]] = []
        self.lost = 0

    @property
    def fids(self) -> list[int]:
        """Feature ids of the candidates, in order."""
        return sorted(self._tagged)

    @property
    def names(self) -> Tagged:
        """The candidates with their survey ids."""
        return dict(self._tagged)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Turn to a layer: its candidates come from the project, and those that it hasn't got any more are counted."""
        self._layer = layer
        self._before.clear()
        kept = self._memory.parcels(TAGGED).get(layer.id(), []) if layer is not None else []
        self._tagged = self._found_again(kept) if kept else {}
        self.lost = len(kept) - len(self._tagged)
        self.changed.emit()

    def tag(self, fids: Iterable[int]) -> int:
        """Make features candidates; returns how many were none before."""
        new = [fid for fid in fids if fid not in self._tagged]
        if new:
            self._become({**self._tagged, **self._names(new)})
        return len(new)

    def tag_named(self, names: Tagged) -> int:
        """As ``tag``, of features whose survey ids are known already."""
        new = {fid: name for fid, name in names.items() if fid not in self._tagged}
        if new:
            self._become({**self._tagged, **new})
        return len(new)

    def untag(self, fids: Iterable[int]) -> int:
        """Take features out of the candidates; returns how many were among them."""
        gone = self._tagged.keys() & set(fids)
        if gone:
            self._become({fid: name for fid, name in self._tagged.items() if fid not in gone})
        return len(gone)

    def toggle(self, fid: int) -> None:
        """Tag a feature, or untag it."""
        if not self.untag([fid]):
            self.tag([fid])

    def clear(self) -> None:
        """No candidates any more."""
        self.untag(list(self._tagged))

    def divided(self, pieces: Iterable[int], gone: Iterable[int], take_back: Callable[[], None]) -> None:
        """Candidates were divided: pieces came, some have nothing left. ``take_back`` undoes what was done to the layer
        with this step; it raises ``InputProblem`` where it can't.
        """
        less = set(gone)
        left = {fid: name for fid, name in self._tagged.items() if fid not in less}
        self._become({**left, **self._names(pieces)}, take_back)

    def undo(self) -> None:
        """Take the last step back. Raises ``InputProblem`` where that can't be done any more; the step stays."""
        if self._before:
            tagged, take_back = self._before[-1]
            take_back()
            self._before.pop()
            self._tagged = tagged
            self._keep()

    def _become(self, tagged: Tagged, take_back: Callable[[], None] = lambda: None) -> None:
        self._before.append((self._tagged, take_back))
        del self._before[:-_STEPS]
        self._tagged = tagged
        self._keep()

    def _keep(self) -> None:
        if self._layer is not None:
            everything = self._memory.parcels(TAGGED)
            everything[self._layer.id()] = sorted(self._tagged.items())
            self._memory.keep_parcels(TAGGED, everything)
        self.lost = 0
        self.changed.emit()

    def _names(self, fids: Iterable[int]) -> Tagged:
        """Features that exist, with their BSM."""
        if self._layer is None:
            return {}
        own = standard_names(self._layer.fields().names()).get("BSM")
        request = QgsFeatureRequest().setFilterFids(list(fids)).setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes([own] if own else [], self._layer.fields())
        return {f.id(): str(f[own] or "") if own else "" for f in self._layer.getFeatures(request)}

    def _found_again(self, kept: list[tuple[int, str]]) -> Tagged:
        """What was tagged, by feature id where the BSM still agrees, else by BSM."""
        there = self._names(fid for fid, _ in kept)
        same = {fid: name for fid, name in kept if there.get(fid) == name}
        moved = {name for fid, name in kept if fid not in same and name}
        return {**same, **self._by_name(moved)} if moved else same

    def _by_name(self, names: set[str]) -> Tagged:
        own = standard_names(self._layer.fields().names()).get("BSM") if self._layer is not None else None
        if self._layer is None or own is None:
            return {}
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes([own], self._layer.fields())
        return {f.id(): str(f[own]) for f in self._layer.getFeatures(request) if str(f[own]) in names}
