"""A ZIP that is no submission package at all is called so, instead of listing every file that it lacks."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from zhanbu_plugin.exchange.submission.format import CONTENT, MANIFEST, PAPERS
from zhanbu_plugin.exchange.verification.verifying import verify_submission


@pytest.mark.parametrize("names", [["照片/一.jpg"], [f"报送/{name}" for name in (MANIFEST, *CONTENT, *PAPERS)]])
def test_a_zip_of_other_files_or_zipped_anew_with_its_folder_is_told_in_one_sentence(
    names: list[str], tmp_path: Path
) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        for name in names:
            archive.writestr(name, b"anything")
    report = verify_submission(other)
    (problem,) = report.problems
    assert not report.valid and problem.code == "ARCHIVE"
    assert str(problem.wording).startswith("This is no submission package")
