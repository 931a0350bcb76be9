"""``writereview``: the drawn layer with its results becomes the city's opinion and the slip for the county."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from toolbox import AS_OF, BATCH, refused, rows, run

from zhanbu_plugin.exchange.returns.reading import read_slip

pytestmark = pytest.mark.usefixtures("zhanbu")
SEED = "CROP|139901|2026|CITY|1"
DAY = {"DATE": "2026-12-01", "DOC_NO": "示例市自然资函〔2026〕20号", "ISSUER": "示例市自然资源和规划局"}


@pytest.fixture
def package(filled: Path, tmp_path: Path) -> str:
    terms = {"POOL": str(filled), "SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF}
    folder = tmp_path / "报送"
    folder.mkdir()
    return str(run("exportsubmission", PACKAGE=str(folder), **terms)["PACKAGE"])


def results(folder: Path, drawn: list[str], failed: dict[str, tuple[str, str]]) -> str:
    path = folder / "核查结果.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["parcel_id", "result", "code", "reason"])
        for uid in drawn:
            code, reason = failed.get(uid, ("", ""))
            table.writerow([uid, "不合格" if code else "合格", code, reason])
    return str(path)


def text_of(paper: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext isn't installed (Debian: poppler-utils), so the PDF can't be read back")
    return subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True).stdout


def test_what_the_city_drew_and_found_comes_back_as_opinion_and_slip(package: str, tmp_path: Path) -> None:
    draw = {"PACKAGE": package, "SEED": SEED, "RATIO": 0.3, "BY_TOWNSHIP": True}
    everybody = [
        row["parcel_id"] for row in rows(run("drawsample", **{**draw, "RATIO": 1}, OUTPUT="memory:")["OUTPUT"])
    ]
    last = everybody[-1]
    told = run("drawsample", OUTPUT="memory:", FORCED=f"{last}，", **draw)
    drawn = rows(told["OUTPUT"])
    assert told["DRAWN"] == len(drawn) and told["DRAWN_AREA"] >= 0.3 * told["FRAME_AREA"]
    assert (drawn[0]["parcel_id"], drawn[0]["drawn_as"]) == (last, "FORCED")
    assert {(row["result"], row["code"], row["reason"]) for row in drawn} == {(None, None, None)}
    found = results(tmp_path, [row["parcel_id"] for row in drawn], {last: ("R07", "北侧陡坡未剔除")})
    slip, opinion = tmp_path / "退回单.xlsx", tmp_path / "核查意见.pdf"
    terms = {**draw, **DAY, "FORCED": last, "RESULTS": found, "SLIP": str(slip), "OPINION": str(opinion)}
    answer = run("writereview", **terms)
    assert (answer["PASSED"], answer["RETURNED"], answer["R07"], answer["R03"]) == (False, 1, 1, 0)
    assert (answer["LOOKED_AT"], answer["DRAWN_AREA"]) == (len(drawn), told["DRAWN_AREA"])
    assert [(item.parcel, item.code, item.text) for item in read_slip(slip)] == [(last, "R07", "北侧陡坡未剔除")]
    before = opinion.read_bytes(), slip.read_bytes()
    run("writereview", **terms)
    assert (opinion.read_bytes(), slip.read_bytes()) == before
    text = text_of(opinion)
    for part in ("核查意见", SEED, "示例市自然资函〔2026〕20号", last, "R07", "北侧陡坡未剔除", Path(package).name):
        assert part in text, part


def test_a_submission_that_passes_has_no_slip(package: str, tmp_path: Path) -> None:
    drawn = [
        row["parcel_id"] for row in rows(run("drawsample", PACKAGE=package, SEED=SEED, OUTPUT="memory:")["OUTPUT"])
    ]
    slip = tmp_path / "退回单.xlsx"
    found = results(tmp_path, drawn, {})
    answer = run("writereview", PACKAGE=package, SEED=SEED, RESULTS=found, SLIP=str(slip), **DAY)
    assert (answer["PASSED"], answer["SLIP"], slip.exists()) == (True, "", False)


def test_the_same_ground_in_another_submission_goes_back_with_R04(filled: Path, package: str, tmp_path: Path) -> None:
    terms = {"POOL": str(filled), "SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF, "SEQUENCE": 2}
    other = run("exportsubmission", PACKAGE=str(tmp_path), **terms)["PACKAGE"]
    answer = run("writereview", PACKAGE=package, OTHERS=[other], SLIP=str(tmp_path / "slip.xlsx"), **DAY)
    held = len(rows(f"{filled}|layername=parcel"))
    assert (answer["OVERLAP_COUNT"], answer["RETURNED"], answer["R04"]) == (held, held, held)
    kept = run("writereview", PACKAGE=package, OTHERS=[other], RETURN_OVERLAPS=False, **DAY)
    assert (kept["OVERLAP_COUNT"], kept["PASSED"]) == (held, True)


def test_a_review_without_results_is_refused(package: str, tmp_path: Path) -> None:
    refused("writereview", "give what was found", PACKAGE=package, **DAY)
    refused("writereview", "no result", "field result", PACKAGE=package, SEED=SEED, **DAY)
    refused("writereview", "DATE", PACKAGE=package, SEED=SEED, **{**DAY, "DATE": "first of May"})
    unknown = results(tmp_path, ["139901-CROP-000999"], {})
    refused("writereview", "139901-CROP-000999", "核查结果", PACKAGE=package, RESULTS=unknown, **DAY)
