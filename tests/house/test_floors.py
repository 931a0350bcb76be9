"""The floors of the house: imports go downwards only, and everything below the reports is plain Python."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PLAIN_FLOORS = ("survey", "regimes", "checks", "pool", "ledger", "exchange")

IMPORT_THEM_ALL = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(sorted(name for name in sys.modules if name.split(".")[0] in {"qgis", "PyQt5", "PyQt6", "sip"})))
"""


def test_a_floor_uses_only_the_floors_below_it(repository: Path) -> None:
    command = [sys.executable, str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    told = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "0 broken" in told.stdout


def test_below_the_reports_nothing_brings_qgis_or_qt_along(repository: Path) -> None:
    package = repository / "zhanbu_plugin"
    files = [package / "paths.py", package / "shapely_gate.py"]
    files += [path for floor in PLAIN_FLOORS for path in sorted((package / floor).rglob("*.py"))]
    names = [".".join(path.relative_to(repository).with_suffix("").parts).removesuffix(".__init__") for path in files]
    told = subprocess.run(
        [sys.executable, "-c", IMPORT_THEM_ALL, json.dumps(names)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == []


def test_the_plugin_is_found_without_importing_shapely_or_a_window(repository: Path) -> None:
    code = "import sys, zhanbu_plugin; sys.exit(any(name in sys.modules for name in ('shapely', 'qgis.gui')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=repository, check=False).returncode == 0


@pytest.mark.parametrize("floor", ["processing", "reports"])
def test_below_the_gui_nothing_knows_the_window(repository: Path, floor: str) -> None:
    """``iface`` is ``None`` in ``qgis_process``; only the gui may reach for it."""
    guilty = [
        path.relative_to(repository).as_posix()
        for path in sorted((repository / "zhanbu_plugin" / floor).rglob("*.py"))
        if "iface" in path.read_text(encoding="utf-8")
    ]
    assert guilty == []


def test_each_folder_of_code_is_a_package(repository: Path) -> None:
    """Without ``__init__.py`` the contract of the floors would overlook a folder."""
    code = (repository / "zhanbu_plugin").rglob("*.py")
    assert (
        sorted(
            {str(path.parent.relative_to(repository)) for path in code if not (path.parent / "__init__.py").exists()}
        )
        == []
    )
