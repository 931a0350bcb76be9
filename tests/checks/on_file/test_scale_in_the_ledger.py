"""The county's control scale as its ledger has it limits what is filed, as what is written on a form does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from on_file_cases import AS_OF, dossier, finding, record, rule

from zhanbu_plugin.checks.dossier import FormRecord, PoolSums
from zhanbu_plugin.checks.findings import Outcome

WITHIN_SHARE = rule("within_share", at="FILED", states=("FILED", "INDICATOR"))
YEAR = AS_OF.year
BATCH = PoolSums("139901", "2026-1", 4, 2_000_000)


def share(cap_m2: float) -> FormRecord:
    return record("COUNTY_SHARE", county="139901", year=YEAR, cap_m2=cap_m2)


@pytest.mark.parametrize(
    ("caps", "on_form", "outcome"),
    [
        (((YEAR, 2_000_000),), None, Outcome.PASS),
        (((YEAR, 1_999_999),), None, Outcome.FAIL),
        (((YEAR, 1_999_999),), 30_000.0, Outcome.FAIL),
        (((YEAR, 3_000_000),), 19_999.99, Outcome.FAIL),
        (((YEAR, 3_000_000),), 20_000.0, Outcome.PASS),
        (((YEAR - 1, 3_000_000),), None, Outcome.NOT_CHECKED),
        (((YEAR - 1, 1),), 20_000.0, Outcome.PASS),
        ((), None, Outcome.NOT_CHECKED),
    ],
)
def test_the_smaller_of_ledger_and_form_counts(
    caps: tuple[tuple[int, int], ...], on_form: float | None, outcome: Outcome
) -> None:
    """HB-16a: a batch of 20 000 m²; a scale of another year says nothing."""
    records = [] if on_form is None else [share(on_form)]
    found = finding(WITHIN_SHARE, dossier(*records, sums=replace(BATCH, caps=caps)))
    assert found.outcome is outcome
