"""The ground that failed checks exclude of the parcel in view, crosshatched on the map (不能计入的部分)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import shapely
from qgis.core import QgsGeometry, QgsProcessingFeedback, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...checks.column import FAIL
from ...checks.cutting.grounds import GROUND_KINDS, Grounds
from ...checks.cutting.removal import removed
from ...checks.engine import CheckResult
from ...checks.waivers.waiver import Waiver
from ...processing.inputs.check_inputs import CheckInputs, run_check_around
from ...processing.inputs.layer_memory import LayerMemory
from ...processing.outputs.shapes import qgis_shape
from ...reports.language import tr
from ...survey.cancel import Cancelled
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ..latest_reading import GoOn, LatestReading
from ..messages import Messenger
from ..select.dividing.preview_marks import PreviewMarks

Ground = tuple[QgsGeometry, float]
"""Shape in the parcels' system, and its ellipsoid area in m²."""


class ExcludedGround(QObject):
    """Checks the one parcel again in the background, by what the session has read already."""

    found = pyqtSignal(float)
    """Area in m² of what is crosshatched now."""

    def __init__(self, canvas: QgsMapCanvas, messenger: Messenger, parent: QObject) -> None:
        super().__init__(parent)
        self.reading = LatestReading(tr("Zhanbu: excluded ground"), messenger, self)
        self.marks = PreviewMarks(canvas)
        self._asked = 0
        """Counts what was asked for: older work stops by it."""

    def show(
        self,
        inputs: CheckInputs,
        layer: QgsVectorLayer,
        memory: LayerMemory,
        waivers: Sequence[Waiver],
        check_id: str = "",
    ) -> None:
        """Crosshatch what the checks of the parcel of ``inputs`` take, or the check ``check_id`` alone."""

        self.clear()
        asked = self._asked

        def read(go_on: GoOn) -> Ground:
            feedback = _Asking(go_on, lambda: asked == self._asked)
            try:
                return _taken(inputs, feedback, memory, waivers, check_id)
            except Cancelled:
                if asked == self._asked:
                    raise
                return QgsGeometry(), 0.0  # something else is in view by now: nobody need be told

        def came(ground: Ground | InputProblem) -> None:
            if not isinstance(ground, InputProblem) and ground[1] > 0:
                self.marks.show(QgsGeometry(), ground[0], layer)
                self.found.emit(ground[1])

        self.reading.ask(read, came)

    def clear(self) -> None:
        """Nothing is crosshatched any more."""
        self._asked += 1
        self.reading.forget()
        self.marks.clear()

    def close(self) -> None:
        """Stop, and take the marks off the canvas."""
        self._asked += 1
        self.reading.close()
        self.marks.close()


def takes_ground(result: CheckResult, parcel: int, check: int | None) -> bool:
    """Whether a failed check of a parcel, or the one meant, is about ground that could be cut out."""
    columns = range(len(result.columns)) if check is None else (check,)
    return any(
        result.columns[j].rule.kind in GROUND_KINDS
        and result.outcomes[parcel, j] == FAIL
        and not result.applied.lifted[parcel, j]
        for j in columns
    )


class _Asking(QgsProcessingFeedback):
    """Asks whether to go on; what there is to say was said when all were checked."""

    def __init__(self, go_on: GoOn, is_wanted: Callable[[], bool]) -> None:
        super().__init__(False)
        self._go_on, self._is_wanted = go_on, is_wanted

    def isCanceled(self) -> bool:
        """Whether nobody wants this any more."""
        try:
            self._go_on()
        except Cancelled:
            return True
        return not self._is_wanted()


def _taken(
    inputs: CheckInputs,
    feedback: QgsProcessingFeedback,
    memory: LayerMemory,
    waivers: Sequence[Waiver],
    check_id: str,
) -> Ground:
    result, around = run_check_around(inputs, feedback, memory, again=True)
    result, grounds, rows = result.with_waivers(tuple(waivers)), Grounds(result, around), np.arange(len(result.parcels))
    rule = next((column.rule for column in result.columns if column.rule.id == check_id), None)
    if rule is not None:
        shapes = [shape for shape in grounds.taken(rule, rows) if shape is not None]
    else:
        shapes = [part.shape for parts in removed(result, rows, grounds).taken.values() for part in parts]
    polygons = [part for shape in shapes for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if not polygons:
        return QgsGeometry(), 0.0
    areas = ellipsoid_areas(np.array([*polygons, None], dtype=object)[:-1], result.parcels.layer.crs)
    return qgis_shape(shapely.MultiPolygon(polygons)), float(np.nansum(areas))
