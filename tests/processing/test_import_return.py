"""``importreturn``: the city's slip comes into the pool."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from toolbox import BATCH, Log, refused, rows, run, sha256

from zhanbu_plugin.exchange.returns.outstanding import outstanding
from zhanbu_plugin.pool.integrity import verify_pool

WALKS = Path(__file__).resolve().parents[2] / "docs" / "walks"
sys.path.insert(0, str(WALKS))

from walk import Walk  # noqa: E402

pytestmark = pytest.mark.usefixtures("zhanbu")
RECORDED = "2026-11-25T09:00:00+08:00"


def slip(folder: Path, *lines: str) -> str:
    path = folder / "退回单.csv"
    path.write_bytes("\r\n".join(["图斑标识,图斑编号,原因代码,退回原因", *lines]).encode("gbk"))
    return str(path)


def import_return(pool: Path | str, path: str, log: Log | None = None, **given: str) -> dict[str, Any]:
    terms = {"DATE": "2026-11-24", "DOC_NO": "示例市自然资函〔2026〕18号", "RECORDED": RECORDED, **given}
    return run("importreturn", log, POOL=str(pool), RETURN=path, OUTPUT="memory:", PARCELS="memory:", **terms)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory, zhanbu: None) -> Walk:
    """Hebei's sample batch, on its way as far as filed: two plots that the city is looking at."""
    import toolbox

    walk = Walk("hebei", tmp_path_factory.mktemp("filed"), run=toolbox.run)
    states = [step["state"] for step in walk.plan["steps"]]
    walk.plan["steps"] = walk.plan["steps"][: states.index("FILED") + 1]
    walk.go()
    return walk


def test_a_returned_parcel_goes_back_with_slip_and_reasons_on_file_and_the_other_stays(
    filed: Walk, tmp_path: Path
) -> None:
    one, other = (parcel.uid for parcel in filed.parcels)
    path = slip(tmp_path, f"{one},,R07,北侧陡坡未剔除", f"{one},,R10,照片不清")
    result = import_return(filed.pool, path, ISSUER="示例市自然资源和规划局")
    assert (result["RETURNED"], result["MOVED"], result["R07"], result["R10"], result["R04"]) == (1, 1, 1, 1, 0)
    assert [(r["code"], r["checks"], r["parcels"]) for r in rows(result["OUTPUT"])] == [
        ("R07", "CHK-SLOPE", 1),
        ("R10", "CHK-EVID", 1),
    ]
    states = {row["parcel_uid"]: row["state"] for row in rows(f"{filed.pool}|layername=parcel")}
    assert states == {one: "RETURNED", other: "FILED"}
    forms = [row for row in rows(f"{filed.pool}|layername=form_record") if row["form"] == "RETURN"]
    assert [(row["subject_uid"], row["answered_by"]) for row in forms] == [(one, "示例市自然资源和规划局")] * 2
    assert "北侧陡坡未剔除" in forms[0]["answers"]
    (due,) = outstanding(filed.pool)
    assert (due.parcel.parcel_uid, due.on, due.doc_no) == (one, date(2026, 11, 24), "示例市自然资函〔2026〕18号")
    assert due.reasons == (("R07", "北侧陡坡未剔除"), ("R10", "照片不清"))
    papers = [row for row in rows(f"{filed.pool}|layername=evidence") if row["kind"] == "RETURN_SLIP"]
    assert [row["sha256"] for row in papers] == [sha256(Path(path))]
    assert verify_pool(filed.pool) == ()
    before = sha256(Path(filed.pool))
    again = import_return(filed.pool, path, ISSUER="示例市自然资源和规划局")
    assert (again["RETURNED"], again["MOVED"]) == (1, 1)
    assert sha256(Path(filed.pool)) == before


def test_without_a_document_number_reasons_are_on_file_and_nothing_goes_back(filled: Path, tmp_path: Path) -> None:
    held = rows(f"{filled}|layername=parcel")
    log = Log()
    path = slip(tmp_path, f",{held[0]['parcel_no']},Ｒ０３,面积不一致")
    result = import_return(filled, path, log, DOC_NO="", BATCH=BATCH)
    assert (result["RETURNED"], result["MOVED"], result["R03"]) == (1, 0, 1)
    (row,) = rows(result["PARCELS"])
    assert row["parcel_uid"] == held[0]["parcel_uid"]
    assert not row["returned"] and row["why_not"]
    assert any(held[0]["parcel_uid"] in warning for warning in log.warned)
    assert verify_pool(filled) == ()


def test_a_slip_with_a_strangers_parcel_is_refused_as_a_whole(pool_stays: Path, tmp_path: Path) -> None:
    own = rows(f"{pool_stays}|layername=parcel")[0]["parcel_uid"]
    path = slip(tmp_path, f"{own},,R01,", "130999-CROP-000009,,R02,")
    refused(
        "importreturn", "退回单.csv", "Row 3", "130999-CROP-000009", "Nothing of the slip was taken",
        POOL=str(pool_stays), RETURN=path, DATE="2026-11-24", RECORDED=RECORDED, DOC_NO="函1号",
    )  # fmt: skip


def test_a_number_that_is_no_parcels_in_the_named_batch_is_refused(pool_stays: Path, tmp_path: Path) -> None:
    refused(
        "importreturn", "Row 2", "99999",
        POOL=str(pool_stays), RETURN=slip(tmp_path, ",99999,R01,"), BATCH=BATCH, RECORDED=RECORDED, DATE="2026-11-24",
    )  # fmt: skip
