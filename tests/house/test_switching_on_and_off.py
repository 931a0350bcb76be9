"""What the plugin adds to QGIS goes again, and it starts in the language that QGIS speaks."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
import shapely
from qgis.core import QgsApplication

from zhanbu_plugin import classFactory
from zhanbu_plugin.reports.language import speaks_chinese
from zhanbu_plugin.shapely_gate import shapely_shortcoming


@pytest.mark.parametrize("language", ["zh-Hans", "zh_CN", "zh-CN", "zh", "zh_Hans_CN", "zh_CN.UTF-8"])
def test_chinese_is_spoken_however_the_language_is_spelt(language: str) -> None:
    assert speaks_chinese(language)


@pytest.mark.parametrize("language", ["en", "C", "", "zh-Hant", "zh_TW", "ja"])
def test_english_is_spoken_to_everyone_else(language: str) -> None:
    assert not speaks_chinese(language)


def test_the_toolbox_comes_and_goes_as_often_as_one_likes(qgis_app: QgsApplication) -> None:
    registry = QgsApplication.processingRegistry()
    for _ in range(2):
        plugin = classFactory(None)
        plugin.initProcessing()
        plugin.initProcessing()
        assert registry.providerById("zhanbu") is not None
        plugin.unload()
        assert registry.providerById("zhanbu") is None


@pytest.mark.parametrize("version", ["1.8.5", "0.0", "not a number"])
def test_an_old_shapely_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    old = ModuleType("shapely")
    old.__version__ = version  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "shapely", old)
    said = str(shapely_shortcoming())
    assert version in said
    assert "Install Shapely 2" in said


def test_a_missing_shapely_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shapely", None)
    assert "Install Shapely 2" in str(shapely_shortcoming())


def test_the_pinned_shapely_will_do() -> None:
    assert shapely_shortcoming() is None


def test_a_shapely_that_gets_another_geos_than_its_own_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapely 2.1's wheel inside a QGIS with GEOS 3.11 raises just this."""

    def refuse(*_: object, **__: object) -> None:
        raise shapely.errors.GEOSException("IllegalArgumentException: WKB output dimension must be 2 or 3")

    monkeypatch.setattr(shapely, "to_wkb", refuse)
    said = str(shapely_shortcoming())
    assert "GEOS library of this QGIS" in said and "--no-binary" in said
