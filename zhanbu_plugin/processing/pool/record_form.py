"""``zhanbu:recordform``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QDate

from ...pool.filing.forms import record_form
from ...pool.filing.subjects import Concern
from ...regimes.actors import COUNTY_NR
from ...regimes.forms.form import forms
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm, iso_day
from ..inputs.concerns import add_concern, add_date, add_doc_no, add_recorded, concern_of, recorded_at
from ..inputs.sources import UnreadLayer, unread_input
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from ..outputs.table_rows import rows_and_places


@dataclass(frozen=True)
class _Inputs:
    pool: str
    form: str
    values: str
    table: UnreadLayer | None
    concern: Concern
    by: str
    on: date
    doc_no: str
    role: str
    recorded_at: str


class RecordForm(ZhanbuAlgorithm[_Inputs]):
    """What people answered or decided, on file."""

    NAME = "recordform"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Record a form")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Puts answers to a form on file of parcels, a batch, a matter, or of the whole county when none of these "
            "is named: who answered, when, by which document. Answers are given as JSON, or as a table with a column "
            "for each field and a row for each record. Nothing is ever changed: a later record takes the place of an "
            "earlier one, and both stay."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_concern(self, "PARCELS")
        self.add(
            QgsProcessingParameterEnum("FORM", tr("Form"), options=list(forms()), usesStaticStrings=True),
            tr("Form whose fields are answered, for example NOTICE, CONSENT or QUALITY."),
        )
        self.add(
            QgsProcessingParameterString("VALUES", tr("Answers (JSON)"), optional=True, multiLine=True),
            tr("For example {example}. A list of such records is allowed.").format(
                example='{"stage": "CITY", "grade": 4}'
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Answers (table)"), [QgsProcessing.SourceType.TypeVector], optional=True
            ),
            tr("Instead of JSON: a table whose columns are called as the fields of the form; others are an error."),
        )
        self.add(QgsProcessingParameterString("BY", tr("Answered by")), tr("Who answered: a person or an office."))
        add_date(self, tr("Day of the answers, for example 2026-11-21. Empty means today."))
        add_doc_no(self)
        self.add(
            QgsProcessingParameterString("ROLE", tr("Role"), defaultValue=COUNTY_NR),
            tr("In whose name it is put on file, for example COUNTY_NR."),
            advanced=True,
        )
        add_recorded(self)
        self.addOutput(QgsProcessingOutputNumber("RECORDED", tr("Records")))
        self.addOutput(QgsProcessingOutputString("RECORDS", tr("Ids of the records")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, form and answers."""
        day = self.parameterAsString(parameters, "DATE", context).strip()
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            form=self.parameterAsEnumString(parameters, "FORM", context),
            values=self.parameterAsString(parameters, "VALUES", context).strip(),
            table=unread_input(self, parameters, "INPUT", context) if parameters.get("INPUT") else None,
            concern=concern_of(self, parameters, "PARCELS", context),
            by=self.parameterAsString(parameters, "BY", context).strip(),
            on=iso_day(day, "DATE") if day else QDate.currentDate().toPyDate(),
            doc_no=self.parameterAsString(parameters, "DOC_NO", context).strip(),
            role=self.parameterAsString(parameters, "ROLE", context).strip(),
            recorded_at=recorded_at(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Type and note."""
        records: list[Mapping[str, object]] = [*_of_json(inputs.values)]
        if inputs.table is not None:
            records += rows_and_places(inputs.table, feedback)[0]
        uids = record_form(
            inputs.pool,
            inputs.form,
            records,
            inputs.concern,
            answered_by=inputs.by,
            answered_on=inputs.on,
            doc_no=inputs.doc_no,
            role=inputs.role,
            recorded_at=inputs.recorded_at,
            source=inputs.table.name if inputs.table is not None else "",
        )
        return {"RECORDED": len(uids), "RECORDS": ",".join(uids)}


def _of_json(text: str) -> list[Mapping[str, object]]:
    """Records of a JSON text: one, or a list. Raises ``QgsProcessingException`` for anything else."""
    if not text:
        return []
    try:
        found = json.loads(text)
    except ValueError as error:
        raise QgsProcessingException(tr("VALUES: this is no JSON ({reason}).").format(reason=error)) from None
    records = found if isinstance(found, list) else [found]
    if not records or not all(isinstance(record, dict) for record in records):
        raise QgsProcessingException(tr("VALUES: give an object such as {example}.").format(example='{"count": 3}'))
    return records
