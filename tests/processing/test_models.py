"""The algorithms in the model designer: chained, stored and run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
    QgsProject,
)

pytestmark = pytest.mark.usefixtures("zhanbu")
From = QgsProcessingModelChildParameterSource


def child(name: str, **given: object) -> QgsProcessingModelChildAlgorithm:
    step = QgsProcessingModelChildAlgorithm(f"zhanbu:{name}")
    step.setChildId(name)
    for parameter, value in given.items():
        source = value if isinstance(value, From) else From.fromStaticValue(value)
        step.addParameterSources(parameter, [source])
    return step


def from_survey_to_pool() -> QgsProcessingModelAlgorithm:
    """selectcandidates → checkparcels → pushtopool, as an office would draw it."""
    model = QgsProcessingModelAlgorithm("From survey to pool", "office")
    for definition in (
        QgsProcessingParameterFeatureSource("survey", "Survey"),
        QgsProcessingParameterString("pool", "Pool"),
        QgsProcessingParameterString("day", "Day"),
    ):
        model.addModelParameter(definition, QgsProcessingModelParameter(definition.name()))
    day, pool = From.fromModelParameter("day"), From.fromModelParameter("pool")
    model.addChildAlgorithm(
        child("selectcandidates", INPUT=From.fromModelParameter("survey"), COUNTY=toolbox.COUNTY, AS_OF=day)
    )
    model.addChildAlgorithm(
        child(
            "checkparcels",
            INPUT=From.fromChildOutput("selectcandidates", "OUTPUT"),
            AS_OF=day,
            POOL=pool,
            DEM=str(toolbox.DEM),
            **toolbox.roles(),
        )
    )
    push = child(
        "pushtopool",
        INPUT=From.fromChildOutput("checkparcels", "OUTPUT"),
        POOL=pool,
        SYSTEM="CROP",
        BATCH=toolbox.BATCH,
        AS_OF=day,
    )
    refusals = QgsProcessingModelOutput("Refusals")
    refusals.setChildId("pushtopool")
    refusals.setChildOutputName("REFUSALS")
    push.setModelOutputs({"Refusals": refusals})
    model.addChildAlgorithm(push)
    model.updateDestinationParameters()
    return model


def ran(model: QgsProcessingModelAlgorithm, given: dict[str, Any], log: toolbox.Log) -> dict[str, Any]:
    context = QgsProcessingContext()
    context.setFeedback(log)
    results, ok = model.run(given, context, log, {}, False)
    assert ok
    refusals = next(value for name, value in results.items() if name.endswith("Refusals"))
    return {**results["CHILD_RESULTS"]["pushtopool"], "ROWS": toolbox.rows(context.takeResultLayer(refusals))}


@pytest.fixture
def stored(tmp_path: Path) -> QgsProcessingModelAlgorithm:
    """The model after it was saved and opened again."""
    path = tmp_path / "from survey to pool.model3"
    assert from_survey_to_pool().toFile(str(path))
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(path))
    return model


def test_a_stored_model_brings_a_survey_into_the_pool(stored: QgsProcessingModelAlgorithm, pool: Path) -> None:
    destination = next(d.name() for d in stored.destinationParameterDefinitions())
    found = ran(
        stored,
        {"survey": toolbox.CANDIDATES, "pool": str(pool), "day": toolbox.AS_OF, destination: "memory:"},
        toolbox.Log(),
    )
    assert found["ADMITTED"] > 10
    assert found["REFUSED"] == len(found["ROWS"]) > 10
    balance = toolbox.run("poolbalance", POOL=str(pool), SYSTEM="CROP", AS_OF=toolbox.AS_OF, OUTPUT="memory:")
    assert sum(row["area_m2"] for row in toolbox.rows(balance["OUTPUT"])) > 0


def test_a_model_checks_only_what_is_selected(
    stored: QgsProcessingModelAlgorithm, pool: Path, project: QgsProject
) -> None:
    layer = toolbox.opened(toolbox.CANDIDATES)
    project.addMapLayer(layer)
    layer.selectByExpression("\"DLBM\" = '0201'")
    selected = layer.selectedFeatureCount()
    assert 3 < selected < 20
    destination = next(d.name() for d in stored.destinationParameterDefinitions())
    given = {
        "survey": QgsProcessingFeatureSourceDefinition(layer.id(), True),
        "pool": str(pool),
        "day": toolbox.AS_OF,
        destination: "memory:",
    }
    context = QgsProcessingContext()
    context.setProject(project)
    results, ok = stored.run(given, context, toolbox.Log(), {}, False)
    assert ok
    children = results["CHILD_RESULTS"]
    assert children["checkparcels"]["CHECKED"] == children["selectcandidates"]["SELECTED"] <= selected


def test_a_model_that_meets_an_error_ends_with_it_and_pushes_nothing(
    stored: QgsProcessingModelAlgorithm, pool_stays: Path
) -> None:
    destination = next(d.name() for d in stored.destinationParameterDefinitions())
    given = {"survey": toolbox.CANDIDATES, "pool": str(pool_stays), "day": "21.11.2026", destination: "memory:"}
    with pytest.raises(QgsProcessingException, match=r"21\.11\.2026.*is not a date"):
        stored.run(given, QgsProcessingContext(), toolbox.Log(), {}, False)
