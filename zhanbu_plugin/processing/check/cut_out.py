"""``zhanbu:cutout``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
)

from ...checks.cutting.cut_out import CutOut, cut_out
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.check_inputs import CheckInputs, run_check_around
from ..inputs.check_parameters import add_check_parameters, check_inputs_of
from ..outputs.cut_pieces import write_excluded, write_pieces
from ..outputs.outputs import Outputs

_DROP, _MERGE = "DROP", "MERGE"
_CHECKED, _CUT = 50, 94
"""Percent of a run that are done when the parcels are checked, and when they are cut."""


@dataclass(frozen=True)
class _Inputs:
    check: CheckInputs
    merge_slivers: bool


class CutOutParts(ZhanbuAlgorithm[_Inputs]):
    """Creditable pieces of parcels, and what was cut out of them."""

    NAME = "cutout"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Cut out what can't be credited")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Checks parcels as “Check parcels” does, and cuts out the ground that the rules don't let in: steep "
            "ground, bans, ground that is claimed or filed already, outside the county, or of another class by a "
            "survey layer. Documents in WAIVERS keep the ground that they lift a check from. OUTPUT has the pieces "
            "that are left, each with its parcel (parent_id), part number (PART_NO), verdict and what is still open; "
            "EXCLUDED has what was cut out, with check and clause. A square metre is excluded once, by the check that "
            "weighs most. Pieces that a check bars for other reasons than their ground are excluded whole. The areas "
            "of a parcel's parts sum to its ellipsoid area exactly; TBMJ, KCMJ and TBDLMJ are dealt out likewise. "
            "Check the pieces once more before you push them to the pool."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_check_parameters(self)
        self.add(
            QgsProcessingParameterEnum(
                "SLIVERS",
                tr("Pieces too small or too narrow"),
                options=[_DROP, _MERGE],
                defaultValue=_DROP,
                usesStaticStrings=True,
            ),
            tr(
                "DROP lists them in EXCLUDED on their own; MERGE gives them to the excluded ground with which they "
                "have the longest border."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Pieces"), QgsProcessing.SourceType.TypeVectorPolygon),
            tr("The pieces that are left, with the fields of their parcel. Save them as GeoPackage."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "EXCLUDED",
                tr("Excluded ground"),
                QgsProcessing.SourceType.TypeVectorPolygon,
                optional=True,
                createByDefault=True,
            ),
            tr("What was cut out of each parcel, with the check and the clause that take it."),
        )
        for name, text in (
            ("PIECES", tr("Number of pieces")),
            ("CREDITABLE_M2", tr("Area of the pieces (m²)")),
            ("EXCLUDED_M2", tr("Excluded area (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Layers and rules."""
        slivers = self.parameterAsEnumString(parameters, "SLIVERS", context)
        return _Inputs(check_inputs_of(self, parameters, context), slivers == _MERGE)

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Check, cut out and write."""
        result, around = run_check_around(inputs.check, feedback, again=True, done=_CHECKED)
        span = progress_of(feedback, _CHECKED, _CUT)
        found = cut_out(result, around, merge_slivers=inputs.merge_slivers, progress=span)
        self._tell(found, feedback)
        source = inputs.check.parcels
        return {
            "OUTPUT": write_pieces(outputs, source, found, feedback),
            "EXCLUDED": write_excluded(outputs, source, found, feedback),
            "PIECES": len(found.pieces),
            "CREDITABLE_M2": m2_of(sum(piece.dm2 for piece in found.pieces)),
            "EXCLUDED_M2": m2_of(sum(part.dm2 for part in found.excluded)),
        }

    @staticmethod
    def _tell(found: CutOut, feedback: QgsProcessingFeedback) -> None:
        """How much each check took, and of how many parcels."""
        taken: dict[tuple[str, str], set[int]] = defaultdict(set)
        areas: dict[tuple[str, str], int] = defaultdict(int)
        for part in found.excluded:
            taken[part.check_id, part.clause].add(part.parent)
            areas[part.check_id, part.clause] += part.dm2
        for (check_id, clause), parents in sorted(taken.items()):
            feedback.pushInfo(
                tr("{check} ({clause}): {area:.2f} m² of {count} parcels excluded").format(
                    check=check_id, clause=clause, area=m2_of(areas[check_id, clause]), count=len(parents)
                )
            )
        if found.checked is not None:
            verdicts = [verdict.value for verdict in found.checked.verdicts[found.rows]]
            for verdict in sorted(set(verdicts)):
                feedback.pushInfo(
                    tr("{count} pieces are {verdict}").format(count=verdicts.count(verdict), verdict=verdict)
                )
