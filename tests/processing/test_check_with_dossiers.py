"""``checkparcels`` at a later stage: what the pool has on file of a parcel counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from toolbox import AS_OF, COUNTY, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


def outcomes(pool: Path, check: str, **given: object) -> dict[str, str]:
    result = run(
        "checkparcels",
        INPUT=f"{pool}|layername=parcel",
        AS_OF=AS_OF,
        COUNTY=COUNTY,
        OUTPUT="memory:",
        FINDINGS="memory:",
        **{"ID_FIELD": "parcel_uid", "STAGE": "CHECKED", "POOL": str(pool), **given},
    )
    return {row["parcel_id"]: row["outcome"] for row in rows(result["FINDINGS"]) if row["check_id"] == check}


def test_a_parcel_with_its_papers_passes_and_one_without_does_not(filled: Path, tmp_path: Path) -> None:
    from zhanbu_plugin.regimes.choosing import rule_sets

    guard = next(c for c in rule_sets()["hebei-cropland-2025"].guards_of("CHECKED") if c.kind == "evidence")
    uids = sorted(row["parcel_uid"] for row in rows(f"{filled}|layername=parcel"))
    report = tmp_path / "report.html"
    report.write_text("<p>checked</p>", encoding="utf-8")
    for kind in guard.option_texts("kinds"):
        given = {"FILE": str(report), "DOC_NO": "文1", "DATE": AS_OF}
        run("attachevidence", POOL=str(filled), PARCEL=uids[0], KIND=kind, **given)
    found = outcomes(filled, guard.id)
    assert found == {uid: "PASS" if uid == uids[0] else "FAIL" for uid in uids}
    assert set(outcomes(filled, guard.id, POOL="").values()) == {"NOT_CHECKED"}, "without a pool, nobody knows"
    assert set(outcomes(filled, guard.id, ID_FIELD="").values()) <= {"NOT_CHECKED"}, "nor by another name"
