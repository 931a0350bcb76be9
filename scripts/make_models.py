"""Writes the ready models of ``resources/models``: chains of our algorithms that open in the model designer.

Run it after a parameter of a chained algorithm has changed: ``python3 scripts/make_models.py`` (with QGIS's Python).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    Qgis,
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)
from qgis.PyQt.QtCore import QPointF, QSizeF  # noqa: E402

from zhanbu_plugin.regimes.roles import roles  # noqa: E402

From = QgsProcessingModelChildParameterSource
GROUP = "Zhanbu 占补"
_INPUTS_Y, _STEP_Y, _STEP_X = 80, 150, 260
_PER_ROW = 6


class Chain:
    """A model while it is put together: inputs in rows on top, each step below the one before."""

    def __init__(self, name: str, help_text: str) -> None:
        self.model = QgsProcessingModelAlgorithm(name, GROUP)
        self.model.setHelpContent({"ALG_DESC": help_text})
        self._inputs = 0
        self._steps = 0

    def take(self, definition: QgsProcessingParameterDefinition, help_text: str) -> None:
        """Add an input."""
        definition.setHelp(help_text)
        shown = QgsProcessingModelParameter(definition.name())
        shown.setPosition(QPointF(_STEP_X * (self._inputs % _PER_ROW), _INPUTS_Y * (self._inputs // _PER_ROW)))
        self._inputs += 1
        self.model.addModelParameter(definition, shown)

    def step(self, algorithm: str, given: dict[str, object], outputs: dict[str, str]) -> None:
        """Add a step. ``given`` are values, names of inputs as ``$name`` and outputs of steps as ``step.OUTPUT``;
        ``outputs`` are results of the model by output of the step.
        """
        child = QgsProcessingModelChildAlgorithm(f"zhanbu:{algorithm}")
        child.setChildId(algorithm)
        below = _INPUTS_Y * (self._inputs // _PER_ROW + 2)
        child.setPosition(QPointF(_STEP_X, below + _STEP_Y * self._steps))
        for parameter, value in given.items():
            child.addParameterSources(parameter, [_source(value)])
        child.setModelOutputs(
            {title: _output(algorithm, name, title, below, self._steps) for name, title in outputs.items()}
        )
        self._steps += 1
        self.model.addChildAlgorithm(child)

    def write(self, file: str) -> None:
        """Write the model."""
        self.model.updateDestinationParameters()
        target = ROOT / "resources" / "models" / file
        target.parent.mkdir(exist_ok=True)
        if not self.model.toFile(str(target)):
            raise SystemExit(f"{target} can't be written")


def _source(value: object) -> QgsProcessingModelChildParameterSource:
    if isinstance(value, str) and value.startswith("$"):
        return From.fromModelParameter(value[1:])
    if isinstance(value, str) and "." in value:
        return From.fromChildOutput(*value.split("."))
    return From.fromStaticValue(value)


def _output(child: str, name: str, title: str, below: int, row: int) -> QgsProcessingModelOutput:
    found = QgsProcessingModelOutput(title, title)
    found.setChildId(child)
    found.setChildOutputName(name)
    found.setPosition(QPointF(3 * _STEP_X, below + _STEP_Y * row))
    found.setSize(QSizeF(200, 30))
    return found


def _survey(chain: Chain, what: str) -> None:
    kinds = [QgsProcessing.SourceType.TypeVectorPolygon]
    chain.take(QgsProcessingParameterFeatureSource("input", what, kinds), "DLTB 三调或变更调查图斑")


def _day(chain: Chain) -> None:
    chain.take(
        QgsProcessingParameterString("day", "日期 As of", optional=True),
        "按该日有效的规则检查，例如 2026-11-21；留空为今天。 Day whose rules apply; empty means today.",
    )


def _pool(chain: Chain) -> None:
    chain.take(QgsProcessingParameterString("pool", "储备库 Pool"), "GeoPackage 文件，或 pg:连接名/模式")


def _system(chain: Chain) -> None:
    names = ["FOREST", "INOUT", "CROP"]
    chain.take(
        QgsProcessingParameterEnum(
            "system", "业务类型 System", options=names, usesStaticStrings=True, defaultValue="CROP"
        ),
        "FOREST 林地占补，INOUT 进出平衡，CROP 耕地占补",
    )


def _surroundings(chain: Chain) -> dict[str, object]:
    """Inputs for the DEM and every role layer; what the checking steps are given."""
    chain.take(QgsProcessingParameterRasterLayer("dem", "DEM 数字高程模型", optional=True), "用于坡度检查")
    given: dict[str, object] = {"DEM": "$dem"}
    for role in roles().values():
        layer = QgsProcessingParameterVectorLayer(
            role.id,
            f"{role.name_zh} {role.name_en}",
            [int(Qgis.ProcessingSourceType.VectorPolygon.value)],
            optional=True,
        )
        chain.take(layer, "缺少该图层时，相应检查项为未检查。 Without it, checks that need it stay open.")
        given["COUNTY_LAYER" if role.id == "county" else role.id.upper()] = f"${role.id}"
    return given


def screen_a_county() -> None:
    """selectcandidates → checkparcels."""
    chain = Chain(
        "全县筛查 Screen a county",
        "从三调图斑中按规则选出可能的来源，逐个检查，输出检查结果、检查项明细和报告。 "
        "Selects possible sources by the rules, checks each, and writes parcels, findings and report.",
    )
    _survey(chain, "三调图斑 Survey")
    chain.take(QgsProcessingParameterString("county_code", "县级行政区代码 County code"), "六位代码，例如 130636")
    _day(chain)
    around = _surroundings(chain)
    common = {"COUNTY": "$county_code", "AS_OF": "$day"}
    chain.step("selectcandidates", {"INPUT": "$input", **common}, {})
    chain.step(
        "checkparcels",
        {"INPUT": "selectcandidates.OUTPUT", **common, **around},
        {"OUTPUT": "检查结果 Checked", "FINDINGS": "检查项明细 Findings", "REPORT": "报告 Report"},
    )
    chain.write("screen_a_county.model3")


def check_and_push() -> None:
    """checkparcels → pushtopool."""
    chain = Chain(
        "检查入库 Check and push",
        "检查图斑，将符合条件的推入储备库，未入库的逐一说明原因。 "
        "Checks parcels, pushes those that are eligible into the pool, and says of every other why not.",
    )
    _survey(chain, "待检查图斑 Parcels")
    _pool(chain)
    _system(chain)
    chain.take(QgsProcessingParameterString("batch", "批次 Batch"), "例如 130636-2026-001")
    _day(chain)
    around = _surroundings(chain)
    checked = {"INPUT": "$input", "POOL": "$pool", "AS_OF": "$day", **around}
    chain.step("checkparcels", checked, {"FINDINGS": "检查项明细 Findings", "REPORT": "报告 Report"})
    pushed = {"INPUT": "checkparcels.OUTPUT", "POOL": "$pool", "SYSTEM": "$system", "BATCH": "$batch", "AS_OF": "$day"}
    chain.step("pushtopool", pushed, {"REFUSALS": "未入库 Refusals"})
    chain.write("check_and_push.model3")


def build_and_verify() -> None:
    """exportsubmission → verifysubmission."""
    chain = Chain(
        "打包核验 Build and verify",
        "将一个批次打包，并像市级审核人一样重新核验报送包。 "
        "Packs a batch and verifies the package as a reviewer in the city would.",
    )
    _pool(chain)
    _system(chain)
    chain.take(QgsProcessingParameterString("batch", "批次 Batch"), "例如 130636-2026-001")
    _day(chain)
    folder = Qgis.ProcessingFileParameterBehavior.Folder
    chain.take(QgsProcessingParameterFile("folder", "输出文件夹 Folder", folder), "报送包按规定名称存放于此")
    packed = {"POOL": "$pool", "SYSTEM": "$system", "BATCH": "$batch", "AS_OF": "$day", "PACKAGE": "$folder"}
    chain.step("exportsubmission", packed, {})
    chain.step(
        "verifysubmission",
        {"PACKAGE": "exportsubmission.PACKAGE"},
        {"PROBLEMS": "问题 Problems", "REPORT": "核验报告 Report"},
    )
    chain.write("build_and_verify.model3")


def main() -> int:
    """Write all of them."""
    application = QgsApplication([], False)
    application.initQgis()
    try:
        from zhanbu_plugin.processing.provider import ZhanbuProvider  # noqa: PLC0415 - needs a running application

        provider = ZhanbuProvider()
        QgsApplication.processingRegistry().addProvider(provider)
        for write in (screen_a_county, check_and_push, build_and_verify):
            write()
    finally:
        application.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
