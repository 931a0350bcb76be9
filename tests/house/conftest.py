"""Fixtures for the house around the code: its scripts as modules, the package, and a real QGIS window."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
IN_QGIS = Path(__file__).parent / "in_qgis"
sys.path.insert(0, str(ROOT / "scripts"))

RunInQgis = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip as ``make package`` makes it, in a folder of its own."""
    import package as packaging

    folder = tmp_path_factory.mktemp("package")
    return packaging.make_package(folder / "build", folder / "dist")


@pytest.fixture(scope="session")
def pinned_packages() -> str:
    """Folder with the pinned Shapely 2, for ``PYTHONPATH``."""
    import shapely

    return str(Path(shapely.__file__).parents[1])


@pytest.fixture
def run_in_qgis(tmp_path: Path) -> RunInQgis:
    """Runs a script of ``in_qgis/`` in a real QGIS window with its own profile; returns what the script answers."""

    def run(script: str, *, profiles: Path, python_path: str, language: str = "en", **given: str) -> dict[str, Any]:
        answer = tmp_path / "answer.json"
        answer.unlink(missing_ok=True)
        environment = {k: v for k, v in os.environ.items() if k not in {"QT_QPA_PLATFORM", "QGIS_PLUGINPATH"}}
        environment["LC_ALL"] = "C.UTF-8"
        environment |= {"PYTHONPATH": python_path, "ANSWER": str(answer), "IN_QGIS": str(IN_QGIS), **given}
        command = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1366x768x24", "qgis", "--nologo"]
        command += ["--noversioncheck", "--profiles-path", str(profiles), "--lang", language]
        command += ["--code", str(IN_QGIS / script)]
        window = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said, _ = window.communicate(timeout=50)
        except subprocess.TimeoutExpired:
            os.killpg(window.pid, signal.SIGKILL)
            said, _ = window.communicate()
            pytest.fail(f"QGIS didn't end; it said:\n{said[-3000:]}")
        assert answer.exists(), f"the script gave no answer; QGIS said:\n{said[-3000:]}"
        result: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        assert "error" not in result, result["error"]
        return {**result, "said": said}

    return run
