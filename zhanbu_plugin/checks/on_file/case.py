"""What a check over the file may look at, and how what it found becomes a column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ...regimes.rule_set import CheckRule, RuleSet
from ...survey.wording import Wording, translate
from ..column import FAIL, NOT_CHECKED, PASS, CheckColumn, not_checked
from ..dossier import Dossier

NOTHING_ON_FILE = translate(
    "zhanbu", "Nothing is on file of it here: put it into the pool and record its papers and forms there."
)


@dataclass(frozen=True)
class DossierCase:
    """The rules, the day, and n dossiers; ``None`` stands for a subject that isn't on file.

    ``returned_on`` (n) are the days of their last steps back, whose dossiers then lack what no longer counts.
    """

    rule_set: RuleSet
    as_of: date
    dossiers: Sequence[Dossier | None]
    returned_on: Sequence[date | None] = ()

    def __len__(self) -> int:
        return len(self.dossiers)

    def day_of(self, dossier: Dossier) -> date:
        """Day of the step that is to be taken, else the day of the check."""
        return dossier.next_step.occurred_on if dossier.next_step else self.as_of


@dataclass(frozen=True)
class Judgement:
    """What a check found on one dossier: ``lacking`` says what is missing, ``None`` where nothing is.

    ``open``: the question itself can't be answered. ``measured`` and ``threshold`` are NaN for none.
    """

    lacking: Wording | None = None
    open: bool = False
    measured: float = np.nan
    threshold: float = np.nan

    def lacks(self, lacking: Wording | None) -> Judgement:
        """The same with what is missing."""
        return replace(self, lacking=lacking)


IN_ORDER = Judgement()
Judge = Callable[[Dossier], Judgement]


def judged(
    rule: CheckRule,
    case: DossierCase,
    judge: Judge,
    *,
    unit: str = "",
    source: str = "",
    alike: Callable[[Dossier], Hashable] | None = None,
) -> CheckColumn:
    """A column from a judgement on each dossier; what isn't on file is unknown.

    ``alike`` gives all that a judgement hangs on, where that is little: it is then made once for many dossiers.
    """
    if all(dossier is None for dossier in case.dossiers):
        return not_checked(rule, len(case), NOTHING_ON_FILE, source)
    off_file = Judgement(NOTHING_ON_FILE, open=True)
    judge = judge if alike is None else _once(judge, alike)
    found = [off_file if dossier is None else judge(dossier) for dossier in case.dossiers]
    returned = case.returned_on or [None] * len(case)
    sentences = [_sentence(judgement.lacking, day) for judgement, day in zip(found, returned)]
    outcome = np.array([_outcome(judgement) for judgement in found], dtype=np.int8)
    return CheckColumn(
        rule,
        outcome,
        np.array([np.nan if judgement.open else judgement.measured for judgement in found], dtype=np.float64),
        np.array([judgement.threshold for judgement in found], dtype=np.float64),
        unit,
        source,
        lambda i: sentences[i],
    )


def _sentence(lacking: Wording | None, returned_on: date | None) -> Wording:
    if lacking is None or returned_on is None:
        return lacking or NOTHING_ON_FILE
    return translate(
        "zhanbu",
        "{what} What was filed for this before the step back of {day} doesn't count any more.",
        what=lacking,
        day=returned_on.isoformat(),
    )


def _once(judge: Judge, alike: Callable[[Dossier], Hashable]) -> Judge:
    made: dict[Hashable, Judgement] = {}

    def of_its_kind(dossier: Dossier) -> Judgement:
        key = alike(dossier)
        if key not in made:
            made[key] = judge(dossier)
        return made[key]

    return of_its_kind


def _outcome(judgement: Judgement) -> int:
    if judgement.lacking is None:
        return PASS
    return NOT_CHECKED if judgement.open else FAIL
