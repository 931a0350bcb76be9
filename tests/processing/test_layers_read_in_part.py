"""QGIS ends early, without a word, where it can't go on reading a file: a check of what came would miss parcels."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import toolbox
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)

from zhanbu_plugin.processing.inputs.sources import UnreadLayer, read_unread, unread_input, unread_layer
from zhanbu_plugin.survey.problem import InputProblem

pytestmark = pytest.mark.usefixtures("zhanbu")


def ending_early(unread: UnreadLayer, after: int) -> UnreadLayer:
    return replace(unread, features=lambda request: islice(unread.features(request), after))


def edited(tmp_path: Path) -> QgsVectorLayer:
    layer = toolbox.opened(toolbox.copied("candidates", tmp_path), "候选")
    QgsProject.instance().addMapLayer(layer)
    first = next(layer.getFeatures())
    layer.startEditing()
    assert layer.changeAttributeValue(first.id(), layer.fields().indexOf("DLBM"), "0201")
    return layer


def test_an_edited_layer_of_which_not_all_features_come_is_refused(tmp_path: Path, project: QgsProject) -> None:
    layer = edited(tmp_path)
    count = layer.featureCount()
    assert len(read_unread(unread_layer(layer))) == count
    with pytest.raises(InputProblem) as refused:
        read_unread(ending_early(unread_layer(layer), count - 1))
    assert f"{count - 1} of the {count} features" in str(refused.value)
    assert "候选" in str(refused.value)
    layer.rollBack()


@pytest.mark.parametrize("saved", [False, True])
def test_a_selection_of_which_not_all_features_come_is_refused(
    tmp_path: Path, project: QgsProject, saved: bool
) -> None:
    layer = edited(tmp_path)
    if saved:
        assert layer.commitChanges()
    ids = sorted(layer.allFeatureIds())[:5]
    layer.selectByIds(ids)
    algorithm = QgsApplication.processingRegistry().algorithmById("zhanbu:ellipsoidalarea")
    context = QgsProcessingContext()
    context.setProject(project)
    given = {"INPUT": QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)}
    unread = unread_input(algorithm, given, "INPUT", context)
    assert read_unread(unread).fids.tolist() == ids
    with pytest.raises(InputProblem, match="4 of the 5 features"):
        read_unread(ending_early(unread, 4))
    layer.rollBack()


def test_a_layer_without_some_of_its_features_is_read(tmp_path: Path, project: QgsProject) -> None:
    """Deleted in the session, they aren't waited for."""
    layer = edited(tmp_path)
    ids = sorted(layer.allFeatureIds())
    assert layer.deleteFeatures(ids[:3])
    assert read_unread(unread_layer(layer)).fids.tolist() == ids[3:]
    layer.rollBack()
