"""``comparesubmissions``: an earlier and a new package, held side by side in the toolbox."""

from __future__ import annotations

from pathlib import Path

import pytest
from toolbox import AS_OF, BATCH, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


def export(pool: Path, folder: Path, **given: object) -> str:
    folder.mkdir()
    terms = {"POOL": str(pool), "SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF, "PACKAGE": str(folder)}
    return str(run("exportsubmission", **{**terms, **given})["PACKAGE"])


def test_the_same_parcels_packed_again_are_the_same_and_the_page_says_so(filled: Path, tmp_path: Path) -> None:
    old, new = export(filled, tmp_path / "one"), export(filled, tmp_path / "two", VERSION=2)
    page = tmp_path / "比对.html"
    result = run("comparesubmissions", OLD=old, NEW=new, OUTPUT="memory:", VALUES="memory:", REPORT=str(page))
    assert (result["SAME"], result["ADDED"], result["REMOVED"], result["CHANGED"]) == (True, 0, 0, 0)
    assert rows(result["OUTPUT"]) == []
    assert [(row["item"], row["old"], row["new"]) for row in rows(result["VALUES"])] == [("version_no", "1", "2")]
    text = page.read_text(encoding="utf-8")
    assert Path(old).name in text and Path(new).name in text


def test_a_package_of_which_a_byte_was_changed_is_refused(filled: Path, tmp_path: Path) -> None:
    good = export(filled, tmp_path / "one")
    bad = tmp_path / "bad.zip"
    content = bytearray(Path(good).read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(content)
    refused("comparesubmissions", "bad.zip", "doesn't verify", OLD=good, NEW=str(bad), OUTPUT="memory:")
