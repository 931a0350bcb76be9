"""The zip of ``make package`` in a real QGIS window, by the plugin manager's own installer, in a clean profile."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RunInQgis = Callable[..., dict[str, Any]]
THE_FIRST_PATH = {
    *("ellipsoidalarea", "slopegrades", "constraintoverlaps", "selectcandidates", "checkparcels", "createpool"),
    *("pushtopool", "poolbalance", "exportsubmission", "verifysubmission", "exportcoordinates", "importcoordinates"),
}


@pytest.fixture
def installed(run_in_qgis: RunInQgis, package: Path, tmp_path: Path, pinned_packages: str) -> dict[str, Any]:
    return run_in_qgis(
        "look_around.py",
        profiles=tmp_path / "profiles",
        python_path=pinned_packages,
        PACKAGE=str(package),
    )


def test_the_zip_installs_and_works_and_is_there_again_at_the_next_start(
    installed: dict[str, Any], run_in_qgis: RunInQgis, tmp_path: Path, pinned_packages: str
) -> None:
    profiles = tmp_path / "profiles"
    assert installed["loaded"] and installed["active"] and installed["switched_on"]
    assert Path(installed["file"]).is_relative_to(profiles)
    assert {f"zhanbu:{name}" for name in THE_FIRST_PATH} <= set(installed["algorithms"])
    assert installed["icon_is_there"]
    assert "Traceback" not in installed["said"]
    # At the central meridian a Gauss-Krueger square is true to scale: within 2 ppm for the 1 km beside it.
    assert installed["area_m2"] == [pytest.approx(1_000_000, rel=2e-6)]

    again = run_in_qgis(
        "look_around.py",
        profiles=profiles,
        python_path=pinned_packages,
        language="zh-Hans",
        SWITCH_OFF="1",
    )
    assert again["active"] and again["algorithms"] == installed["algorithms"]
    assert again["area_m2"] == installed["area_m2"]
    assert again["display_names"] != installed["display_names"], "the Chinese translation isn't used"
    assert again["switched_off"] and not again["provider_after"]
    assert "Traceback" not in again["said"]


def test_qgis_process_finds_the_plugin_where_it_was_laid_out(
    package: Path, tmp_path: Path, pinned_packages: str
) -> None:
    environment = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path), "PYTHONPATH": pinned_packages}
    environment |= {"QGIS_PLUGINPATH": str(package.parents[1] / "build"), "QT_QPA_PLATFORM": "offscreen"}
    for command in (["plugins", "enable", "zhanbu_plugin"], ["list"]):
        told = subprocess.run(
            ["qgis_process", *command], env=environment, capture_output=True, text=True, timeout=50, check=False
        )
        assert told.returncode == 0, told.stdout + told.stderr
    assert all(f"zhanbu:{name}\t" in told.stdout for name in THE_FIRST_PATH)


def test_without_shapely_2_there_is_one_message_with_the_way_out(
    run_in_qgis: RunInQgis, package: Path, tmp_path: Path
) -> None:
    system = subprocess.run(
        ["/usr/bin/python3", "-c", "import shapely; print(shapely.__version__)"],
        capture_output=True,
        text=True,
        check=False,
    )
    if system.stdout.startswith("2"):
        pytest.skip("this machine's own Python carries Shapely 2")
    found = run_in_qgis(
        "look_around.py",
        profiles=tmp_path / "profiles",
        python_path="",
        PACKAGE=str(package),
    )
    about_shapely = [message for message in found["messages"] if "Shapely" in message]
    assert len(about_shapely) == 1
    assert "Install Shapely 2" in about_shapely[0]
    assert found["active"] and found["algorithms"] == []
    assert "Traceback" not in found["said"]
