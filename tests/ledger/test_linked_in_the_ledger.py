"""What the ledger has linked to a project goes before what somebody wrote on its form."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import HA, HEBEI, RECORDED, act, hebei

from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.checks.on_file import KINDS
from zhanbu_plugin.checks.on_file.rounds import dossier_case
from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.unlinking import write_off
from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.acts import Act


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, str]:
    """A pool with 10 ha, and the matter of a project."""
    pool = hebei(tmp_path, 10)
    opened = Act("COUNTY_NR", act("2026-02-01").on, "", RECORDED)
    return pool, open_matter(pool, HEBEI, MatterTerms("OCCUPATION", 2026, "示例公路"), opened)


def approve(pool: Path, matter: str, approved_m2: float, linked_m2: float | None) -> None:
    given = {"approved_m2": approved_m2, "area_m2": 60_000.0, "kind": "CONSTRUCTION"}
    values = given if linked_m2 is None else {**given, "linked_m2": linked_m2}
    said = {"answered_by": "王工", "answered_on": act("2026-03-02").on, "role": "COUNTY_NR", "recorded_at": RECORDED}
    record_form(pool, "OCCUPATION", [values], Concern((matter,)), **said)  # type: ignore[arg-type]


def outcome(pool: Path, matter: str) -> Outcome:
    """Of the check that no more is approved than linked."""
    (check,) = (check for check in HEBEI.checks if check.id == "CHK-APPROVED-AREA")
    (dossier,) = dossiers_of(pool, [matter])
    case = dossier_case(HEBEI, act("2026-03-03").on, [dossier])
    return KINDS[check.kind](check, case).finding(0, matter, "").outcome


def test_HB_21_no_more_is_approved_than_the_ledger_has_linked(project: tuple[Path, str]) -> None:
    """HB-21: 5 ha are linked, whatever the form says; written off they still count."""
    pool, matter = project
    link(pool, Project("冀-001", "示例公路", 5 * HA, matter_uid=matter), act("2026-03-01", role="COUNTY_NR"), HEBEI)
    approve(pool, matter, 50_000.0, 90_000.0)
    assert outcome(pool, matter) is Outcome.PASS
    approve(pool, matter, 50_000.01, 90_000.0)
    assert outcome(pool, matter) is Outcome.FAIL
    approve(pool, matter, 50_000.0, None)
    assert outcome(pool, matter) is Outcome.PASS
    write_off(pool, "冀-001", 5 * HA, act("2026-03-02"), HEBEI)
    assert outcome(pool, matter) is Outcome.PASS


def test_where_the_ledger_knows_no_project_the_form_is_believed(project: tuple[Path, str]) -> None:
    pool, matter = project
    assert outcome(pool, matter) is Outcome.NOT_CHECKED
    approve(pool, matter, 50_000.0, 50_000.0)
    assert outcome(pool, matter) is Outcome.PASS
    link(pool, Project("冀-002", "另一项目", 4 * HA), act("2026-03-01", role="COUNTY_NR"), HEBEI)
    assert outcome(pool, matter) is Outcome.PASS
