"""What a check keeps lies beside the pool, changes nothing that a user sees, and nobody misses it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import toolbox
from ordinary_rights import ordinary_rights
from toolbox import AS_OF, BATCH, Log, check, push, rows, run

from zhanbu_plugin.pool.integrity import verify_pool

pytestmark = pytest.mark.usefixtures("zhanbu")


def _said(pool: Path, log: Log | None = None) -> tuple[Any, ...]:
    result = check(log, POOL=str(pool), FINDINGS="memory:")
    return rows(result["OUTPUT"]), rows(result["FINDINGS"])


def test_a_second_check_finds_what_the_first_kept_and_says_the_same(pool: Path) -> None:
    log = Log()
    first = _said(pool, log)
    folder = pool.with_suffix(".kept")
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len([name for name in files if name.startswith("layer-")]) == len(toolbox.roles()) + 1  # and the claims
    again = Log()
    assert _said(pool, again) == first
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == files
    assert again.warned == log.warned
    shutil.rmtree(folder)
    assert _said(pool) == first


def test_without_a_pool_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cant_be_made_is_told_as_information(pool: Path, tmp_path: Path) -> None:
    expected = _said(pool)
    shutil.rmtree(pool.with_suffix(".kept"))
    tmp_path.chmod(0o555)
    log = Log()
    try:
        with ordinary_rights():
            assert _said(pool, log) == expected
    finally:
        tmp_path.chmod(0o755)
    assert [text for text in log.told if "Nothing could be kept" in text or "无法在" in text]
    assert not [text for text in log.warned if ".kept" in text]


def test_pool_and_package_depend_on_nothing_that_was_kept(pool: Path, checked: dict[str, Any], tmp_path: Path) -> None:
    check(POOL=str(pool))
    push(pool, checked["OUTPUT"])
    shutil.rmtree(pool.with_suffix(".kept"))
    assert verify_pool(pool) == ()
    package = tmp_path / "package.zip"
    run("exportsubmission", POOL=str(pool), SYSTEM="CROP", BATCH=BATCH, AS_OF=AS_OF, PACKAGE=str(package))
    with zipfile.ZipFile(package) as content:
        assert not [name for name in content.namelist() if "kept" in name]
