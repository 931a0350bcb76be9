"""What a check rests on, set-up and survey layer, and whether that has changed since (检查依据)."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProcessingFeedback, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...checks.checked import geometry_hash
from ...checks.engine import CheckResult
from ...checks.parcels import ParcelBatch
from ...processing.inputs.sources import UnreadLayer, read_unread
from ...reports.language import said
from ...survey.wording import Wording, translate
from ..set_up.set_up import SetUp

_EDITS = (
    "geometryChanged",
    "attributeValueChanged",
    "attributeAdded",
    "attributeDeleted",
    "featureAdded",
    "featureDeleted",
    "featuresDeleted",
    "layerModified",
    "afterCommitChanges",
    "afterRollBack",
    "subsetStringChanged",
    "crsChanged",
    "dataSourceChanged",
    "dataChanged",
    "updatedFields",
)
"""Signals of a layer after which its parcels may be others than those that were checked."""


def survey_changed() -> Wording:
    """What is said of parcels that aren't what was checked any more."""
    return translate("zhanbu", "The survey layer was changed after this check: check again to see what follows.")


class CheckBasis(QObject):
    """Made when a check starts: edits while it runs count too. Once out of date it stays so."""

    outdated = pyqtSignal()

    def __init__(self, set_up: SetUp, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._set_up = set_up
        self.survey: QgsVectorLayer | None = None
        self.reason: Wording | None = None
        """Why the check is out of date; ``None`` while it isn't."""
        self._watch(set_up.require_survey())

    def compare(self, now: SetUp) -> None:
        """The set-up may have changed."""
        if now != self._set_up:
            self._becomes_outdated(
                translate("zhanbu", "The set-up was changed after this check: check again to see what follows.")
            )

    def parcels_changed(self) -> None:
        """The survey layer isn't what was checked any more."""
        self._becomes_outdated(survey_changed())

    def close(self) -> None:
        """Let go of the layer."""
        if self.survey is not None:
            for name in _EDITS:
                getattr(self.survey, name).disconnect(self._edited)
            self.survey.willBeDeleted.disconnect(self._layer_goes)
            self.survey = None

    def _watch(self, layer: QgsVectorLayer) -> None:
        self.survey = layer
        for name in _EDITS:
            getattr(layer, name).connect(self._edited)
        layer.willBeDeleted.connect(self._layer_goes)

    def _edited(self, *_: object) -> None:
        self.parcels_changed()

    def _layer_goes(self) -> None:
        self.survey = None
        self.parcels_changed()

    def _becomes_outdated(self, reason: Wording) -> None:
        if self.reason is None:
            self.reason = reason
            self.close()
            self.outdated.emit()


class BasisWatch(QObject):
    """Watches for the check that is shown and, while one runs, for the check to come."""

    outdated = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: CheckBasis | None = None
        self._to_come: CheckBasis | None = None

    @property
    def reason(self) -> str:
        """Why the shown check is out of date, in the user's language; empty while it isn't."""
        reason = self._shown.reason if self._shown is not None else None
        return said(reason) if reason is not None else ""

    def begin(self, set_up: SetUp) -> None:
        """A check starts; one that came to nothing before is forgotten."""
        _let_go(self._to_come)
        self._to_come = CheckBasis(set_up, self)

    def arrive(self) -> None:
        """The check that began is shown now."""
        _let_go(self._shown)
        self._shown, self._to_come = self._to_come, None
        if self._shown is not None:
            self._shown.outdated.connect(self.outdated)

    def compare(self, now: SetUp) -> None:
        """The set-up may have changed."""
        for basis in (self._shown, self._to_come):
            if basis is not None:
                basis.compare(now)

    def parcels_changed(self) -> None:
        """The survey layer isn't what the shown check read any more."""
        if self._shown is not None:
            self._shown.parcels_changed()

    def close(self) -> None:
        """Let go of the layers."""
        _let_go(self._shown)
        _let_go(self._to_come)
        self._shown = self._to_come = None


def _let_go(basis: CheckBasis | None) -> None:
    if basis is not None:
        basis.close()
        basis.deleteLater()


def still_the_same(
    result: CheckResult, parcels: Sequence[int], survey: UnreadLayer, feedback: QgsProcessingFeedback
) -> bool:
    """Whether the survey layer, read again, has these parcels of a check with the same shapes and attributes.

    Finds what no signal tells of: the file was written by another layer or program. Raises ``InputProblem``.
    """
    now = ParcelBatch.of(read_unread(survey, feedback))
    rows = {fid: row for row, fid in enumerate(now.layer.fids.tolist())}
    for i in parcels:
        row = rows.get(int(result.parcels.layer.fids[i]))
        if row is None or _content(now, row) != _content(result.parcels, i):
            return False
    return True


def _content(parcels: ParcelBatch, i: int) -> tuple[str, str]:
    """Shape and survey attributes; as text, for a number that is none isn't equal to itself."""
    return geometry_hash(parcels.geometry(i)), repr(sorted(parcels.survey_of(i).items()))
