"""What every algorithm of the provider has in common: names, help, two steps, and errors that say what to do."""

from __future__ import annotations

import re
import traceback
from abc import abstractmethod
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtGui import QIcon

from ..checks.layer import Progress
from ..paths import resource
from ..reports.language import said, tr
from ..survey.cancel import Cancelled
from ..survey.problem import InputProblem
from .inputs.parameter_values import unknown_names
from .inputs.stored_connections import look_up_pools
from .inputs.unopened import why_refused
from .inputs.used_pools import pools_kept_open
from .outputs.destinations import refuse_to_destroy
from .outputs.outputs import Outputs
from .outputs.termination import cancelled_by_termination

Parameters = dict[str, Any]
Inputs = TypeVar("Inputs")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?")


class ZhanbuAlgorithm(QgsProcessingAlgorithm, Generic[Inputs]):
    """Base of the provider's algorithms. A subclass states its names, its parameters and what it does.

    It does that in two steps. ``look_up`` makes ``Inputs`` of the parameters, on the thread that owns the project.
    ``work`` does the rest with these alone, mostly on another thread: to look a layer up there, by name or path, takes
    from the project what the canvas may be using just then, and QGIS crashes.
    """

    NAME: str
    GROUP: str

    def __init__(self) -> None:
        super().__init__()
        self._looked_up: Inputs | Exception | None = None

    @abstractmethod
    def title(self) -> str:
        """Displayed name."""

    @abstractmethod
    def help(self) -> str:
        """What it does, for whom, and what comes out."""

    @abstractmethod
    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> Inputs:
        """All that the parameters say. Quickly, for the window waits: layers are opened here and read in ``work``.

        ``InputProblem`` becomes the error message. (``prepare`` and ``run`` are QGIS's own, with other signatures.)
        """
        raise NotImplementedError(f"{type(self).__name__}.look_up")

    @abstractmethod
    def work(self, inputs: Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Do the work and give the results. ``InputProblem`` becomes the error message."""
        raise NotImplementedError(f"{type(self).__name__}.work")

    def name(self) -> str:
        """Public id; never changes."""
        return self.NAME

    def displayName(self) -> str:
        """Name in the toolbox."""
        return self.title()

    def groupId(self) -> str:
        """Public id of the group; never changes."""
        return self.GROUP

    def group(self) -> str:
        """Name of the group in the toolbox."""
        return {
            "survey": tr("Survey"),
            "check": tr("Check"),
            "pool": tr("Reserve pool"),
            "submission": tr("Submission"),
        }[self.GROUP]

    def shortHelpString(self) -> str:
        """Help beside the dialog."""
        return self.help()

    def icon(self) -> QIcon:
        """The plugin's icon."""
        return QIcon(str(resource("icons", "zhanbu.svg")))

    def createInstance(self) -> ZhanbuAlgorithm[Inputs]:
        """A fresh copy, as Processing asks for before each run."""
        return type(self)()

    def add(self, parameter: QgsProcessingParameterDefinition, help_text: str, *, advanced: bool = False) -> None:
        """Declare a parameter with its help."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> bool:
        """Runs ``look_up``. What it raises is kept for ``processAlgorithm``: only from there does QGIS hand on the text
        of an error to scripts and models.
        """
        try:
            refuse_to_destroy(self, parameters, context)
            look_up_pools(parameters)
            self._looked_up = self.look_up(parameters, context)
        except Exception as error:
            self._looked_up = error
        return True

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> Parameters:
        """Runs ``work`` and turns what a user can mend into Processing's error."""
        feedback = feedback or QgsProcessingFeedback()
        inputs, self._looked_up = self._looked_up, None
        outputs = Outputs(self, dict(parameters), context)
        try:
            feedback.setProgress(1)
            stop_if_cancelled(feedback)
            if inputs is None:
                raise RuntimeError("prepareAlgorithm wasn't called")
            if isinstance(inputs, Exception):
                raise inputs
            with cancelled_by_termination(feedback), pools_kept_open(parameters):
                results = self.work(inputs, outputs, feedback)
                outputs.publish()
            feedback.setProgress(100)
            return results
        except InputProblem as problem:
            raise QgsProcessingException(said(problem.wording())) from problem
        except Cancelled:
            raise QgsProcessingException(tr("The run was cancelled; nothing was changed.")) from None
        except QgsProcessingException:
            raise
        except Exception as error:
            feedback.pushDebugInfo(traceback.format_exc())
            raise QgsProcessingException(
                tr("This is a fault of the plugin: {error}. Please report it with the whole log.").format(
                    error=f"{type(error).__name__}: {error}"
                )
            ) from error
        finally:
            outputs.drafts.discard()

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[bool, str]:
        """As Processing does, but of what can't be opened it says why, and the way out; a misspelt name is refused."""
        unknown = unknown_names(self, parameters)
        if unknown:
            return False, tr("{name}: there is no such parameter. There are: {known}.").format(
                name=", ".join(unknown), known=", ".join(known.name() for known in self.parameterDefinitions())
            )
        accepted, complaint = super().checkParameterValues(parameters, context)
        if accepted:
            return True, ""
        return False, why_refused(self, parameters, context) or complaint

    def add_day(self) -> None:
        """Declare ``AS_OF``, the day for which everything is evaluated."""
        self.add(
            QgsProcessingParameterString("AS_OF", tr("As of (ISO date)"), optional=True),
            tr("Day whose rules apply, for example 2026-11-21. Empty means today."),
        )

    def day(self, parameters: Parameters, context: QgsProcessingContext) -> date:
        """Value of ``AS_OF``; today when it is empty. Raises ``QgsProcessingException`` for anything but a date."""
        text = self.parameterAsString(parameters, "AS_OF", context).strip()
        return iso_day(text, "AS_OF") if text else QDate.currentDate().toPyDate()

    def path(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> Path:
        """Value of a required path. Raises ``QgsProcessingException`` when it is empty."""
        text = self.parameterAsString(parameters, name, context).strip()
        if not text:
            raise QgsProcessingException(tr("{name}: give a file.").format(name=name))
        return Path(text)


def iso_day(text: str, name: str) -> date:
    """The day that a parameter states, with or without a time. Raises ``QgsProcessingException`` for anything else."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text[:10])
    except ValueError:
        raise QgsProcessingException(
            tr("{name}: “{text}” is not a date. Write it as 2026-11-21.").format(name=name, text=text)
        ) from None


def stop_if_cancelled(feedback: QgsProcessingFeedback) -> None:
    """Raises ``Cancelled`` once the user has asked for it."""
    if feedback.isCanceled():
        raise Cancelled


def progress_of(feedback: QgsProcessingFeedback, first: float = 0.0, last: float = 100.0) -> Progress:
    """A service's progress shown between two percentages; answers ``False`` once the user cancels.

    It never goes back, also where several layers are read one after the other.
    """

    def go_on(share: float) -> bool:
        feedback.setProgress(max(feedback.progress(), first + (last - first) * share))
        return not feedback.isCanceled()

    return go_on
