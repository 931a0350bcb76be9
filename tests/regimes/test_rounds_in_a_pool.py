"""After a step back the very same paper may be put on file once more, and then counts for the new round."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from jiangxi_office import RECORDED_AT, WHOLE_BATCH, answer, attach, go, make_office, uids, walk

from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.integrity import verify_pool

DAY = date(2022, 9, 20)
AGAIN = {"result": "PASS", "date": "2022-09-15", "area_m2": 9_200}


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """A mine that was accepted and has to be rectified."""
    path = make_office(tmp_path)
    walk(path, "ACCEPTED")
    answer(path, "RECTIFICATION", {"found_on": "2022-08-25", "matter": "补植", "due": "2022-10-30"}, WHOLE_BATCH)
    assert go(path, "RECTIFY", date(2022, 9, 1)).advanced
    accepted = [{"office": office, **AGAIN} for office in ("FORESTRY", "NR")]
    said = {"answered_by": "张三", "answered_on": date(2022, 9, 15), "role": "TECHNICIAN", "recorded_at": RECORDED_AT}
    record_form(path, "ACCEPTANCE", accepted, WHOLE_BATCH, **said)
    return path


def papers(pool: Path) -> int:
    (dossier,) = dossiers_of(pool, uids(pool))
    return sum(item.kind == "ACCEPTANCE_REPORT" for item in dossier.evidence)


@pytest.mark.parametrize("concern", ["batch", "parcel"])
def test_JX_3_2_2_6_the_same_report_is_shown_anew_after_the_works_were_rectified(pool: Path, concern: str) -> None:
    of = WHOLE_BATCH if concern == "batch" else Concern(tuple(uids(pool)))
    (refusal,) = go(pool, "ACCEPTED", DAY).refused
    assert "doesn't count any more" in str(refusal.reason)
    attach(pool, "ACCEPTANCE_REPORT", of)
    assert papers(pool) == 2
    attach(pool, "ACCEPTANCE_REPORT", of)
    assert papers(pool) == 2, "once for each round"
    report = go(pool, "ACCEPTED", DAY)
    assert report.advanced, [str(r.reason) for r in report.refused]
    assert verify_pool(pool) == ()
