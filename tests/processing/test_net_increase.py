"""``zhanbu:netincrease``: the figure with its terms as the toolbox gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from toolbox import DLTB, Log, by, copied, opened, parcels, refused, run

pytestmark = pytest.mark.usefixtures("zhanbu")
TEXT = QMetaType.Type.QString
MU = 2.0 / 3.0
"""m² of 1/1000 亩."""


def mu(first: float, last: float) -> str:
    """WKT of a strip on the meridian of zone 39 between two amounts of 1/1000 亩."""
    west, south = 39_500_000, 4_200_000
    east, low, high = west + 500, south + first * MU / 500, south + last * MU / 500
    return f"POLYGON (({west} {low}, {east} {low}, {east} {high}, {west} {high}, {west} {low}))"


def dry_land(*shapes: str) -> QgsVectorLayer:
    return parcels(*shapes, values=[[f"P{i}", "0103"] for i in range(len(shapes))])


def ground(*shapes: str) -> QgsVectorLayer:
    return parcels(*shapes)


@pytest.mark.parametrize(("filed", "net"), [((506_000, 507_400), 1_200), ((505_600, 507_000), 1_500)])
def test_D7_comes_out_of_the_toolbox(filed: tuple[int, int], net: int) -> None:
    result = run(
        "netincrease",
        SURVEY=dry_land(mu(0, 508_500)),
        BASELINE=dry_land(mu(0, 505_000)),
        ADJUSTED=ground(mu(505_000, 505_900)),
        FILED=ground(mu(*filed)),
        GAP_M2=800 * MU,
        FILL_M2=500 * MU,
        OUTPUT="memory:",
    )
    assert result["NET_M2"] == pytest.approx(net * MU, abs=0.5)
    assert result["CAP_M2"] == pytest.approx((net - 500) * MU, abs=0.5)
    terms = by("term", result["OUTPUT"])
    assert terms["NET_M2"]["area_m2"] == result["NET_M2"]
    assert terms["ADJUSTED_M2"]["area_m2"] == pytest.approx(900 * MU, abs=0.1)
    assert terms["LEFT_OUT_M2"]["area_m2"] is None
    assert result["RAW_M2"] == pytest.approx(result["STABLE_M2"] - result["BASE_STABLE_M2"], abs=1e-6)


def test_HB_14_a_gap_filled_beyond_itself_ends_the_run() -> None:
    given = {"SURVEY": dry_land(mu(0, 1_200)), "BASELINE": dry_land(mu(0, 1))}
    refused("netincrease", "HB-14", GAP_M2=800 * MU, FILL_M2=900 * MU, **given)


def test_layers_that_are_missing_are_said_aloud() -> None:
    log = Log()
    result = run("netincrease", log, SURVEY=dry_land(mu(0, 900)), BASELINE=dry_land(mu(0, 500)))
    assert result["NOT_GIVEN"] == "EXCLUDED, UNSTABLE, ADJUSTED, FILED"
    assert [name for name in ("EXCLUDED", "UNSTABLE", "ADJUSTED", "FILED") if f"{name} wasn't given" in log] == [
        *("EXCLUDED", "UNSTABLE", "ADJUSTED", "FILED")
    ]
    assert result["FILED_M2"] is None
    refused(
        "netincrease",
        "File parcels",
        "DLBM",
        SURVEY=parcels(mu(0, 9), fields=[("A", TEXT)], values=[["x"]]),
        BASELINE=dry_land(mu(0, 9)),
    )
    refused(
        "netincrease",
        "sichuan-inout-2022",
        SURVEY=dry_land(mu(0, 9)),
        BASELINE=dry_land(mu(0, 9)),
        RULE_SET="sichuan-inout-2022",
        AS_OF="2026-11-21",
    )


def test_the_sample_county_gains_what_its_orchards_lost(tmp_path: Path) -> None:
    """The survey with some orchards turned into dry land, against itself: the ellipsoid areas of just these, without
    what is unstable by its own attributes.
    """
    source = copied("dltb", tmp_path)
    layer = opened(source)
    index = layer.fields().indexOf("DLBM")
    turned = [f for f in layer.getFeatures() if f["DLBM"] == "0201" and f.hasGeometry()][:25]
    assert len(turned) > 5
    assert layer.dataProvider().changeAttributeValues({f.id(): {index: "0103"} for f in turned})
    names = {str(f["BSM"]) for f in turned}
    measured = by("BSM", run("ellipsoidalarea", INPUT=DLTB, OUTPUT="memory:")["OUTPUT"])
    expected = sum(measured[name]["area_m2"] for name in names)
    result = run("netincrease", SURVEY=source, BASELINE=_of_2020(tmp_path))
    assert result["NET_M2"] == pytest.approx(expected, abs=1.0)
    again = run("netincrease", SURVEY=source, BASELINE=_of_2020(tmp_path), FILED=source)
    assert again["NET_M2"] == pytest.approx(0.0, abs=1.0)


def _of_2020(folder: Path) -> str:
    """The sample county's survey, dated 2020."""
    path = folder / "2020.gpkg"
    if not path.exists():
        source = opened(copied("dltb", folder, path.name))
        years = source.fields().indexOf("SJNF")
        assert source.dataProvider().changeAttributeValues({f.id(): {years: 2020} for f in source.getFeatures()})
    return str(path)
