"""A package that was changed on its way is reported, whatever was changed; never a crash, never more than ten seconds.

``ZHANBU_MUTATIONS=1000`` tries more of them; ``make bench-mutations`` measures a thousand.
"""

from __future__ import annotations

import os
import time

import pytest
from mutated_packages import Mutations, package_with_papers

from zhanbu_plugin.exchange.verification.verifying import verify_submission

COUNT = int(os.environ.get("ZHANBU_MUTATIONS", "150"))


@pytest.fixture(scope="module")
def mutations(tmp_path_factory: pytest.TempPathFactory) -> Mutations:
    package = package_with_papers(tmp_path_factory.mktemp("pool"))
    report = verify_submission(package)
    assert (report.problems, report.notes) == ((), ())
    return Mutations(package, tmp_path_factory.mktemp("mutated"))


def test_every_package_that_was_changed_on_its_way_is_reported(mutations: Mutations) -> None:
    unreported = []
    for number in range(COUNT):
        made = mutations.mutation(number)
        began = time.perf_counter()
        report = verify_submission(made.path)
        assert time.perf_counter() - began < 10, (number, made.told)
        if not report.problems and not _called_otherwise(report.notes):
            unreported.append((number, made.told))
    assert unreported == []


def _called_otherwise(notes: tuple[object, ...]) -> bool:
    """Number and version of a submission stand in its manifest and its name only, and mail may rename a file."""
    return any(getattr(note, "code", "") == "NAME" for note in notes)
