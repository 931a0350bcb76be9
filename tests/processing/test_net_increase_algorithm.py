"""``zhanbu:netincrease``: the figure with its terms as the toolbox gives it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from toolbox import DLTB, Log, by, copied, opened, parcels, refused, run

from zhanbu_plugin.checks.dossier import FormRecord
from zhanbu_plugin.checks.on_file.net_increase import net_increase_m2

pytestmark = pytest.mark.usefixtures("zhanbu")
TEXT, INTEGER = QMetaType.Type.QString, QMetaType.Type.Int
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


def test_what_was_measured_goes_into_the_form_and_the_pool_s_own_check_comes_to_the_same(filled: Path) -> None:
    fields = [("BSM", TEXT), ("DLBM", TEXT), ("SJNF", INTEGER), ("TBXHDM", TEXT)]

    def survey(year: int, last: float) -> QgsVectorLayer:
        rows = [["A", "0103", year, ""], ["B", "0103", year, "HDGD" if year == 2020 else ""]]
        return parcels(mu(0, 5_000), mu(5_000, last), fields=fields, values=rows)

    layers = {name: ground(mu(100 * k, 100 * k + 50)) for k, name in enumerate(("EXCLUDED", "UNSTABLE", "ADJUSTED"))}
    given = {
        "SURVEY": survey(2025, 9_000),
        "BASELINE": survey(2020, 6_000),
        "FILED": ground(mu(5_500, 7_000)),
        **layers,
    }
    result = run("netincrease", **given)
    said = json.loads(result["FORM_VALUES"])
    assert said["year"] == 2025
    record = FormRecord("NET_INCREASE", said, "", date(2026, 11, 21))
    assert net_increase_m2(record) == pytest.approx(Decimal(repr(result["NET_M2"])), abs=Decimal("0.001"))
    assert run("netincrease", **{**given, "FILED": None})["FORM_VALUES"] == ""
    on = {"POOL": str(filled), "DATE": "2026-11-21", "RECORDED": "2026-11-22T08:00:00Z"}
    matter = run("openmatter", SUBJECT="CONTROL_SCALE", SYSTEM="CROP", YEAR=2026, TITLE="测算", **on)["MATTER"]
    form = {"FORM": "NET_INCREASE", "VALUES": result["FORM_VALUES"], "BY": "王工"}
    assert run("recordform", MATTER=matter, **form, **on)["RECORDED"] == 1


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
