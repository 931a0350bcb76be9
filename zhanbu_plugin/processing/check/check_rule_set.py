"""``zhanbu:checkruleset``."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)

from ...regimes.choosing import carried
from ...regimes.county_rules import read_bytes
from ...regimes.reading.rule_set_file import Reading, examine
from ...regimes.reading.yaml_entry import RuleSetProblem
from ...regimes.rule_set import Change
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_COLUMNS = [("file", "text"), ("line", "integer"), ("key", "text"), ("what", "text")]


class CheckRuleSet(ZhanbuAlgorithm[Path]):
    """Everything that is wrong with a rule-set file."""

    NAME = "checkruleset"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Check a rule set")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Reads the YAML file of a regulation, or of a county's own rules over one (“parent: …”), and lists all "
            "that is wrong with it, with file and line: words nobody knows, names that stand for nothing, values that "
            "can't be, and what a county makes looser without a document. A file with a problem isn't an error of the "
            "run: VALID is false. Of a county's own rules the log tells what they change."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFile("FILE", tr("Rule set"), Qgis.ProcessingFileParameterBehavior.File, "yaml"),
            tr("YAML file to check before it is used."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "PROBLEMS", tr("Problems"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
            ),
            tr("One row for every problem, with file, line, key and what is wrong."),
        )
        self.addOutput(QgsProcessingOutputBoolean("VALID", tr("Rule set is valid")))
        self.addOutput(QgsProcessingOutputNumber("PROBLEM_COUNT", tr("Number of problems")))
        self.addOutput(QgsProcessingOutputString("RULE_SET", tr("Id of the rule set")))
        self.addOutput(QgsProcessingOutputString("SHA256", tr("SHA-256 of what holds")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> Path:
        """The file."""
        return self.path(parameters, "FILE", context)

    def work(self, inputs: Path, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read and report."""
        reading = examine(inputs.name, read_bytes(inputs), parents=carried)
        rows = [_row(problem) for problem in reading.problems]
        for file, line, key, what in rows:
            feedback.pushWarning(f"{file}:{line}: {key}: {what}")
        _tell_changes(reading, feedback)
        rule_set = reading.rule_set
        return {
            "PROBLEMS": write_table(outputs, "PROBLEMS", _COLUMNS, rows, feedback),
            "VALID": rule_set is not None,
            "PROBLEM_COUNT": len(rows),
            "RULE_SET": rule_set.id if rule_set else "",
            "SHA256": rule_set.sha256 if rule_set else "",
        }


def _row(problem: InputProblem) -> list[object]:
    line = problem.line if isinstance(problem, RuleSetProblem) else None
    return [problem.source, line, problem.field, said(problem.what)]


def _tell_changes(reading: Reading, feedback: QgsProcessingFeedback) -> None:
    if reading.rule_set is None or not reading.rule_set.parent:
        return
    feedback.pushInfo(tr("{id} tightens {parent}:").format(id=reading.rule_set.id, parent=reading.rule_set.parent))
    for change in reading.rule_set.changes:
        feedback.pushInfo(f"    {_told(change)}")


def _told(change: Change) -> str:
    told = f"{change.name}: {change.before} → {change.after}"
    if not change.looser:
        return told
    return tr("{change}, looser, by document {document}").format(change=told, document=change.document)
