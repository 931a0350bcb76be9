"""Verification of rules and findings: a package that agrees with itself can still contradict the regulation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from package_mutations import repacked, unpacked
from submission_example import RULES, RUN, batch_of, built, checked

from zhanbu_plugin.checks.checked import seal_of
from zhanbu_plugin.checks.findings import Finding, Outcome, Severity
from zhanbu_plugin.exchange.submission import building
from zhanbu_plugin.exchange.submission.building import SubmissionRefused
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.pool.chain import entry_facts, sealed
from zhanbu_plugin.pool.records import PoolBatch
from zhanbu_plugin.regimes import choosing
from zhanbu_plugin.regimes.reading.rule_set_file import read_rule_set


def told_otherwise(batch: PoolBatch, index: int, findings: Sequence[Finding]) -> PoolBatch:
    """The batch with other findings of one parcel, and a history that testifies to them."""
    parcels = list(batch.parcels)
    parcels[index] = replace(parcels[index], findings=tuple(findings))
    facts = {p.parcel_uid: entry_facts(p) for p in parcels}
    events, head = [], batch.events[0].prev_hash
    for event in batch.events:
        events.append(sealed(replace(event, facts=facts[event.subject_uid]), head))
        head = events[-1].hash
    return replace(batch, parcels=tuple(parcels), events=tuple(events))


def invented(findings: tuple[Finding, ...]) -> list[Finding]:
    return [*findings, replace(findings[0], check_id="CHK-NOTHING", clause="HB-99", severity=Severity.INFO)]


def lighter(findings: tuple[Finding, ...]) -> list[Finding]:
    changed = {"outcome": Outcome.FAIL, "measured": 5000.0, "unit": "m2", "severity": Severity.WARN}
    return [replace(f, **changed) if f.check_id == "CHK-BAN-redline" else f for f in findings]


def left_out(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.check_id != "CHK-SLOPE"]


@pytest.mark.parametrize("change", [invented, lighter, left_out])
def test_findings_that_the_rules_do_not_demand_are_found_though_all_files_agree(
    tmp_path: Path,
    change: Callable[[tuple[Finding, ...]], list[Finding]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A forger changes what builds the package, so that every file and hash says the same."""
    batch = batch_of(tmp_path, [checked(i) for i in range(4)])
    forged = told_otherwise(batch, 2, change(batch.parcels[2].findings))
    with pytest.raises(SubmissionRefused) as refused:
        built(forged, tmp_path / "refused")
    assert {(r.code, r.parcel) for r in refused.value.reasons} == {("FINDINGS", "00003")}
    monkeypatch.setattr(building, "batch_problems", lambda *_: ())
    monkeypatch.setattr(building, "verify_submission", lambda path, **_: replace(verify_submission(path), problems=()))
    report = verify_submission(built(forged, tmp_path / "forged").path)
    assert {(p.code, p.parcel) for p in report.problems} == {("FINDINGS", "00003")}


def packed_by(content: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package from an office that has its own edition of the rules: checked, pooled and packed by it throughout."""
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_bytes(content)
    own = read_rule_set(folder / "own.yaml", applied=False)
    run = replace(RUN, rule_set=own.id, rule_set_sha256=own.sha256)
    parcels = [replace(checked(i), run=run) for i in range(3)]
    with monkeypatch.context() as there:
        there.setattr(choosing, "rule_sets", lambda: {own.id: own})
        batch = batch_of(folder, [replace(p, seal=seal_of(p)) for p in parcels], rules=own)
        return built(batch, folder / "out").path


EDITIONS = {
    "a limit": ("value: 25.0", "value: 60.0", "slope.limit_deg"),
    "a yes": ("value: true", "value: false", "slope.inclusive"),
    "a unit": ("unit: deg", "unit: rad", "geometry.spike_deg"),
    "a weight": (
        "severity_by_category: {RESTORE: OVERRIDE,",
        "severity_by_category: {RESTORE: WARN,",
        "CHK-BAN-redline",
    ),
    "a last day": ("valid_to: 2028-04-30", "valid_to: 2038-04-30", "valid_to"),
    "a class": ('classes: ["0404"]', 'classes: ["0404", "0101"]', "RESTORE"),
    "a parameter too many": (
        "  slope.limit_deg:",
        "  slope.limit_degree: {value: 1, unit: '', register: '', reason: {zh: 一, en: one}}\n  slope.limit_deg:",
        "slope.limit_degree",
    ),
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_rules_that_say_something_else_than_here_are_a_problem_that_names_it(
    tmp_path: Path, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything in the package agrees: the office checked, pooled and packed by its own rules."""
    before, after, named = EDITIONS[edition]
    text = RULES.content.decode()
    assert before in text
    report = verify_submission(packed_by(text.replace(before, after, 1).encode(), tmp_path / "a", monkeypatch))
    assert {(p.code, p.file) for p in report.problems} == {("RULE_SET", "rule_set.yaml")}
    assert named in str(report.problems[0].wording)


def test_rules_that_this_installation_does_not_have_can_not_be_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = RULES.content.replace(b"id: hebei-cropland-2025", b"id: hebei-cropland-2024")
    report = verify_submission(packed_by(own, tmp_path / "a", monkeypatch))
    assert {(p.code, p.file) for p in report.problems} == {("RULE_SET", "rule_set.yaml")}
    assert "hebei-cropland-2024" in str(report.problems[0].wording)


def test_rules_that_lack_what_verifying_needs_are_a_problem_like_others(
    tmp_path: Path,
) -> None:
    package = built(batch_of(tmp_path, [checked(0), checked(1)]), tmp_path / "out").path
    own = RULES.content.replace(b"  overlap.tolerance_m2:", b"  overlap.tolerance_mu:")
    report = verify_submission(repacked({**unpacked(package), "rule_set.yaml": own}, tmp_path / "again", package.name))
    assert ("RULE_SET", "rule_set.yaml") in {(p.code, p.file) for p in report.problems}
    assert "CONTENT" not in {p.code for p in report.problems}


def test_rules_with_other_explanations_and_comments_are_the_same_and_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = RULES.content.replace("文件未定重叠容差".encode(), "文件没有规定重叠容差".encode()) + b"# 2027\n"
    own = own.replace(b"value: 25.0", b"value: 25")
    report = verify_submission(packed_by(own, tmp_path / "a", monkeypatch))
    assert report.valid, [str(p.wording) for p in report.problems]
    assert [note.code for note in report.notes] == ["RULE_SET"]


def test_rules_of_an_earlier_release_still_verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their file is kept with the later release."""
    own = RULES.content.replace(b"value: 25.0", b"value: 20.0")
    package = packed_by(own, tmp_path / "a", monkeypatch)
    earlier = read_rule_set(tmp_path / "a" / "own.yaml")
    monkeypatch.setattr(choosing, "earlier_versions", lambda: (earlier,))
    report = verify_submission(package)
    assert report.valid and not report.notes, [str(p.wording) for p in report.problems]
