"""A pool remembers which file played which role, and a check takes it where none is given."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from toolbox import AS_OF, BATCH, SURVEY, Log, check, copied, push, rows

from zhanbu_plugin.checks.checked_layer import read_checked
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import role_files
from zhanbu_plugin.processing.pool.pushing import push_checked

pytestmark = pytest.mark.usefixtures("zhanbu")


def remembered(pool: Path, checked: dict[str, Any], **paths: str) -> None:
    """Push what was checked, telling the pool where layers are."""
    parcels = read_checked(read_layer(checked["OUTPUT"])).parcels
    day = date.fromisoformat(AS_OF)
    report = push_checked(str(pool), parcels, system="CROP", batch=BATCH, as_of=day, layer_paths=paths)
    assert report.admitted
    assert verify_pool(pool) == ()


def outcomes(result: dict[str, Any], check_id: str) -> list[str]:
    return [row["outcome"] for row in rows(result["FINDINGS"]) if row["check_id"] == check_id]


def without_red_line(pool: Path, log: Log) -> dict[str, Any]:
    return check(log, POOL=str(pool), REDLINE=None, FINDINGS="memory:")


def test_a_role_that_is_left_empty_gets_the_pools_layer_and_the_log_says_so(
    pool: Path, checked: dict[str, Any]
) -> None:
    remembered(pool, checked, redline=f"{SURVEY}|layername=redline")
    log = Log()
    again = without_red_line(pool, log)
    assert outcomes(again, "CHK-BAN-redline") == outcomes(checked, "CHK-BAN-redline")
    assert f"{SURVEY}|layername=redline" in log
    assert not [text for text in log.warned if "changed" in text]


def test_what_the_toolbox_checks_and_pushes_is_remembered_with_the_files_that_were_read(pool: Path) -> None:
    first = check(POOL=str(pool), FINDINGS="memory:")
    push(pool, first["OUTPUT"])
    known = {layer.role: layer.path for layer in role_files(pool)}
    assert known["redline"] == f"{SURVEY}|layername=redline"
    assert {"dem", "county", "survey"} <= known.keys()
    log = Log()
    again = check(log, POOL=str(pool), REDLINE=None, DEM=None, FINDINGS="memory:")
    for check_id in ("CHK-BAN-redline", "CHK-SLOPE"):
        assert outcomes(again, check_id) == outcomes(first, check_id)
    assert known["dem"] in log and not [text for text in log.warned if "changed" in text]
    assert verify_pool(pool) == ()


def test_rows_that_name_different_files_for_a_role_leave_it_open(checked: dict[str, Any]) -> None:
    layer = read_layer(checked["OUTPUT"])
    told = [text for text in layer.fields["layers"] if text]
    other = told[0].replace("layername=redline", "layername=reserve")
    fields = {**layer.fields, "layers": np.array([other, *layer.fields["layers"][1:]], dtype=object)}
    assert "redline" in read_checked(layer).layer_paths
    assert "redline" not in read_checked(replace(layer, fields=fields)).layer_paths
    nonsense = np.full(len(layer), "{not a table", dtype=object)
    assert read_checked(replace(layer, fields={**layer.fields, "layers": nonsense})).layer_paths == {}


def test_without_a_remembered_file_the_role_stays_empty(pool: Path, checked: dict[str, Any]) -> None:
    remembered(pool, checked)
    log = Log()
    assert set(outcomes(without_red_line(pool, log), "CHK-BAN-redline")) == {"NOT_CHECKED"}


def test_a_remembered_file_that_is_gone_is_told(pool: Path, checked: dict[str, Any], tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.gpkg")
    remembered(pool, checked, redline=gone)
    log = Log()
    assert set(outcomes(without_red_line(pool, log), "CHK-BAN-redline")) == {"NOT_CHECKED"}
    assert [text for text in log.warned if gone in text and "not there any more" in text]


def test_a_remembered_file_with_other_content_is_taken_and_told(
    pool: Path, checked: dict[str, Any], tmp_path: Path
) -> None:
    path = copied("redline", tmp_path)
    remembered(pool, checked, redline=path)
    with closing(sqlite3.connect(path)) as file:
        for trigger in [r[0] for r in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            file.execute(f'DROP TRIGGER "{trigger}"')
        file.execute("DELETE FROM redline WHERE fid = (SELECT min(fid) FROM redline)")
        file.commit()
    log = Log()
    assert "PASS" in outcomes(without_red_line(pool, log), "CHK-BAN-redline")
    assert [text for text in log.warned if path in text and "has changed" in text]


def test_a_push_that_does_not_know_the_files_does_not_make_the_pool_forget_them(
    pool: Path, checked: dict[str, Any]
) -> None:
    remembered(pool, checked, redline=f"{SURVEY}|layername=redline")
    elsewhere = check(POOL=str(pool), OUTPUT="memory:")
    push(pool, elsewhere["OUTPUT"], BATCH="2026-02")
    assert {layer.role: layer.path for layer in role_files(pool)} == {"redline": f"{SURVEY}|layername=redline"}
