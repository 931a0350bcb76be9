"""What came back from the city, on the map: each parcel with its reasons (退回地块图层)."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer

from ...exchange.returns.importing import ReturnOutcome, ReturnReport
from ...exchange.returns.reasons import return_reasons
from ...processing.outputs.sinks import fields_of
from ...reports.language import interface_is_chinese, tr
from ..parcel_view import ParcelView
from .parcel_layer import parcel_layer

_COLUMNS = (
    *(("parcel_no", "text"), ("parcel_uid", "text"), ("codes", "text"), ("reasons", "text"), ("told", "text")),
    ("sent_back", "integer"),
)
_COLOUR = "215,25,60"
_LABEL = '"parcel_no" || \'\n\' || "codes"'
_MARK = "zhanbu/returned"


def show_returned(report: ReturnReport, epsg: int, view: ParcelView) -> QgsVectorLayer:
    """Add the layer in the place of that of an earlier slip, and zoom to it. ``epsg`` is the pool's zone."""
    project = QgsProject.instance()
    project.removeMapLayers([layer.id() for layer in project.mapLayers().values() if layer.customProperty(_MARK)])
    rows = [(outcome.returned.parcel, _row(outcome)) for outcome in report.outcomes]
    layer = parcel_layer(
        tr("Returned parcels"), epsg, fields_of(_COLUMNS), rows, label=_LABEL, colour=_COLOUR, priority=10
    )
    layer.setCustomProperty(_MARK, True)
    view.zoom_to(layer)
    return layer


def _row(outcome: ReturnOutcome) -> list[object]:
    returned, chinese = outcome.returned, interface_is_chinese()
    codes = list(dict.fromkeys(item.code for item in returned.items))
    names = [return_reasons()[code].name.in_language(chinese) for code in codes]
    told = "; ".join(dict.fromkeys(item.text for item in returned.items if item.text))
    return [
        *(returned.parcel.parcel_no, returned.parcel.parcel_uid, " ".join(codes), "; ".join(names), told),
        int(outcome.moved),
    ]
