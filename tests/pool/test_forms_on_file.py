"""Form records: typed, dated, signed for; the latest holds and none is ever changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from engines import contents
from filed_parcels import BATCH, ONE, RECORDED_AT, THREE, TWO, answer, filled

from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True


def test_an_answer_comes_back_typed_with_who_when_and_by_which_paper(pool: Path) -> None:
    filled(pool)
    answer(
        pool,
        "QUALITY",
        {"stage": "市级鉴定", "conformity": "PASS", "grade": "4", "scheme": "GBT33469_10", "date": "2026年11月5日"},
        doc_no="冀农〔2026〕9号",
    )
    (record,) = dossiers_of(pool, [ONE])[0].records
    assert record.values == {
        "stage": "CITY",
        "conformity": "PASS",
        "grade": 4.0,
        "scheme": "GBT33469_10",
        "date": date(2026, 11, 5),
    }
    assert (record.form, record.answered_by, record.answered_on) == ("QUALITY", "王工", date(2026, 12, 1))
    assert record.doc_no == "冀农〔2026〕9号"
    assert verify_pool(pool) == ()


def test_records_of_the_parcel_its_batch_and_the_county_stand_in_the_order_of_recording(pool: Path) -> None:
    filled(pool)
    answer(pool, "HOLDERS", {"count": 3}, Concern())
    answer(pool, "HOLDERS", {"count": 4})
    answer(pool, "HOLDERS", {"count": 5}, BATCH)
    counts = {d.uid: [r.values["count"] for r in d.records] for d in dossiers_of(pool, [ONE, TWO])}
    assert counts == {ONE: [3, 4, 5], TWO: [3, 5]}
    assert dossiers_of(pool, [THREE])[0].latest("HOLDERS").values["count"] == 5


def test_several_rows_for_several_parcels_are_kept_together(pool: Path) -> None:
    filled(pool)
    rows = [{"holder": "张三", "agreed": "是"}, {"holder": "李四", "agreed": "否"}]
    said = {"answered_by": "村委会", "answered_on": date(2026, 12, 1), "role": "VILLAGE", "recorded_at": RECORDED_AT}
    uids = record_form(pool, "CONSENT", rows, Concern((ONE, TWO)), **said)
    assert len(set(uids)) == 4
    for dossier in dossiers_of(pool, [ONE, TWO]):
        assert [(r.values["holder"], r.values["agreed"]) for r in dossier.records] == [("张三", True), ("李四", False)]
    assert verify_pool(pool) == ()


@pytest.mark.parametrize(
    ("form", "values", "more", "told"),
    [
        ("NONSENSE", {}, {}, "no form “NONSENSE”"),
        ("HOLDERS", {"count": "many"}, {}, "many is no number"),
        ("HOLDERS", {"cuont": 3}, {}, "no such field.*count"),
        ("HOLDERS", {}, {}, "no answer"),
        ("HOLDERS", {"count": 3}, {"answered_by": " "}, "BY"),
        ("HOLDERS", {"count": 3}, {"answered_on": date(2030, 1, 1)}, "after the day on which they are recorded"),
        ("HOLDERS", {"count": 3}, {"on": Concern(("139901-CROP-000099",))}, "no parcel and no matter"),
        ("QUALITY", {"stage": "CITY", "conformity": "PASS", "grade": 4, "date": "2026-11-05"}, {}, "scheme"),
    ],
)
def test_what_the_form_doesnt_admit_is_refused_and_leaves_nothing(
    pool: Path, form: str, values: dict[str, object], more: dict[str, object], told: str
) -> None:
    before = contents(filled(pool))
    with pytest.raises(InputProblem, match=told):
        answer(pool, form, values, **more)  # type: ignore[arg-type]
    assert contents(pool) == before
