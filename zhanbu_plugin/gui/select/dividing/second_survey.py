"""Splitting candidates by the second survey: the toolbox's window, filled in, and its pieces then (按二调拆分)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog

from ....regimes.rule_set import RuleSet
from ....reports.language import tr
from ....survey.problem import InputProblem
from ....survey.wording import translate
from ...messages import Messenger
from ...pool.pool_layer import system_title
from ...set_up.needed_roles import APPROVED, SURVEY2, needed_roles
from ...set_up.set_up_page import SetUpPage
from ..tagged_parcels import TaggedParcels
from .copied_layer import keep_source

_ALGORITHM = "zhanbu:secondsurveysplit"
_POOL = "pool"
"""Field of the pieces: the system that they may count for."""


class SecondSurveySplit(QObject):
    """One window at a time; it asks what the panel doesn't know, such as whether anything was approved."""

    wants_layer = pyqtSignal(object)
    """The pieces, which shall become the survey layer."""

    def __init__(self, set_up: SetUpPage, tagged: TaggedParcels, messenger: Messenger, parent: QObject) -> None:
        super().__init__(parent)
        self._set_up, self._tagged, self._messenger = set_up, tagged, messenger
        self.window: QDialog | None = None

    @property
    def is_asked_for(self) -> bool:
        """Whether the rules in force look at the second survey."""
        rules = self._rules()
        return rules is not None and SURVEY2 in needed_roles(rules)

    def ask(self, fids: list[int]) -> None:
        """Open the window for some parcels of the survey layer, which are selected there. Raises ``InputProblem``."""
        import processing  # noqa: PLC0415 - it is there once QGIS has loaded its own plugins

        now = self._set_up.current()
        survey, survey2, approved = now.require_survey(), now.roles.get(SURVEY2), now.roles.get(APPROVED)
        if survey2 is None:
            raise InputProblem(
                translate("zhanbu", "No layer of the second survey is chosen."),
                remedy=translate("zhanbu", "Choose it in “Set-up”, among the layers for the checks."),
            )
        self.close()
        survey.selectByIds(fids)
        given = {
            "INPUT": QgsProcessingFeatureSourceDefinition(survey.id(), True),
            "SURVEY2": survey2.id(),
            "APPROVED": None if approved is None else approved.id(),
        }
        self.window = window = processing.createAlgorithmDialog(_ALGORITHM, given)
        window.algorithmFinished.connect(
            lambda done, results: self._ended(results, survey) if done and window is self.window else None
        )
        window.show()

    def close(self) -> None:
        """Close the window."""
        if self.window is not None and not sip.isdeleted(self.window):
            self.window.close()
        self.window = None

    def _rules(self) -> RuleSet | None:
        try:
            return self._set_up.rules_in_force()
        except InputProblem:  # the set-up says why there are none
            return None

    def _ended(self, results: Mapping[str, Any], source: QgsVectorLayer) -> None:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        made = QgsProcessingUtils.mapLayerFromString(str(results.get("OUTPUT", "")), context, False)
        rules = self._rules()
        if isinstance(made, QgsVectorLayer) and rules is not None:
            if not sip.isdeleted(source):
                keep_source(made, source)
            self._go_on_with(made, rules.system)
        else:
            self._messenger.warn(
                tr("The pieces aren't open in the project. Open them, and choose them as the survey layer in “Set-up”.")
            )

    def _go_on_with(self, made: QgsVectorLayer, system: str) -> None:
        """The pieces become the survey layer; those that count for the system of the rules in force are tagged."""
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes([_POOL], made.fields())
        pools = {feature.id(): feature[_POOL] for feature in made.getFeatures(request)}
        own = [fid for fid, pool in pools.items() if pool == system]
        self.wants_layer.emit(made)
        self._tagged.tag(own)
        text = tr("{count} pieces tagged; {others} don't count for “{system}”: the field reason_txt says why.")
        self._messenger.tell(text.format(count=len(own), system=system_title(system), others=len(pools) - len(own)))
