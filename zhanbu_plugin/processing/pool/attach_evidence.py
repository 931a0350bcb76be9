"""``zhanbu:attachevidence``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...pool.filing.evidence import Paper, attach_evidence
from ...pool.filing.subjects import Concern
from ...regimes.actors import COUNTY_NR
from ...regimes.forms.evidence_kinds import evidence_kinds
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm, iso_day
from ..inputs.concerns import add_concern, add_date, add_doc_no, add_recorded, concern_of, recorded_at
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs


@dataclass(frozen=True)
class _Inputs:
    pool: str
    file: Path
    kind: str
    doc_no: str
    doc_date: date | None
    issuer: str
    title: str
    concern: Concern
    role: str
    recorded_at: str


class AttachEvidence(ZhanbuAlgorithm[_Inputs]):
    """A paper, photo or data file on file."""

    NAME = "attachevidence"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Attach evidence")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Puts a paper, photo or data file on file of parcels, a batch, a matter, or of the whole county when none"
            " of these is named. The file is copied beside the pool under its SHA-256 and noted in the history; "
            "place, day and direction of a photo are read from the photo itself. The same file is kept once."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_concern(self, "PARCEL")
        self.add(
            QgsProcessingParameterEnum("KIND", tr("Kind"), options=list(evidence_kinds()), usesStaticStrings=True),
            tr("What it is, for example PHOTO_AFTER or GOV_APPROVAL; states ask for kinds."),
        )
        self.add(QgsProcessingParameterFile("FILE", tr("File")), tr("Scan, photo or data file. It stays where it is."))
        add_doc_no(self)
        add_date(self, tr("Date that stands on the document, for example 2026-11-21. Empty: none."))
        for name, text, help_text in (
            ("ISSUER", tr("Issuer"), tr("Office that issued the document.")),
            ("TITLE", tr("Title"), tr("What the document is called.")),
        ):
            self.add(QgsProcessingParameterString(name, text, optional=True), help_text)
        self.add(
            QgsProcessingParameterString("ROLE", tr("Role"), defaultValue=COUNTY_NR),
            tr("In whose name it is put on file, for example COUNTY_NR."),
            advanced=True,
        )
        add_recorded(self)
        self.addOutput(QgsProcessingOutputString("EVIDENCE", tr("Id of the evidence")))
        self.addOutput(QgsProcessingOutputString("SHA256", tr("SHA-256 of the file")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, file and what it is."""
        day = self.parameterAsString(parameters, "DATE", context).strip()
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            file=self.path(parameters, "FILE", context),
            kind=self.parameterAsEnumString(parameters, "KIND", context),
            doc_no=self.parameterAsString(parameters, "DOC_NO", context).strip(),
            doc_date=iso_day(day, "DATE") if day else None,
            issuer=self.parameterAsString(parameters, "ISSUER", context).strip(),
            title=self.parameterAsString(parameters, "TITLE", context).strip(),
            concern=concern_of(self, parameters, "PARCEL", context),
            role=self.parameterAsString(parameters, "ROLE", context).strip(),
            recorded_at=recorded_at(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Copy and note."""
        kept = attach_evidence(
            inputs.pool,
            inputs.file,
            Paper(inputs.kind, inputs.doc_no, inputs.doc_date, inputs.issuer, inputs.title),
            inputs.concern,
            role=inputs.role,
            recorded_at=inputs.recorded_at,
        )
        before = kept.recorded_at != inputs.recorded_at
        told = tr("It has been on file as {uid} already.") if before else tr("It is on file as {uid}.")
        feedback.pushInfo(told.format(uid=kept.evidence_uid))
        if kept.lon is not None and kept.lat is not None:
            feedback.pushInfo(tr("The photo was taken at {lon:.6f}, {lat:.6f}.").format(lon=kept.lon, lat=kept.lat))
        return {"EVIDENCE": kept.evidence_uid, "SHA256": kept.sha256}
