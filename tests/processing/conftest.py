"""The provider in QGIS's registry, a checked sample county and pools to work on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parents[1] / "checks"))  # vector_files.py and dem_files.py


_PLUGIN = pytest.StashKey[Any]()


@pytest.fixture(scope="session")
def zhanbu(qgis_app: QgsApplication, qgis_processing: None, pytestconfig: pytest.Config) -> Iterator[None]:
    """The provider, registered as the plugin registers it, with the Chinese that papers are written in."""
    from zhanbu_plugin.plugin import ZhanbuPlugin

    if not (ROOT / "i18n" / "zhanbu_zh_CN.qm").exists():
        sys.path.insert(0, str(ROOT / "scripts"))
        import lay_out

        lay_out.compile_translation()
    for code in (4326, 4490, 4527):  # known to this thread first, or QGIS loses them when a background thread ends
        QgsCoordinateReferenceSystem.fromEpsgId(code).toWkt()
    plugin = pytestconfig.stash[_PLUGIN] = ZhanbuPlugin(None)
    plugin.initProcessing()
    yield
    plugin.unload()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """The provider comes back when tests of this folder follow on others."""
    plugin = item.config.stash.get(_PLUGIN, None)
    if plugin is not None:
        plugin.initProcessing()


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """The provider goes with the last test of this folder: others want to see it come."""
    plugin = item.config.stash.get(_PLUGIN, None)
    if plugin is not None and (nextitem is None or Path(__file__).parent not in nextitem.path.parents):
        plugin.unload()


@pytest.fixture
def project(zhanbu: object) -> Iterator[QgsProject]:
    """The project, empty before and after."""
    QgsProject.instance().clear()
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture(scope="session")
def new_pool(zhanbu: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty pool; copy it before writing to it."""
    path = tmp_path_factory.mktemp("pool") / "pool.gpkg"
    toolbox.run("createpool", POOL=str(path), COUNTY=toolbox.COUNTY, CRS=toolbox.CRS)
    return path


@pytest.fixture
def pool(new_pool: Path, tmp_path: Path) -> Path:
    """An empty pool of one's own, under a Chinese name."""
    return toolbox.pool_copy(new_pool, tmp_path)


@pytest.fixture(scope="session")
def checked(new_pool: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The designed parcels of the sample county, checked with all layers, in files."""
    folder = tmp_path_factory.mktemp("checked")
    return toolbox.check(
        POOL=str(new_pool),
        OUTPUT=str(folder / "checked.gpkg"),
        FINDINGS=str(folder / "findings.gpkg"),
        REPORT=str(folder / "report.html"),
    )


@pytest.fixture(scope="session")
def filled_pool(new_pool: Path, checked: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with the eligible parcels; copy it before writing to it."""
    path = toolbox.pool_copy(new_pool, tmp_path_factory.mktemp("filled"))
    assert toolbox.push(path, checked["OUTPUT"])["ADMITTED"] > 0
    return path


@pytest.fixture
def filled(filled_pool: Path, tmp_path: Path) -> Path:
    """A filled pool of one's own."""
    return toolbox.pool_copy(filled_pool, tmp_path)


@pytest.fixture
def pool_stays(filled: Path) -> Iterator[Path]:
    """A filled pool whose bytes must be the same afterwards."""
    before = toolbox.sha256(filled)
    yield filled
    assert toolbox.sha256(filled) == before, "the pool was changed"
    assert sorted(p.name for p in filled.parent.glob(f"{filled.name}*")) == [filled.name]
