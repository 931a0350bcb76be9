"""``zhanbu:importreturn``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...exchange.returns.importing import ReturnOutcome, ReturnReport, ReturnTerms, import_return
from ...exchange.returns.reasons import return_reasons
from ...paths import version
from ...reports.language import interface_is_chinese, said, tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_REASON_COLUMNS = [("code", "text"), ("reason", "text"), ("checks", "text"), ("parcels", "integer")]
_PARCEL_COLUMNS = [
    *[("parcel_uid", "text"), ("parcel_no", "text"), ("batch", "text"), ("code", "text"), ("reason", "text")],
    *[("returned", "integer"), ("why_not", "text")],
]


@dataclass(frozen=True)
class _Inputs:
    pool: str
    slip: Path
    terms: ReturnTerms


class ImportReturn(ZhanbuAlgorithm[_Inputs]):
    """What the city sent back."""

    NAME = "importreturn"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Import a return")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Reads a return slip: a table (XLSX or CSV, also in a ZIP) with the parcel, a reason code (R01 to R16) and "
            "a text. The slip becomes evidence, the reasons go on file of their parcels, and the parcels are sent back "
            "where the rules have that step from where they stand. A slip of which one row belongs to no parcel of the "
            "pool is refused as a whole. Importing it again does no harm."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        self.add(
            QgsProcessingParameterFile(
                "RETURN", tr("Return slip"), fileFilter=tr("Return slips (*.xlsx *.csv *.txt *.zip)")
            ),
            tr("Table with the columns parcel_uid (or parcel_no), code and reason, in Chinese or English."),
        )
        self.add(
            QgsProcessingParameterString("BATCH", tr("Batch"), optional=True),
            tr("Batch that was returned, where the slip names parcels by number only."),
        )
        self.add(
            QgsProcessingParameterString("ISSUER", tr("Issued by"), optional=True),
            tr("Office that wrote the slip, as it stands on the paper."),
        )
        add_act(self, role="")
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Reasons"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
            ),
            tr("Table with a row for each reason code: how many parcels it names, and which checks look at it."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "PARCELS",
                tr("Returned parcels"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                createByDefault=True,
            ),
            tr("Table with a row for each parcel and reason, and whether it was sent back; if not, why."),
        )
        self.addOutput(QgsProcessingOutputNumber("RETURNED", tr("Parcels on the slip")))
        self.addOutput(QgsProcessingOutputNumber("MOVED", tr("Parcels sent back")))
        for code, reason in return_reasons().items():
            self.addOutput(QgsProcessingOutputNumber(code, reason.name.in_language(interface_is_chinese())))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, slip and act."""
        terms = ReturnTerms(
            act_of(self, parameters, context),
            self.parameterAsString(parameters, "BATCH", context).strip(),
            self.parameterAsString(parameters, "ISSUER", context).strip(),
            version(),
        )
        pool = self.parameterAsString(parameters, "POOL", context).strip()
        return _Inputs(pool, self.path(parameters, "RETURN", context), terms)

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Take the slip in and report."""
        report = import_return(inputs.pool, inputs.slip, inputs.terms)
        for outcome in report.outcomes:
            if outcome.why_not is not None:
                uid = outcome.returned.parcel.parcel_uid
                feedback.pushWarning(
                    tr("{uid} was not sent back: {reason}").format(uid=uid, reason=said(outcome.why_not))
                )
        rows = [row for outcome in report.outcomes for row in _parcel_rows(outcome)]
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _REASON_COLUMNS, _reason_rows(report), feedback),
            "PARCELS": write_table(outputs, "PARCELS", _PARCEL_COLUMNS, rows, feedback),
            "RETURNED": len(report.outcomes),
            "MOVED": sum(outcome.moved for outcome in report.outcomes),
            **report.by_code,
        }


def _reason_rows(report: ReturnReport) -> list[list[object]]:
    chinese = interface_is_chinese()
    return [
        [code, reason.name.in_language(chinese), " ".join(reason.checks), report.by_code[code]]
        for code, reason in return_reasons().items()
        if report.by_code[code]
    ]


def _parcel_rows(outcome: ReturnOutcome) -> list[list[object]]:
    parcel = outcome.returned.parcel
    why_not = None if outcome.why_not is None else said(outcome.why_not)
    return [
        [parcel.parcel_uid, parcel.parcel_no, parcel.batch, item.code, item.text, int(outcome.moved), why_not]
        for item in outcome.returned.items
    ]
