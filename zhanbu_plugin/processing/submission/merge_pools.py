"""``zhanbu:mergepools``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ...exchange.comparing.opened import OpenedPackage, open_package
from ...exchange.comparing.together import GatheredParcel, Gathering, gather
from ...exchange.merging.city import write_city
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..outputs.outputs import Outputs
from ..outputs.shapes import qgis_shape
from ..outputs.sinks import fields_of, write_table, writing
from ..outputs.twice_claimed import add_twice_output, twice_told, write_twice

_PARCEL_COLUMNS = [
    *[("county", "text"), ("system", "text"), ("batch", "text"), ("parcel_uid", "text"), ("parcel_no", "text")],
    *[("category", "text"), ("state", "text"), ("verdict", "text"), ("area_m2", "real"), ("package", "text")],
]
_TOTAL_COLUMNS = [
    *[("county", "text"), ("system", "text"), ("batch", "text"), ("year", "integer"), ("sequence", "integer")],
    *[("version", "integer"), ("parcels", "integer"), ("area_m2", "real"), ("rule_set", "text"), ("as_of", "text")],
    *[("package", "text"), ("sha256", "text"), ("counts", "integer")],
]
_EVERY = 500


@dataclass(frozen=True)
class _Inputs:
    packages: tuple[Path, ...]
    city: str


class MergePools(ZhanbuAlgorithm[_Inputs]):
    """What all counties have submitted, in one layer."""

    NAME = "mergepools"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Merge the counties' pools")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Opens the packages of several counties at once and lays their parcels into one layer, with totals for "
            "each package and the ground that parcels of different packages claim twice. Of several versions of a "
            "submission the latest counts. Every package is verified first; one that contradicts itself is refused. "
            "Run it again when new packages have come: the outputs are made afresh from the packages alone. A database "
            "of the city, a GeoPackage or a schema of PostgreSQL/PostGIS, is replaced as a whole or stays as it was; "
            "nobody can change it otherwise."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterMultipleLayers("PACKAGES", tr("Packages"), QgsProcessing.SourceType.TypeFile),
            tr("ZIP files that the counties have submitted; also earlier versions, which then don't count."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("All parcels"), QgsProcessing.SourceType.TypeVectorPolygon),
            tr("Layer with every parcel that counts, with its county, system, batch and package."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "TOTALS", tr("Totals"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
            ),
            tr("Table with a row for each package: parcels, area, rules, hash, and whether it counts."),
        )
        add_twice_output(self, "OVERLAPS", by_default=True)
        self.add(
            QgsProcessingParameterString("CITY", tr("The city's database"), optional=True),
            tr(
                "Path of a GeoPackage, or pg:CONNECTION/SCHEMA with a PostgreSQL connection of QGIS, that keeps "
                "parcels, packages, totals by system and county, and ground claimed twice for everybody to read."
            ),
        )
        self.addOutput(QgsProcessingOutputString("CITY", tr("The city's database")))
        for name, title in (
            ("PACKAGES_COUNTED", tr("Packages that count")),
            ("PARCELS", tr("Parcels")),
            ("OVERLAP_COUNT", tr("Pairs that overlap")),
            ("AREA_M2", tr("Area (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The packages."""
        files = self.parameterAsFileList(parameters, "PACKAGES", context)
        found = tuple(Path(file) for file in dict.fromkeys(files) if file.strip())
        if not found:
            raise QgsProcessingException(tr("{name}: give a file.").format(name="PACKAGES"))
        return _Inputs(found, self.parameterAsString(parameters, "CITY", context).strip())

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Verify, gather and write."""
        opened = []
        for number, path in enumerate(inputs.packages):
            feedback.setProgress(80 * number / len(inputs.packages))
            stop_if_cancelled(feedback)
            feedback.pushInfo(path.name)
            opened.append(open_package(path))
        found = gather(opened)
        for package in found.replaced:
            feedback.pushInfo(tr("{name} doesn't count: a later version is there.").format(name=package.name))
        for twice in found.twice:
            feedback.pushWarning(twice_told(twice))
        feedback.setProgress(90)
        if inputs.city:
            write_city(inputs.city, found)
        return {
            "OUTPUT": _write_parcels(outputs, found, feedback),
            "TOTALS": write_table(outputs, "TOTALS", _TOTAL_COLUMNS, _total_rows(found), feedback),
            "OVERLAPS": write_twice(outputs, "OVERLAPS", found.twice, found.epsg),
            "CITY": inputs.city,
            "PACKAGES_COUNTED": len(found.totals),
            "PARCELS": len(found.parcels),
            "OVERLAP_COUNT": len(found.twice),
            "AREA_M2": m2_of(sum(total.area_dm2 for total in found.totals)),
        }


def _write_parcels(outputs: Outputs, found: Gathering, feedback: QgsProcessingFeedback) -> str:
    crs = QgsCoordinateReferenceSystem.fromEpsgId(found.epsg)
    outputs.make_room("OUTPUT", len(found.parcels), feedback)
    with writing(outputs, "OUTPUT", fields_of(_PARCEL_COLUMNS), QgsWkbTypes.Type.MultiPolygon, crs) as writer:
        for number, one in enumerate(found.parcels):
            if number % _EVERY == 0:
                stop_if_cancelled(feedback)
            writer.add(_parcel_row(one), qgis_shape(one.geometry))
    return writer.name


def _parcel_row(one: GatheredParcel) -> list[object]:
    own, stated = one.parcel, one.package.manifest
    return [
        *(stated.county, own.system, own.batch, own.parcel_uid, own.parcel_no, own.category, own.state, own.verdict),
        *(m2_of(own.area_dm2), one.package.name),
    ]


def _total_rows(found: Gathering) -> list[list[object]]:
    counting = [_total_row(total.package, counts=True) for total in found.totals]
    return counting + [_total_row(package, counts=False) for package in found.replaced]


def _total_row(package: OpenedPackage, *, counts: bool) -> list[object]:
    stated = package.manifest
    return [
        *(stated.county, stated.system, stated.batch, stated.as_of.year, stated.sequence, stated.version_no),
        *(stated.parcels, m2_of(stated.area_dm2), stated.rule_set, stated.as_of.isoformat()),
        *(package.name, package.sha256, int(counts)),
    ]
