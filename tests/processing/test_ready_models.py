"""The ready models: they are in the toolbox, run on the sample county, and open in the model designer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingModelAlgorithm

from zhanbu_plugin.paths import resource

pytestmark = pytest.mark.usefixtures("zhanbu")
FILES = ("build_and_verify", "check_and_push", "screen_a_county")


def opened(name: str) -> QgsProcessingModelAlgorithm:
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(resource("models", f"{name}.model3")))
    return model


def ran(name: str, results_folder: Path, **given: object) -> dict[str, Any]:
    """Results of the model's steps, by step; results of the model go into files."""
    model = opened(name)
    targets = {
        definition.name(): str(results_folder / f"{number}.{definition.defaultFileExtension()}")
        for number, definition in enumerate(model.destinationParameterDefinitions())
    }
    results, ok = model.run({**given, **targets}, QgsProcessingContext(), toolbox.Log(), {}, False)
    assert ok
    found: dict[str, Any] = results["CHILD_RESULTS"]
    return found


def surroundings() -> dict[str, str]:
    layers = {name.lower(): layer for name, layer in toolbox.roles().items()}
    return {**layers, "county": layers.pop("county_layer"), "dem": str(toolbox.DEM)}


@pytest.mark.parametrize("name", FILES)
def test_a_model_is_in_the_toolbox_and_all_that_it_chains_is_there(name: str) -> None:
    model = opened(name)
    provider = QgsApplication.processingRegistry().providerById("zhanbu")
    assert model.name() in {algorithm.name() for algorithm in provider.algorithms()}
    assert model.validate()[0], model.validate()[1]
    assert model.shortHelpString()


def test_screening_a_county_finds_checks_and_reports(tmp_path: Path) -> None:
    steps = ran(
        "screen_a_county", tmp_path,
        input=toolbox.DLTB, county_code=toolbox.COUNTY, day=toolbox.AS_OF, **surroundings(),
    )  # fmt: skip
    assert 0 < steps["checkparcels"]["CHECKED"] == steps["selectcandidates"]["SELECTED"]
    assert any(path.suffix == ".html" and path.stat().st_size > 1000 for path in tmp_path.iterdir())


def test_checking_pushing_packing_and_verifying_follow_on_each_other(pool: Path, tmp_path: Path) -> None:
    day = {"pool": str(pool), "system": "CROP", "batch": toolbox.BATCH, "day": toolbox.AS_OF}
    (tmp_path / "first").mkdir()
    pushed = ran("check_and_push", tmp_path / "first", input=toolbox.CANDIDATES, **day, **surroundings())
    assert pushed["pushtopool"]["ADMITTED"] > 10
    (tmp_path / "second").mkdir()
    packed = ran("build_and_verify", tmp_path / "second", folder=str(tmp_path), **day)
    assert packed["verifysubmission"]["VALID"]
    assert packed["verifysubmission"]["PARCELS"] == pushed["pushtopool"]["ADMITTED"]


@pytest.mark.parametrize("name", FILES)
def test_a_model_can_be_drawn_by_the_designer_with_no_box_on_top_of_another(name: str) -> None:
    from processing.modeler.ModelerScene import ModelerScene

    model = opened(name)
    scene = ModelerScene()
    scene.createItems(model, QgsProcessingContext())
    places = [
        component.position() for component in (*model.parameterComponents().values(), *model.childAlgorithms().values())
    ]
    assert len(scene.items()) > len(places)
    assert len({(place.x(), place.y()) for place in places}) == len(places)
