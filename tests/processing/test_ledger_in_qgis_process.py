"""Decisions about amounts through ``qgis_process``, as an office's script records them."""

from __future__ import annotations

from pathlib import Path

import toolbox
from test_qgis_process import QgisProcess, qgis

__all__ = ["qgis"]
HA = 10_000.0
ACT = {"DOC_NO": "川自然资函〔2023〕7号", "RECORDED": "2024-06-01T08:00:00+08:00"}


def test_a_shortfall_of_sichuan_is_frozen_deducted_and_the_year_closed(qgis: QgisProcess, tmp_path: Path) -> None:
    """SC-4(十三)b: 5 ha until 2023-06-30 that nobody put right; what is left carries over."""
    pool = str(tmp_path / "储备库.gpkg")
    on_pool = {"POOL": pool, "SYSTEM": "CROP", **ACT}

    def run(algorithm: str, **given: object) -> dict[str, object]:
        ended = qgis.run(algorithm, **given)
        assert ended.code == 0, f"{algorithm}: {ended.error}"
        assert "Traceback" not in ended.error
        return ended.results

    run("createpool", POOL=pool, COUNTY="510182", CRS="EPSG:4523")
    assert run("takeover", **on_pool, DATE="2023-01-05", AREA_M2=32 * HA)["AVAILABLE"] == 32 * HA
    frozen = run(
        "freeze", **on_pool, DATE="2023-02-01", REASON="INOUT_SHORTFALL", AREA_M2=5 * HA, DUE="2023-06-30",
        CITY_AVAILABLE_M2=40 * HA,
    )  # fmt: skip
    assert (frozen["COUNTY_M2"], frozen["CITY_M2"], frozen["UNCOVERED_M2"]) == (5 * HA, 0.0, 0.0)
    of_freeze = {"POOL": pool, "FREEZE_NO": frozen["FREEZE_NO"], **ACT}
    before = toolbox.sha256(Path(pool))
    early = qgis.run("endfreeze", **of_freeze, MODE="DEDUCT", DATE="2023-06-29")
    assert early.code != 0 and "before 2023-06-30" in early.error
    assert toolbox.sha256(Path(pool)) == before
    assert run("endfreeze", **of_freeze, MODE="DEDUCT", DATE="2023-06-30")["AVAILABLE"] == 27 * HA
    closed = run("closeyear", **on_pool, YEAR=2023, AS_OF="2024-01-01")
    assert (closed["VOIDED"], closed["CARRIED"]) == (0.0, 27 * HA)
