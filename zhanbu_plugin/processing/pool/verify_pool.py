"""``zhanbu:verifypool``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...pool.integrity import Fault, audit_pool
from ...pool.postgis.address import is_server_address
from ...reports.language import said, tr
from ...reports.pool_audit import group_name, pool_audit_page
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_COLUMNS = [("part", "text"), ("subject", "text"), ("message", "text")]
_SUBJECTS = ("uid", "first", "number")
"""Values of a sentence that name whom it concerns."""


@dataclass(frozen=True)
class _Inputs:
    pool: str
    printed_hash: str
    page: str


class VerifyPool(ZhanbuAlgorithm[_Inputs]):
    """Everything in a pool recomputed and compared."""

    NAME = "verifypool"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Verify a reserve pool")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Recomputes everything in a pool that can be: the hash chain of its history, areas and sums, claims "
            "against each other, hashes of records and of the files beside it, its schema and safeguards. The pool is "
            "only read, so a copy without write permission will do. A pool with a problem isn't an error of the run: "
            "VALID is false, PROBLEMS lists what was found, and REPORT explains it to somebody who doesn't know the "
            "tool."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        self.add(
            QgsProcessingParameterString("PRINTED_HASH", tr("Hash on a paper"), optional=True),
            tr(
                "Head hash that a link sheet or another paper from this pool carries. An entry of the history must "
                "have it; without it, nobody can tell that the end of a history was cut off."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "PROBLEMS", tr("Problems"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
            ),
            tr("One row for every problem: the part of the audit, whom it concerns, what was found."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), "HTML (*.html)", optional=True, createByDefault=False
            ),
            tr("Page to read and print: what was examined, the head hash of the history, every problem."),
        )
        self.addOutput(QgsProcessingOutputBoolean("VALID", tr("Pool is sound")))
        self.addOutput(QgsProcessingOutputNumber("PROBLEM_COUNT", tr("Number of problems")))
        self.addOutput(QgsProcessingOutputString("HEAD_HASH", tr("Head hash")))
        self.addOutput(QgsProcessingOutputNumber("EVENTS", tr("Entries of the history")))
        self.addOutput(QgsProcessingOutputNumber("PARCELS", tr("Parcels")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The pool, and where the page goes."""
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            "".join(self.parameterAsString(parameters, "PRINTED_HASH", context).lower().split()),
            self.parameterAsFileOutput(parameters, "REPORT", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Recompute and report."""
        audit = audit_pool(inputs.pool, printed_hash=inputs.printed_hash, progress=progress_of(feedback, 0, 95))
        for fault in audit.faults:
            feedback.pushWarning(f"{group_name(fault.group)}: {said(fault.wording)}")
        if inputs.page:
            content = pool_audit_page(audit, _shown(inputs.pool), said)
            outputs.save(Path(inputs.page), content.encode(), "REPORT")
        return {
            "VALID": not audit.faults,
            "PROBLEMS": write_table(outputs, "PROBLEMS", _COLUMNS, map(_row, audit.faults), feedback),
            "REPORT": inputs.page,
            "PROBLEM_COUNT": len(audit.faults),
            "HEAD_HASH": audit.head_hash,
            "EVENTS": audit.events,
            "PARCELS": audit.counts["parcels"],
        }


def _shown(pool: str) -> str:
    """A pool as the page names it: a file without its folder, which differs from desk to desk."""
    return pool if is_server_address(pool) else Path(pool).name


def _row(fault: Fault) -> list[object]:
    subject = next((str(fault.wording.values[name]) for name in _SUBJECTS if name in fault.wording.values), "")
    return [fault.group.value, subject, said(fault.wording)]
