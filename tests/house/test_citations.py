"""The engine cites what a reader can find: laws, standards, papers and files of this repository, no working notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

WORKING_NOTES = re.compile(r"\b(?:standards(?: section)? \d|standards file|domain(?:\.md)? (?:A-)?\d|design section)")


@pytest.mark.parametrize("floor", ["checks", "survey"])
def test_no_docstring_cites_working_notes(floor: str, repository: Path) -> None:
    files = sorted((repository / "zhanbu_plugin" / floor).rglob("*.py"))
    assert files
    cited = {file.name: WORKING_NOTES.findall(file.read_text(encoding="utf-8")) for file in files}
    assert {name: found for name, found in cited.items() if found} == {}
