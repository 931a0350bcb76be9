"""``zhanbu:annualreviews``: reviews of a year, problems past due, proposed cuts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from toolbox import AS_OF, Log, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")
RECORDED = "2026-11-22T09:30:00+08:00"


def test_a_problem_past_due_is_proposed_to_be_cut(filled: Path) -> None:
    terms = {"POOL": str(filled), "DATE": "2026-11-02", "RECORDED": RECORDED}
    matter = run(
        "openmatter",
        SUBJECT="PROBLEM",
        SYSTEM="CROP",
        YEAR=2026,
        TITLE="撂荒",
        LINKS="139901-CROP-000001",
        **terms,
    )["MATTER"]
    said = {"found_on": "2026-11-02", "matter": "撂荒", "due": "2026-11-10", "area_m2": 500}
    run("recordform", MATTER=matter, FORM="RECTIFICATION", VALUES=json.dumps(said), BY="王工", **terms)
    log = Log()
    result = run("annualreviews", log, POOL=str(filled), YEAR=2026, AS_OF=AS_OF, OUTPUT="memory:", PROPOSALS="memory:")
    assert (result["PAST_DUE"], result["PROPOSED_M2"], result["OWED_M2"]) == (1, 500.0, 500.0)
    (proposal,) = rows(result["PROPOSALS"])
    assert (proposal["parcel_uid"], proposal["reason"]) == ("139901-CROP-000001", "UNRESOLVED")
    assert [row["status"] for row in rows(result["OUTPUT"])] == ["OVERDUE"]
    assert "1 cuts are to be decided" in log


def test_a_pool_that_isnt_there_is_named(tmp_path: Path) -> None:
    refused("annualreviews", "nowhere.gpkg", POOL=str(tmp_path / "nowhere.gpkg"), YEAR=2026, OUTPUT="memory:")
