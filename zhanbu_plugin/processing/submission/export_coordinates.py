"""``zhanbu:exportcoordinates``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...exchange.coordinates.layer import parcels_of_layer
from ...exchange.coordinates.lines import TxtOptions
from ...exchange.coordinates.templates import head_templates
from ...exchange.coordinates.writing import ENCODINGS, coordinate_file
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from ..algorithm import Parameters, ZhanbuAlgorithm, iso_day, stop_if_cancelled
from ..inputs.coordinate_parameters import add_zone, tell_remarks, zone_of
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..outputs.outputs import Outputs
from ..outputs.written import save


@dataclass(frozen=True)
class _Inputs:
    parcels: UnreadLayer
    target: Path
    options: TxtOptions
    number_field: str
    name_field: str
    use: str
    zone: int | None


class ExportCoordinates(ZhanbuAlgorithm[_Inputs]):
    """Layer to parcel-coordinate TXT (报盘坐标)."""

    NAME = "exportcoordinates"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Export parcel coordinates (TXT)")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Writes polygons as a parcel-coordinate TXT: north first, easting with zone number, rings closed by their "
            "first point, ellipsoid area in hectares. Parts of a parcel get a head line each with the same number. The "
            "file is read back and compared before it is saved; an invalid polygon stops the export."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Parcels"), [QgsProcessing.SourceType.TypeVectorPolygon]),
            tr(
                "Polygon layer in any coordinate reference system. A field named like one of the template's items "
                "is written as that item."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "TEMPLATE", tr("Template"), list(head_templates()), defaultValue="standard9", usesStaticStrings=True
            ),
            tr(
                "Items of the head line: standard9, supplement12 (补充耕地) or graded13 (with grades before and after)."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "ENCODING", tr("Encoding"), list(ENCODINGS), defaultValue="GBK", usesStaticStrings=True
            ),
            tr("Encoding of the text; filing systems usually expect GBK."),
        )
        for name, label, help_text in self._fields():
            field = QgsProcessingParameterField(name, label, parentLayerParameterName="INPUT", optional=True)
            self.add(field, help_text)
        for name, label, help_text in self._texts():
            self.add(QgsProcessingParameterString(name, label, optional=True), help_text)
        self.add(
            QgsProcessingParameterNumber(
                "DECIMALS", tr("Decimals"), QgsProcessingParameterNumber.Type.Integer, 4, minValue=1, maxValue=4
            ),
            tr("Decimals of the coordinates. Four keep the survey's own precision; some filing systems want three."),
            advanced=True,
        )
        add_zone(self, tr("Zone number to project to. Empty keeps the layer's own zone, or takes that of its middle."))
        self.add(
            QgsProcessingParameterFileDestination("OUTPUT", tr("Coordinate file"), tr("Coordinate TXT (*.txt)")),
            tr("File to write."),
        )
        self.addOutput(QgsProcessingOutputNumber("PARCELS", tr("Number of parcels")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Layer, file, and how to write it."""
        options = TxtOptions(
            self.parameterAsEnumString(parameters, "TEMPLATE", context),
            self.parameterAsEnumString(parameters, "ENCODING", context),
            self.parameterAsInt(parameters, "DECIMALS", context),
            self.parameterAsString(parameters, "UNIT", context).strip(),
            self._date(parameters, context),
        )
        return _Inputs(
            unread_input(self, parameters, "INPUT", context),
            Path(self.parameterAsFileOutput(parameters, "OUTPUT", context)),
            options,
            number_field=self.parameterAsString(parameters, "NUMBER_FIELD", context),
            name_field=self.parameterAsString(parameters, "NAME_FIELD", context),
            use=self.parameterAsString(parameters, "USE", context).strip(),
            zone=zone_of(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read, write, and say what had to be changed."""
        layer, path = read_told(inputs.parcels, feedback), inputs.target
        found = parcels_of_layer(
            layer,
            template=inputs.options.template,
            number_field=inputs.number_field,
            name_field=inputs.name_field,
            use=inputs.use,
            zone=inputs.zone,
        )
        for note in found.notes:
            feedback.pushInfo(said(note))
        try:
            file = coordinate_file(found.parcels, inputs.options)
        except InputProblem as problem:  # which knows the parcel, not the layer
            raise InputProblem(
                problem.what, remedy=problem.remedy, source=layer.name, parcel=problem.parcel, field=problem.field
            ) from problem
        tell_remarks(file.remarks, path.name, feedback)
        stop_if_cancelled(feedback)
        save(path, file.content, "OUTPUT")
        return {"OUTPUT": str(path), "PARCELS": len(found.parcels)}

    @staticmethod
    def _fields() -> list[tuple[str, str, str]]:
        number = tr("Field with the parcel number (地块编号). Empty: field “number”, else 1, 2, 3 …")
        name = tr("Field with the parcel name (地块名称). Empty: field “name”, else none.")
        return [("NUMBER_FIELD", tr("Parcel number"), number), ("NAME_FIELD", tr("Parcel name"), name)]

    @staticmethod
    def _texts() -> list[tuple[str, str, str]]:
        use = tr("Use of every parcel (地块用途). Empty takes it from the field “use”, if there is one.")
        return [
            ("UNIT", tr("Producing unit"), tr("Unit that produced the data (数据产生单位).")),
            ("DATE", tr("Date (ISO)"), tr("Date of production, for example 2026-11-21. Empty leaves it out.")),
            ("USE", tr("Land use"), use),
        ]

    def _date(self, parameters: Parameters, context: QgsProcessingContext) -> date | None:
        text = self.parameterAsString(parameters, "DATE", context).strip()
        return iso_day(text, "DATE") if text else None
