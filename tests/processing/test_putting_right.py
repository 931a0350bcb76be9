"""``relink`` and ``correctposting``: what turned out wrong is put right by another posting, never by changing one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ledger_pool import LOTS, with_lots
from toolbox import refused, rows, run, sha256

pytestmark = pytest.mark.usefixtures("zhanbu")
L1, L2, L3 = LOTS
PROJECT = {"PROJECT_NO": "2026-JS-017"}
LATER = {"DATE": "2026-12-20", "DOC_NO": "冀自然资〔2026〕88号", "RECORDED": "2026-12-20T10:00:00Z"}


@pytest.fixture
def pool(filled: Path) -> Path:
    """35 ha of lots of 30, 20 and 50 ha are linked to a project."""
    with_lots(filled)
    act = {"DATE": "2026-11-25", "RECORDED": "2026-11-25T10:00:00Z"}
    run("linkoccupation", POOL=str(filled), SYSTEM="CROP", AREA_M2=350_000, **PROJECT, **act)
    return filled


def balances(pool: Path) -> dict[str, float]:
    result = run("poolbalance", POOL=str(pool), SYSTEM="CROP", AS_OF="2026-12-31", OUTPUT="memory:")
    return {row["bucket"]: row["area_m2"] for row in rows(result["OUTPUT"]) if row["account"] == "AREA"}


def relink(pool: Path, **given: object) -> dict[str, Any]:
    terms = {"POOL": str(pool), "LOT": L1, "AREA_M2": 20_000, "ALLOCATION": "memory:", **PROJECT, **LATER}
    return run("relink", **{**terms, **given})


def test_wrong_ground_is_cut_from_its_lot_and_the_next_in_the_queue_takes_its_place(pool: Path) -> None:
    done = relink(pool)
    taken = [(row["lot"], row["indicator"], row["area_m2"]) for row in rows(done["ALLOCATION"])]
    assert taken == [(L2, "AREA", 20_000)]
    assert (done["RELEASED"], done["AVAILABLE"]) == (20_000, 630_000)
    assert balances(pool) == {"AVAILABLE": 630_000, "LINKED": 350_000, "DEDUCTED": 20_000}
    assert run("verifypool", POOL=str(pool))["VALID"] is True


def test_d19_what_is_linked_anew_equals_what_was_released_within_a_ten_thousandth_of_a_hectare(pool: Path) -> None:
    before = sha256(pool)
    terms = {"POOL": str(pool), "LOT": L1, "AREA_M2": 20_000, **PROJECT, **LATER}
    refused("relink", "2026-JS-017", **terms, RELINKED_M2=20_002)
    assert sha256(pool) == before
    assert relink(pool, RELINKED_M2=20_001)["AVAILABLE"] == 629_999


def test_a_link_that_was_a_mistake_is_mirrored_and_both_stay(pool: Path) -> None:
    done = run("correctposting", POOL=str(pool), POSTING="139901-CROP-T000002", **LATER)
    assert (done["POSTINGS"], done["AVAILABLE"]) == ("139901-CROP-T000003", 1_000_000)
    assert balances(pool) == {"AVAILABLE": 1_000_000}
    statement = run("ledgerstatement", POOL=str(pool), SYSTEM="CROP", AS_OF="2026-12-31", OUTPUT="memory:")
    kinds = [(row["kind"], row["balance_m2"]) for row in rows(statement["OUTPUT"])]
    assert kinds == [("OPENING", 1_000_000), ("LINK", 650_000), ("CORRECT", 1_000_000)]
    assert run("verifypool", POOL=str(pool))["VALID"] is True


def test_what_later_postings_rely_on_is_not_reversed(pool: Path) -> None:
    before = sha256(pool)
    given = {"POOL": str(pool), **LATER}
    refused("correctposting", "139901-CROP-T000001", "later ones rely on it", POSTING="139901-CROP-T000001", **given)
    refused("correctposting", "T000009", POSTING="139901-CROP-T000009", **given)
    refused("correctposting", "DOC_NO", POSTING="139901-CROP-T000002", **{**given, "DOC_NO": ""})
    assert sha256(pool) == before


def test_a_trial_books_nothing(pool: Path) -> None:
    before = sha256(pool)
    assert relink(pool, SIMULATE=True)["AVAILABLE"] == 630_000
    tried = run("correctposting", POOL=str(pool), POSTING="139901-CROP-T000002", SIMULATE=True, **LATER)
    assert tried["AVAILABLE"] == 1_000_000
    assert sha256(pool) == before
