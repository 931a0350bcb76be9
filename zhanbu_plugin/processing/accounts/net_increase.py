"""``zhanbu:netincrease``."""

from __future__ import annotations

import json
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ...ledger.net_increase import IncreaseLayers, NetIncrease, control_scale, net_increase
from ...ledger.stable_cropland.rule import StableRule
from ...regimes.choosing import choose_rule_set
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from ...survey.units import m2_of, mu_of, to_dm2
from ...survey.wording import translate
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.roles import unread_optional
from ..inputs.rules import wanted_rule_set
from ..inputs.sources import UnreadLayer, read_told
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_COLUMNS = [("term", "text"), ("title", "text"), ("area_m2", "real"), ("area_mu", "real"), ("clause", "text")]
_OPTIONAL = ("EXCLUDED", "UNSTABLE", "UNSTABLE_BASE", "ADJUSTED", "FILED")
_HEBEI = "hebei-cropland-2025"


@dataclass(frozen=True)
class _Inputs:
    layers: dict[str, UnreadLayer]
    rule: StableRule
    gap_dm2: int
    fill_dm2: int


class NetIncreaseOfCropland(ZhanbuAlgorithm[_Inputs]):
    """The net increase with each of its terms."""

    NAME = "netincrease"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Net increase of stable cropland")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Estimates by overlay how much more stable cropland there is than in 2020; the province issues the figure "
            "that binds (HB-12a, HB-13). Stable is cropland of the survey less what the protection target left out "
            "(三区三线), less what is hard or unfit to use stably: by its refinement (TBXHDM), slope grade (GDPDJB), "
            "flag (WDGD) or a layer. From the difference is taken off, once, what was only re-classified from "
            "unstable to stable and what is on file as a supplement since 2020, as far as it is new stable cropland: "
            "what brought no increase can't be taken off one. Areas are on the ellipsoid, and ridges between fields "
            "(KCMJ) don't count unless the rules set area.credited to gross (A-20). A layer that isn't given "
            "takes nothing off: its term is empty, and NOT_GIVEN names it, for the net increase is then too high. "
            "FORM_VALUES goes into the form NET_INCREASE (recordform)."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self._add_layers()
        self.add(
            QgsProcessingParameterString("RULE_SET", tr("Rule set"), defaultValue=_HEBEI),
            tr("Rules that say what is unstable and which year is the base: their id, or a county's own YAML file."),
        )
        self.add_day()
        for name, title, text in (
            ("GAP_M2", tr("Gap to the former target (m²)"), tr("By how much the former protection target is missed.")),
            ("FILL_M2", tr("Used to fill the gap (m²)"), tr("What the city takes for the gap; no more than the gap.")),
        ):
            number = QgsProcessingParameterNumber(
                name, title, QgsProcessingParameterNumber.Type.Double, defaultValue=0.0, minValue=0.0
            )
            self.add(number, text, advanced=True)
        sink = QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Terms"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=False
        )
        self.add(sink, tr("Table of the terms in m² and 亩, with the clause of each."))
        for name, (title, _) in _terms().items():
            self.addOutput(QgsProcessingOutputNumber(name, f"{title} (m²)"))
        self.addOutput(QgsProcessingOutputString("NOT_GIVEN", tr("Layers that weren't given")))
        self.addOutput(QgsProcessingOutputString("FORM_VALUES", tr("Values of the form NET_INCREASE (JSON)")))

    def _add_layers(self) -> None:
        polygons = [int(Qgis.ProcessingSourceType.VectorPolygon.value)]
        for name, title, text in (
            (
                "SURVEY",
                tr("Survey polygons of the year"),
                tr("Yearly survey (DLTB); of several years the latest counts."),
            ),
            ("BASELINE", tr("Survey polygons of 2020"), tr("DLTB of the base year; of several years that of 2020.")),
            (
                "EXCLUDED",
                tr("Left out of the protection target"),
                tr("Cropland that 三区三线 left out; for both years."),
            ),
            (
                "UNSTABLE",
                tr("Unstable cropland"),
                tr("Cropland that is hard or unfit to use stably, besides what the survey says."),
            ),
            (
                "UNSTABLE_BASE",
                tr("Unstable cropland of 2020"),
                tr("As it was in the base year. Empty: UNSTABLE serves for both years."),
            ),
            (
                "ADJUSTED",
                tr("Adjusted from unstable to stable"),
                tr("Ground re-classified since 2020, besides what the surveys say."),
            ),
            (
                "FILED",
                tr("Supplements on file"),
                tr("New cropland since 2020 on file for the balance or for linked projects."),
            ),
        ):
            optional = name in _OPTIONAL
            self.add(
                QgsProcessingParameterVectorLayer(name, title, polygons, optional=optional),
                text,
                advanced=name == "UNSTABLE_BASE",
            )

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Layers, rules and the gap."""
        layers = {}
        for name in ("SURVEY", "BASELINE", *_OPTIONAL):
            layer = unread_optional(self, parameters, name, context)
            if layer is not None:
                layers[name] = layer
        for name in ("SURVEY", "BASELINE"):
            if name not in layers:
                raise InputProblem(
                    translate("zhanbu", "{name} is missing.", name=name),
                    remedy=translate("zhanbu", "Choose the survey's polygons (DLTB)."),
                )
        rules = choose_rule_set(wanted_rule_set(self, parameters, context), as_of=self.day(parameters, context))
        amounts = (to_dm2(self.parameterAsDouble(parameters, name, context)) for name in ("GAP_M2", "FILL_M2"))
        return _Inputs(layers, StableRule.of(rules), *amounts)

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read, overlay and write."""
        read = {name.lower(): read_told(layer, feedback) for name, layer in inputs.layers.items()}
        found = net_increase(IncreaseLayers(**read), inputs.rule, progress_of(feedback, 5, 95))
        scale = control_scale(found.net_dm2, inputs.gap_dm2, inputs.fill_dm2)
        _tell(found, feedback)
        amounts = _amounts(found, scale)
        rows = [
            [name, title, _m2(amounts[name]), _mu(amounts[name]), clause] for name, (title, clause) in _terms().items()
        ]
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _COLUMNS, rows, feedback),
            **{name: _m2(amount) for name, amount in amounts.items()},
            "NOT_GIVEN": ", ".join(found.missing),
            "FORM_VALUES": _form_values(found),
        }


def _terms() -> dict[str, tuple[str, str]]:
    """Every term by its name, with a title and the clause."""
    now, then, net = "HB-13a", "HB-13a", "HB-13b"
    return {
        "SURVEYED_M2": (tr("Cropland of the survey"), now),
        "LEFT_OUT_M2": (tr("Left out of the protection target"), now),
        "UNFIT_M2": (tr("Hard or unfit to use stably"), now),
        "STABLE_M2": (tr("Stable cropland"), now),
        "BASE_SURVEYED_M2": (tr("Cropland of 2020"), then),
        "BASE_LEFT_OUT_M2": (tr("Left out of the protection target, 2020"), then),
        "BASE_UNFIT_M2": (tr("Hard or unfit to use stably, 2020"), then),
        "BASE_STABLE_M2": (tr("Stable cropland of 2020"), then),
        "RAW_M2": (tr("More than in 2020"), net),
        "ADJUSTED_M2": (tr("Of it adjusted from unstable"), net),
        "FILED_M2": (tr("Of it on file as supplement"), net),
        "BOTH_M2": (tr("Adjusted as well as filed"), net),
        "NET_M2": (tr("Net increase"), net),
        "CAP_M2": (tr("Scale after filling the gap"), "HB-14"),
    }


def _amounts(found: NetIncrease, scale: int) -> dict[str, int | None]:
    """The terms in 0.01 m², ``None`` where no layer tells one."""
    now, then = found.now, found.then
    unknown = found.adjusted_dm2 is None or found.filed_dm2 is None
    listed = (
        *(now.surveyed_dm2, now.left_out_dm2, now.unfit_dm2, now.stable_dm2),
        *(then.surveyed_dm2, then.left_out_dm2, then.unfit_dm2, then.stable_dm2),
        *(found.raw_dm2, found.adjusted_dm2, found.filed_dm2, None if unknown else found.both_dm2),
        *(found.net_dm2, scale),
    )
    return dict(zip(_terms(), listed))


def _form_values(found: NetIncrease) -> str:
    """The form NET_INCREASE filled in, for the algorithm ``recordform``; empty where a term isn't known."""
    terms = {
        "surveyed_m2": found.now.surveyed_dm2,
        "left_out_m2": found.now.left_out_dm2,
        "unfit_m2": found.now.unfit_dm2,
        "base_m2": found.then.stable_dm2,
        "adjusted_m2": found.adjusted_dm2,
        "filed_m2": found.filed_dm2,
        "both_m2": found.both_dm2,
    }
    if found.year is None or None in terms.values():
        return ""
    return json.dumps({"year": found.year, **{name: _m2(amount) for name, amount in terms.items()}})


def _m2(amount: int | None) -> float | None:
    return None if amount is None else m2_of(amount)


def _mu(amount: int | None) -> float | None:
    return None if amount is None else float(mu_of(amount))


def _tell(found: NetIncrease, feedback: QgsProcessingFeedback) -> None:
    for name, remark in found.remarks:
        feedback.pushWarning(f"{name}: {said(remark)}")
    for name in found.missing:
        feedback.pushWarning(
            tr("{layer} wasn't given, so nothing was taken off for it; the net increase may be too high.").format(
                layer=name
            )
        )
    feedback.pushInfo(
        tr("Net increase: {net:.2f} m² ({mu} 亩).").format(net=m2_of(found.net_dm2), mu=mu_of(found.net_dm2))
    )
