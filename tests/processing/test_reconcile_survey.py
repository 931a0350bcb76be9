"""``zhanbu:reconcilesurvey``: the sample county's pool against a newer survey."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QMetaType
from toolbox import AS_OF, DLTB, Log, by, parcels, refused, rows, run

from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE, NewLot, Posting
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.steps.acts import Act, Journal

pytestmark = pytest.mark.usefixtures("zhanbu")
RECORDED = "2026-11-22T09:30:00+08:00"
TEXT, INTEGER = QMetaType.Type.QString, QMetaType.Type.Int
TERMS = {"SYSTEM": "CROP", "AS_OF": AS_OF, "DOC_NO": "冀自然资〔2026〕9号", "RECORDED": RECORDED, "OUTPUT": "memory:"}


@pytest.fixture
def with_lots(filled: Path) -> dict[str, str]:
    """The sample pool, in which every parcel has a lot of its whole area; their shapes (WKT) by uid."""
    act = Act("PROV_NR", date(2026, 11, 5), "冀自然资〔2026〕1号", RECORDED)
    with pool_for_writing(filled) as pool, pool.writing():
        held = pool.parcels("CROP")
        lots = tuple(
            NewLot("139901", parcel.area_dm2, 0, act.on, act.on, 2026, parcel_uid=parcel.parcel_uid) for parcel in held
        )
        admitted = Posting("ADMIT", "CROP", opens=lots, clause="HB-18", rule_set="hebei-cropland-2025")
        post(pool, Journal(pool), admitted, act)
    return {parcel.parcel_uid: parcel.geometry.wkt for parcel in held}


def survey(shapes: dict[str, str], *lost: str) -> object:
    """A survey of 2026 in which all of the parcels are dry land but those that became orchards."""
    values = [["B", "0201" if uid in lost else "0103", 2026] for uid in shapes]
    fields = [("BSM", TEXT), ("DLBM", TEXT), ("SJNF", INTEGER)]
    return parcels(*shapes.values(), kind="MultiPolygon", fields=fields, values=values)


def available(pool: Path) -> int:
    with pool_for_reading(pool) as held:
        return held.account_dm2("CROP", "139901", AREA, AVAILABLE)


def test_HB_28_what_became_orchard_is_cut_and_the_rest_goes_on(filled: Path, with_lots: dict[str, str]) -> None:
    lost = sorted(with_lots)[1]
    before = available(filled)
    result = run("reconcilesurvey", POOL=str(filled), SURVEY=survey(with_lots, lost), **TERMS)
    told = by("parcel_uid", result["OUTPUT"])
    assert set(told) == set(with_lots)
    assert {uid for uid, row in told.items() if row["change"] != "UNCHANGED"} == {lost}
    assert (told[lost]["change"], told[lost]["cut_m2"]) == ("LOST", told[lost]["area_m2"])
    assert result["DEDUCTED"] == told[lost]["cut_m2"]
    assert result["DEDUCTED"] + result["CARRIED"] == pytest.approx(before / 100, abs=0.001)
    assert available(filled) == round(result["CARRIED"] * 100)
    with pool_for_reading(filled) as pool:
        assert {lot.year for lot in pool.lot_balances("CROP", "139901", AREA)} == {2027}


def test_a_trial_run_needs_no_document_and_leaves_the_pool_alone(filled: Path, with_lots: dict[str, str]) -> None:
    before, log = filled.read_bytes(), Log()
    terms = {**TERMS, "DOC_NO": "", "DRY_RUN": True}
    result = run("reconcilesurvey", log, POOL=str(filled), SURVEY=survey(with_lots, *with_lots), **terms)
    assert result["CARRIED"] == 0
    assert result["CHANGED"] == len(with_lots)
    assert result["POSTINGS"] == ""
    assert "trial run" in log
    assert filled.read_bytes() == before


def test_by_the_survey_as_it_was_before_the_works_nothing_is_left(filled: Path, with_lots: dict[str, str]) -> None:
    """The sample's own survey of 2025: the candidates are no cropland there."""
    terms = {**TERMS, "DRY_RUN": True}
    result = run("reconcilesurvey", POOL=str(filled), SURVEY=DLTB, **terms)
    told = rows(result["OUTPUT"])
    lost = [row for row in told if row["classes"]]
    assert len(told) - len(lost) <= 1  # a sliver of 27 m² lies on a neighbour's cropland
    for row in lost:
        assert not row["classes"].startswith("01")
        assert row["lost_m2"] == pytest.approx(row["area_m2"], abs=0.5)
    assert result["DEDUCTED"] == pytest.approx(sum(row["area_m2"] for row in lost), abs=1.0)


def test_what_isnt_allowed_is_refused(filled: Path, with_lots: dict[str, str]) -> None:
    given = {"POOL": str(filled), "SURVEY": survey(with_lots)}
    refused("reconcilesurvey", "DOC_NO", **given, **{**TERMS, "DOC_NO": ""})
    refused(
        "reconcilesurvey",
        "DLBM",
        **{
            **given,
            "SURVEY": parcels(
                *with_lots.values(), kind="MultiPolygon", fields=[("A", TEXT)], values=[["x"]] * len(with_lots)
            ),
        },
        **TERMS,
    )
