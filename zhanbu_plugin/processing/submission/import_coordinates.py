"""``zhanbu:importcoordinates``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import shapely
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)

from ...exchange.coordinates.document import CoordinateParcel, ReadResult, StatedArea, parts_of
from ...exchange.coordinates.reading import read_coordinates
from ...exchange.coordinates.templates import head_template
from ...exchange.coordinates.writing import ENCODINGS
from ...reports.language import tr
from ...survey.units import m2_of, to_dm2
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..inputs.coordinate_parameters import add_zone, tell_remarks, zone_of
from ..outputs.outputs import Outputs
from ..outputs.sinks import fields_of, writing

_COLUMNS = [
    ("number", "text"),
    ("name", "text"),
    ("stated_ha", "real"),
    ("area_m2", "real"),
    ("plane_m2", "real"),
    ("stated_is", "text"),
    ("points", "integer"),
    ("parts", "integer"),
]
AUTO = "auto"


@dataclass(frozen=True)
class _Inputs:
    file: Path
    zone: int | None
    encoding: str
    may_swap: bool
    join_parts: bool


class ImportCoordinates(ZhanbuAlgorithm[_Inputs]):
    """Parcel-coordinate TXT to layer (报盘坐标)."""

    NAME = "importcoordinates"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Import parcel coordinates (TXT)")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Reads a parcel-coordinate TXT with any of the known head lines. What can be repaired without guessing is "
            "repaired and named in the log with its line; anything else stops the import with the line and the way "
            "out. area_m2 is the ellipsoid area, plane_m2 the area in the projection, stated_ha what the file states, "
            "and stated_is which of the two that is (both, ellipsoid, plane, neither, unstated)."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFile(
                "INPUT", tr("Coordinate file"), fileFilter=tr("Coordinate TXT (*.txt *.csv);;All files (*)")
            ),
            tr("TXT with [属性描述] and [地块坐标], or a plain list of points (name, X, Y)."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "ENCODING", tr("Encoding"), [AUTO, *ENCODINGS], defaultValue=AUTO, usesStaticStrings=True
            ),
            tr("Encoding of the text; auto tries UTF-8 and then GB18030, which includes GBK."),
        )
        add_zone(self, tr("Zone number of eastings without prefix, where the file doesn't state it."))
        self.add(
            QgsProcessingParameterBoolean("SWAP", tr("Turn swapped axes round"), defaultValue=False),
            tr("Accept files whose digits prove that X is east and Y north. Without it they are refused."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("JOIN", tr("Join parts with the same number"), defaultValue=True),
            tr("Consecutive heads with the same number, name and items become one parcel of several parts."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Imported parcels")),
            tr("Parcels in the CGCS2000 zone of the file, with the items of its head lines."),
        )
        self.addOutput(QgsProcessingOutputNumber("PARCELS", tr("Number of parcels")))
        self.addOutput(QgsProcessingOutputNumber("REMARKS", tr("Number of remarks")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The file, and what is known of it."""
        return _Inputs(
            self.path(parameters, "INPUT", context),
            zone_of(self, parameters, context),
            self.parameterAsEnumString(parameters, "ENCODING", context),
            may_swap=self.parameterAsBool(parameters, "SWAP", context),
            join_parts=self.parameterAsBool(parameters, "JOIN", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read and write."""
        result = read_coordinates(
            inputs.file,
            crs_zone=inputs.zone,
            encoding=inputs.encoding,
            swap="accept" if inputs.may_swap else "refuse",
            join_parts=inputs.join_parts,
        )
        tell_remarks(result.remarks, inputs.file.name, feedback)
        stop_if_cancelled(feedback)
        output = self._write(result, outputs)
        return {"OUTPUT": output, "PARCELS": len(result.document.parcels), "REMARKS": len(result.remarks)}

    @staticmethod
    def _write(result: ReadResult, outputs: Outputs) -> str:
        items = [item for item in head_template(result.document.template).attributes if item != "shape"]
        fields = fields_of([*_COLUMNS, *((item, "text") for item in items)])
        crs = QgsCoordinateReferenceSystem.fromEpsgId(result.crs_epsg)
        with writing(outputs, "OUTPUT", fields, Qgis.WkbType.MultiPolygon, crs) as writer:
            for parcel, areas in zip(result.document.parcels, result.areas):
                shape = QgsGeometry()
                shape.fromWkb(
                    shapely.to_wkb(shapely.MultiPolygon(parts_of(parcel.geometry)), output_dimension=2, byte_order=1)
                )
                writer.add([*_row(parcel, areas), *(parcel.attributes.get(item, "") for item in items)], shape)
        return writer.name


def _row(parcel: CoordinateParcel, areas: StatedArea) -> list[object]:
    return [
        parcel.number,
        parcel.name,
        None if areas.stated_ha is None else float(areas.stated_ha),
        m2_of(to_dm2(areas.ellipsoid_m2)),
        m2_of(to_dm2(areas.plane_m2)),
        areas.agrees,
        int(shapely.get_num_coordinates(parcel.geometry)),
        len(parts_of(parcel.geometry)),
    ]
