"""``zhanbu:checkrecords``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ...checks.findings import Finding, Outcome, Verdict, verdict_of
from ...checks.on_file.checking import Told, check_dossiers
from ...checks.record_table import RecordTable, TableOf, read_records
from ...regimes.choosing import choose_rule_set
from ...regimes.forms.form import forms
from ...regimes.rule_set import RuleSet
from ...regimes.stage import stage_of
from ...regimes.workflow import PARCEL
from ...reports.language import said, tr
from ...reports.remedies import remedy_of
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.sources import UnreadLayer, unread_input
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table
from ..outputs.table_rows import rows_and_places

_COLUMNS = [
    *[("subject_id", "text"), ("check_id", "text"), ("clause", "text"), ("severity", "text"), ("outcome", "text")],
    *[("measured", "real"), ("threshold", "real"), ("unit", "text"), ("source", "text"), ("message", "text")],
    ("remedy", "text"),
]


@dataclass(frozen=True)
class _Inputs:
    table: UnreadLayer
    form: str
    subject: str
    id_field: str
    rule_set: str
    county: str
    stage: str
    as_of: date


class CheckRecords(ZhanbuAlgorithm[_Inputs]):
    """Plans, items and occupations from a spreadsheet, before any pool holds them."""

    NAME = "checkrecords"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Check records")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Applies the checks that guard a state to a table of records, such as a yearly plan or items that leave "
            "cropland: amounts, grades, dates, purposes. Columns are called as the fields of the form, or by their "
            "titles; a column “evidence” lists the kinds of papers at hand. What the table can't tell stays "
            "open (NOT_CHECKED)."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Records"), [QgsProcessing.SourceType.TypeVector]),
            tr("Table with a column for each answer, or a layer whose polygons are the places meant."),
        )
        self.add(
            QgsProcessingParameterEnum("FORM", tr("Form"), options=list(forms()), usesStaticStrings=True),
            tr("Form whose fields the columns are, for example PLAN, OUTFLOW or OCCUPATION."),
        )
        self.add(
            QgsProcessingParameterString("SUBJECT", tr("Kind of matter"), defaultValue=PARCEL, optional=True),
            tr("What the records are about, as the rule set calls it: PARCEL, PLAN, OUTFLOW, …"),
        )
        self.add(
            QgsProcessingParameterField("ID_FIELD", tr("Name of the matter"), "", "INPUT", optional=True),
            tr("Field that says what a row is about; rows with the same name belong together. Empty: each by itself."),
        )
        add_rule_set(self)
        self.add_day()
        self.add(
            QgsProcessingParameterString("STAGE", tr("Stage"), optional=True),
            tr(
                "State whose guards are checked, for example COUNTY_REVIEWED or PLAN.COUNTY_REVIEWED. Empty: the first."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink("FINDINGS", tr("Findings"), QgsProcessing.SourceType.TypeVector),
            tr("One row for every matter and check."),
        )
        for name, text in (
            ("CHECKED", tr("Matters checked")),
            ("ELIGIBLE", tr("Eligible")),
            ("WAIVABLE", tr("Eligible with a waiver")),
            ("INELIGIBLE", tr("Not eligible")),
            ("INCOMPLETE", tr("Not completely checked")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Table, form and rules."""
        return _Inputs(
            unread_input(self, parameters, "INPUT", context),
            form=self.parameterAsEnumString(parameters, "FORM", context),
            subject=self.parameterAsString(parameters, "SUBJECT", context).strip() or PARCEL,
            id_field=self.parameterAsString(parameters, "ID_FIELD", context),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            stage=self.parameterAsString(parameters, "STAGE", context).strip(),
            as_of=self.day(parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read, check and write."""
        rules = choose_rule_set(inputs.rule_set, as_of=inputs.as_of, county=inputs.county)
        subject, stage = stage_of(rules, inputs.stage, subject=inputs.subject)
        rows, places = rows_and_places(inputs.table, feedback)
        table = TableOf(inputs.form, subject, inputs.table.name, inputs.id_field)
        records = read_records(rows, table, as_of=inputs.as_of, places=places)
        _tell_ignored(records, inputs.form, feedback)
        stop_if_cancelled(feedback)
        found = check_dossiers(
            rules,
            records.dossiers,
            stage=stage,
            subject=subject,
            as_of=inputs.as_of,
            told=Told(frozenset({inputs.form}), records.lists_evidence),
        )
        counts = Counter(verdict_of(findings) for findings in found)
        for verdict in Verdict:
            feedback.pushInfo(f"{verdict.value}: {counts[verdict]}")
        return {
            "FINDINGS": write_table(outputs, "FINDINGS", _COLUMNS, _finding_rows(rules, found), feedback),
            "CHECKED": len(found),
            **{verdict.value: counts[verdict] for verdict in Verdict},
        }


def _finding_rows(rules: RuleSet, found: Sequence[Sequence[Finding]]) -> Iterator[list[object]]:
    checks = {check.id: check for check in rules.checks}
    for finding in (finding for findings in found for finding in findings):
        passed = finding.outcome is Outcome.PASS
        yield [
            *(finding.parcel_id, finding.check_id, finding.clause, finding.severity.value, finding.outcome.value),
            *(finding.measured, finding.threshold, finding.unit, finding.source),
            "" if passed else said(finding.message),
            remedy_of(checks[finding.check_id], finding.outcome),
        ]


def _tell_ignored(records: RecordTable, form: str, feedback: QgsProcessingFeedback) -> None:
    if records.ignored:
        feedback.pushWarning(
            tr("The form {form} has no such fields, so these columns are left aside: {names}.").format(
                form=form, names=", ".join(records.ignored)
            )
        )
    if not records.dossiers:
        feedback.pushWarning(tr("The table has no rows."))
