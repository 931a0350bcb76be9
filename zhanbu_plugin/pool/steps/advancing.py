"""Taking steps (状态推进): one engine for every transition of parcels and matters."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ...checks.checked import findings_to_json
from ...checks.findings import Finding
from ...checks.layer import Progress, report
from ...checks.measuring import Surroundings
from ...checks.waivers.waiver import Waiver, waivers_to_json
from ...regimes.rule_set import RuleSet
from ..chain import kept_findings, kept_waivers, run_id_of
from ..database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..filing.dossiers import stored_files
from ..filing.evidence_files import keeping_files
from ..store import PoolWriter
from .acts import Act, Journal, require_act
from .stepping import Ready, StepRefusal, StepTerms, weigh

STATE = "STATE"
"""Action of an entry that takes a step."""


Consequences = Callable[[PoolWriter, Journal, Sequence[Ready], StepTerms], None]
"""What follows from steps that were just taken, written with them or not at all."""


@dataclass(frozen=True)
class AdvanceReport:
    """What became of a step: uids that took it, and of the others each reason."""

    advanced: tuple[str, ...]
    refused: tuple[StepRefusal, ...]

    @property
    def refused_uids(self) -> tuple[str, ...]:
        """Uids that didn't take the step, each once."""
        return tuple(dict.fromkeys(refusal.uid for refusal in self.refused))


def advance(
    path: PoolAddress,
    uids: Sequence[str],
    to_state: str,
    act: Act,
    rule_set: RuleSet,
    surroundings: Surroundings | None = None,
    *,
    waivers: Iterable[Waiver] = (),
    version: str = "",
    consequences: Consequences | None = None,
    progress: Progress = None,
    busy_seconds: float = BUSY_SECONDS,
) -> AdvanceReport:
    """Let parcels and matters take a step, those that may; say of the others why not.

    The transition must exist, the role be one of its own, an act that is decided elsewhere name its document, the day
    not lie before the last step; then its guards are asked, over what is on file and what is measured against
    ``surroundings``. All that may take the step do so in one transaction; a refused one doesn't hold up the others.
    What the guards found is kept with the step. ``consequences`` is what follows from the steps elsewhere, such as in
    the ledger; it is called once they are taken, in the same transaction.

    Raises ``InputProblem`` for a pool, layer or waiver that can't be used, ``Cancelled``; the pool is then untouched.
    """
    require_act(act)
    terms = StepTerms(to_state, act, rule_set, surroundings or Surroundings(), tuple(waivers), version)
    intact = stored_files(path)
    once = sorted(set(uids))
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool:
        head = pool.head()  # every change of a pool moves it, so others may write while parcels are measured
        ready, refused = weigh(pool, once, terms, intact, progress)
        with keeping_files(path, _documents(ready)) as files, pool.writing():
            if pool.head() != head:
                ready, refused = weigh(pool, once, terms, intact, None)
            _write(pool, ready, terms, consequences)
            report(progress, 0.95)
            files.keep(_documents(ready))
    return AdvanceReport(tuple(r.uid for r in ready), tuple(refused))


def _documents(ready: Sequence[Ready]) -> list[tuple[str, str, str]]:
    return [(w.path, w.file_name, w.file_sha256) for r in ready for w in r.result.waivers]


def _write(
    pool: PoolWriter, ready: Sequence[Ready], terms: StepTerms, consequences: Consequences | None = None
) -> None:
    """Keep the rules, the check, what it found, and the steps; of a step that nobody takes, nothing is kept."""
    if not ready:
        return
    rule_set = terms.rule_set
    pool.add_rule_sets({rule_set.sha256: rule_set.content})
    pool.add_runs({run_id_of(r.run): r.run for r in ready if r.result.findings}, {})
    journal = Journal(pool)
    for one in ready:
        findings = kept_findings(one.uid, one.result.findings)
        waivers = kept_waivers(one.result.waivers)
        run_id = run_id_of(one.run) if findings else ""
        pool.add_guard_findings(one.uid, run_id, findings, waivers)
        journal.append(
            one.uid,
            (one.from_state, one.step.to),
            STATE,
            terms.act,
            step_facts(findings, waivers, terms.act.doc_no, rule_set.sha256),
            clause=one.step.clause,
            rule_set=rule_set.id,
            run_id=run_id,
            ends_claim=one.ends,
        )
    if consequences is not None:
        consequences(pool, journal, ready, terms)


def step_facts(
    findings: Sequence[Finding], waivers: Sequence[Waiver], doc_no: str, rule_set_sha256: str
) -> dict[str, object]:
    """What a step testifies to: its document, its rules, and what its guards found."""
    facts: dict[str, object] = {
        "doc_no": doc_no,
        "findings_sha256": hashlib.sha256(findings_to_json(findings).encode()).hexdigest(),
        "rule_set_sha256": rule_set_sha256,
    }
    if waivers:
        facts["waivers_sha256"] = hashlib.sha256(waivers_to_json(waivers).encode()).hexdigest()
    return facts
