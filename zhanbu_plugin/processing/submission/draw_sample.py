"""``zhanbu:drawsample``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...exchange.sampling.draw import Draw
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.draw_options import DrawOptions, add_draw_options, draw_options
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..inputs.systems import SYSTEMS
from ..outputs.drawn_parcels import (
    Drawable,
    draw_from,
    drawable_batch,
    drawable_layer,
    drawable_package,
    write_drawn,
)
from ..outputs.outputs import Outputs


@dataclass(frozen=True)
class _Inputs:
    parcels: UnreadLayer | None
    pool: str
    system: str
    batch: str
    package: Path | None
    id_field: str
    area_field: str
    options: DrawOptions


class DrawSample(ZhanbuAlgorithm[_Inputs]):
    """A spot check that anybody can draw again."""

    NAME = "drawsample"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Draw a spot check")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Draws parcels for a spot check on site until their area reaches the ratio, at least one. Large parcels "
            "come first more often. The draw depends on the seed, the numbers of the parcels and their areas alone: "
            "the city draws the same parcels on its own computer, from the county's pool or from the parcels.gpkg of "
            "its package (or the package itself, PACKAGE). FRAME_HASH proves that both drew from the same "
            "parcels. For a parcel with number id, u is (the first 13 hexadecimal digits of SHA-256 of seed|id, plus "
            "one half) / 2^52, and parcels are taken by falling ln(u)/area. The seed is "
            "SYSTEM|county|year|STAGE|number of the draw, for example JX|360122|2023|CITY|1, or is drawn in public; "
            "after a failed check the next draw gets the next number."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Parcels"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
            ),
            tr("Parcels to draw from, or leave it empty and name a pool and a batch."),
        )
        self.add(
            QgsProcessingParameterString("POOL", tr("Reserve pool"), optional=True),
            tr("Path of the county's pool, a GeoPackage, where no layer is given."),
        )
        self.add(
            QgsProcessingParameterFile(
                "PACKAGE", tr("Package"), Qgis.ProcessingFileParameterBehavior.File, "zip", optional=True
            ),
            tr("Package that a county has submitted, where no layer and no pool is given. It is verified first."),
        )
        self.add(
            QgsProcessingParameterString("BATCH", tr("Batch"), optional=True),
            tr("Name of the batch in the pool; its active parcels are drawn from."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "SYSTEM", tr("System"), options=list(SYSTEMS), optional=True, usesStaticStrings=True
            ),
            tr("Needed only where batches of several systems have the same name."),
            advanced=True,
        )
        add_draw_options(self)
        self.add(
            QgsProcessingParameterField("ID_FIELD", tr("Parcel number"), None, "INPUT", optional=True),
            tr("Field with a number of its own for each parcel; the survey's BSM if left empty."),
        )
        self.add(
            QgsProcessingParameterField("AREA_FIELD", tr("Area field"), None, "INPUT", optional=True),
            tr("Field with the submitted area in m². Left empty, the ellipsoid area of the shapes counts."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Drawn parcels")),
            tr(
                "The parcels in the order of drawing: draw_no, parcel_id, draw_m2 and sum_m2 (area drawn so far), and "
                "the empty fields result, code and reason for what is found on site. “Write the review of a "
                "submission” reads them."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("DRAWN", tr("Parcels drawn")))
        self.addOutput(QgsProcessingOutputNumber("DRAWN_AREA", tr("Area drawn (m²)")))
        self.addOutput(QgsProcessingOutputNumber("FRAME_AREA", tr("Area of all parcels (m²)")))
        self.addOutput(QgsProcessingOutputString("FRAME_HASH", tr("SHA-256 of numbers and areas")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Layer, pool or package, ratio and seed."""
        pool = self.parameterAsString(parameters, "POOL", context).strip()
        package = self.parameterAsString(parameters, "PACKAGE", context).strip()
        given = parameters.get("INPUT") not in (None, "")
        if [given, bool(pool), bool(package)].count(True) != 1:
            raise QgsProcessingException(
                tr(
                    "INPUT, POOL, PACKAGE: give either a layer of parcels, a pool with a batch or a package, and not "
                    "both."
                )
            )
        return _Inputs(
            unread_input(self, parameters, "INPUT", context) if given else None,
            pool,
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.parameterAsString(parameters, "BATCH", context).strip(),
            Path(package) if package else None,
            self.parameterAsString(parameters, "ID_FIELD", context),
            self.parameterAsString(parameters, "AREA_FIELD", context),
            draw_options(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Draw and write."""
        frame = _frame(inputs, feedback)
        drawn = draw_from(frame, inputs.options)
        _tell(drawn, feedback)
        return {
            "OUTPUT": write_drawn(outputs, frame, drawn, feedback),
            "DRAWN": len(drawn.ids),
            "DRAWN_AREA": m2_of(drawn.drawn_dm2),
            "FRAME_AREA": m2_of(drawn.frame_dm2),
            "FRAME_HASH": drawn.frame_hash,
        }


def _frame(inputs: _Inputs, feedback: QgsProcessingFeedback) -> Drawable:
    if inputs.package is not None:
        return drawable_package(inputs.package)
    if inputs.parcels is None:
        return drawable_batch(inputs.pool, inputs.system, inputs.batch)
    layer = read_told(inputs.parcels, feedback)
    return drawable_layer(inputs.parcels, layer, inputs.id_field, inputs.area_field, feedback)


def _tell(drawn: Draw, feedback: QgsProcessingFeedback) -> None:
    feedback.pushInfo(
        tr("Drawn: {count} parcels, {drawn:.2f} of {frame:.2f} m² ({share:.2%}); seed {seed}, frame {hash}.").format(
            count=len(drawn.ids),
            drawn=m2_of(drawn.drawn_dm2),
            frame=m2_of(drawn.frame_dm2),
            share=drawn.drawn_share,
            seed=drawn.seed,
            hash=drawn.frame_hash,
        )
    )
