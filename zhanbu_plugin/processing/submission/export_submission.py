"""``zhanbu:exportsubmission``."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ...exchange.submission.building import SubmissionReport, build_submission
from ...paths import version
from ...pool.reading import pool_batch
from ...pool.records import PoolBatch
from ...reports.language import chinese, tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.paper_templates import add_templates, templates_of
from ..inputs.systems import add_batch, add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.package_papers import package_papers


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    batch: str
    as_of: date
    sequence: int
    version: int
    templates: Path | None
    target: Path


class ExportSubmission(ZhanbuAlgorithm[_Inputs]):
    """The package for the city."""

    NAME = "exportsubmission"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Export a submission")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Packs a batch of the pool for the city: parcels as GeoPackage and shapefile (GBK), coordinates as TXT, "
            "list, summary, ledger, findings and materials as XLSX, report of the check and map as PDF, history and a "
            "manifest with the SHA-256 of every file and of the rule set. Built twice, it is the same to the byte. The "
            "package is read again and compared before it is handed over."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        add_batch(self)
        self.add_day()
        for name, text, help_text in (
            ("SEQUENCE", tr("Number"), tr("Running number of the submission in its year.")),
            ("VERSION", tr("Version"), tr("1 for the first; one more each time that the city has returned it.")),
        ):
            self.add(
                QgsProcessingParameterNumber(
                    name, text, Qgis.ProcessingNumberParameterType.Integer, defaultValue=1, minValue=1
                ),
                help_text,
                advanced=True,
            )
        add_templates(self)
        self.add(
            QgsProcessingParameterFileDestination("PACKAGE", tr("Package"), "ZIP (*.zip)"),
            tr("File to write; in a folder's place, the package gets its official name there."),
        )
        self.addOutput(QgsProcessingOutputNumber("PARCELS", tr("Parcels")))
        self.addOutput(QgsProcessingOutputNumber("AREA_M2", tr("Area (m²)")))
        self.addOutput(QgsProcessingOutputString("SHA256", tr("SHA-256 of the package")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, batch, and where the package goes."""
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            batch=self.parameterAsString(parameters, "BATCH", context).strip(),
            as_of=self.day(parameters, context),
            sequence=self.parameterAsInt(parameters, "SEQUENCE", context),
            version=self.parameterAsInt(parameters, "VERSION", context),
            templates=templates_of(self, parameters, context),
            target=Path(self.parameterAsFileOutput(parameters, "PACKAGE", context)),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read the batch and pack it."""
        batch, target = pool_batch(inputs.pool, inputs.system, inputs.batch), inputs.target
        if target.is_dir():
            report = _built(batch, target, inputs, feedback)
            target = report.path
        else:
            report = _built_as(batch, inputs, feedback)
        feedback.pushInfo(f"{report.path.name}  SHA-256 {report.sha256}")
        return {
            "PACKAGE": str(target),
            "PARCELS": report.parcels,
            "AREA_M2": m2_of(report.total_dm2),
            "SHA256": report.sha256,
        }


def _built_as(batch: PoolBatch, inputs: _Inputs, feedback: QgsProcessingFeedback) -> SubmissionReport:
    """The package under a name of the user's own. A different package of that name is never overwritten."""
    target = inputs.target
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            report = _built(batch, Path(folder), inputs, feedback)
            if target.exists() and target.read_bytes() != report.path.read_bytes():
                raise QgsProcessingException(
                    tr("PACKAGE: {file} is there already and differs. Choose another name.").format(file=target)
                )
            report.path.replace(target)
    except OSError as error:
        raise QgsProcessingException(
            tr("PACKAGE: {file} can't be written ({reason}).").format(file=target, reason=error.strerror)
        ) from error
    return report


def _built(batch: PoolBatch, folder: Path, inputs: _Inputs, feedback: QgsProcessingFeedback) -> SubmissionReport:
    return build_submission(
        batch,
        target_folder=folder,
        as_of=inputs.as_of,
        plugin_version=version(),
        sequence=inputs.sequence,
        version_no=inputs.version,
        papers=package_papers(
            inputs.pool, batch, inputs.as_of, lambda: not feedback.isCanceled(), templates=inputs.templates
        ),
        say=chinese,
        progress=progress_of(feedback, 30),
    )
