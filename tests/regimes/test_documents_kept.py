"""A document on which a parcel got into the pool counts again at the step that repeats its check, while it fits."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from county_files import county_rules
from sample_batches import BATCH, RECORDED_AT, Sample, at_state, pooled, sample, uids

from zhanbu_plugin.checks.waivers.waiver import Waiver
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.evidence_files import evidence_folder
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import AdvanceReport, advance
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.rule_set import RuleSet

HEBEI = "hebei-cropland-2025"
SCAN = b"%PDF the river office agrees"


def by_the_river(share: float, name: str = "river") -> Sample:
    """The sample plot, of which so much lies in a river's management zone (HB-8d)."""
    plot = sample(HEBEI)
    west, south, east, north = plot.place.bounds
    zone = shapely.box(west - 10, south - 10, west + share * (east - west), north + 10)
    around = plot.with_role("river", [zone])
    layer = replace(around.roles["river"], name=f"{name}.gpkg")
    return replace(around, roles={**around.roles, "river": layer})


def document(folder: Path, **told: object) -> Waiver:
    scan = folder / "agreed.pdf"
    scan.write_bytes(SCAN)
    plain = Waiver(
        *("*", "CHK-BAN-river", "河函〔2026〕3号", date(2026, 6, 1), "示例县水利局", scan.name),
        *(hashlib.sha256(SCAN).hexdigest(), "王工", date(2026, 6, 2), str(scan)),
    )
    return replace(plain, **told)


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """A plot that got in by a document for the half of it, and its check report."""
    path = pooled(tmp_path, by_the_river(0.5), "CHECKED", waivers=[document(tmp_path)])
    (tmp_path / "agreed.pdf").unlink()
    report = tmp_path / "report.pdf"
    report.write_bytes(b"report")
    paper, batch = Paper("CHECK_REPORT", "1号", date(2026, 7, 1)), Concern(system="CROP", batch=BATCH)
    attach_evidence(path, report, paper, batch, role="COUNTY_NR", recorded_at=RECORDED_AT)
    return path


def checked(pool: Path, around: Sample, rules: RuleSet | None = None, *waivers: Waiver) -> AdvanceReport:
    """The step that measures the ground once more."""
    here = at_state(around, "CHECKED")
    act = Act("COUNTY_NR", here.day, "", RECORDED_AT)
    surroundings = replace(here.around, claims=None)
    return advance(pool, uids(pool, here.rules), "CHECKED", act, rules or here.rules, surroundings, waivers=waivers)


def refused(report: AdvanceReport) -> set[tuple[str, str]]:
    return {(refusal.check_id, refusal.clause) for refusal in report.refused}


@pytest.mark.parametrize("share", [0.5, 0.3])
def test_the_document_of_the_push_lifts_the_same_failure_or_less_of_it_and_is_kept_with_the_step(
    pool: Path, share: float
) -> None:
    assert checked(pool, by_the_river(share)).advanced
    assert verify_pool(pool) == ()
    (uid,) = uids(pool, sample(HEBEI).rules)
    with pool_for_reading(pool) as opened, opened.reading():
        step = opened.events_of(uid)[-1]
        _, documents = opened.found_by(uid, step.run_id)
    assert step.to_state == "CHECKED"
    assert [(waiver.check_id, waiver.doc_no) for waiver in documents] == [("CHK-BAN-river", "河函〔2026〕3号")]


def test_more_of_the_ground_needs_a_document_of_its_own(pool: Path, tmp_path: Path) -> None:
    assert refused(checked(pool, by_the_river(0.6))) == {("CHK-BAN-river", "HB-8d")}
    other = document(tmp_path, doc_no="河函〔2026〕8号")
    assert checked(pool, by_the_river(0.6), None, other).advanced


def test_another_layer_needs_a_document_of_its_own(pool: Path) -> None:
    """What was agreed to is ground on one map; a new map may show other ground of the same size."""
    assert refused(checked(pool, by_the_river(0.5, "river_2027"))) == {("CHK-BAN-river", "HB-8d")}


def test_a_document_that_is_gone_or_was_changed_is_asked_for_again(pool: Path) -> None:
    (kept,) = [file for file in evidence_folder(pool).iterdir() if file.read_bytes() == SCAN]
    kept.write_bytes(b"another")
    assert refused(checked(pool, by_the_river(0.5))) == {("CHK-BAN-river", "HB-8d")}


def test_other_rules_ask_for_the_document_again(pool: Path, tmp_path: Path) -> None:
    own = choose_rule_set(
        str(county_rules(tmp_path, {"slope.limit_deg": 20.0})), as_of=date(2026, 7, 1), county="139901"
    )
    assert refused(checked(pool, by_the_river(0.5), own)) == {("CHK-BAN-river", "HB-8d")}


def test_a_document_for_one_check_lifts_no_other(pool: Path) -> None:
    plot = by_the_river(0.5)
    both = replace(plot, roles={**plot.roles, "sfarm": plot.roles["river"]})
    assert refused(checked(pool, both)) == {("CHK-BAN-sfarm", "HB-8d")}
