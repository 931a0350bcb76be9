"""What a package carries beside the layer, read by those who have other programs: GDAL, a spreadsheet, a PDF reader."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import toolbox
from osgeo import ogr
from printed_papers import PRINTED
from toolbox import AS_OF, BATCH, Log, run

from zhanbu_plugin.exchange.archive import write_archive
from zhanbu_plugin.exchange.returns.slip import ReturnItem
from zhanbu_plugin.exchange.returns.writing import write_slip

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from printed import fonts, printed

pytestmark = pytest.mark.usefixtures("zhanbu")
OF_THE_POOL = {"SYSTEM": "CROP", "DATE": AS_OF}


@pytest.fixture(scope="module")
def packed(filled_pool: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A pool with a ledger, and the folder that its package was unpacked to."""
    folder = tmp_path_factory.mktemp("packed")
    pool = toolbox.pool_copy(filled_pool, folder)
    run(
        "takeover",
        POOL=str(pool),
        **OF_THE_POOL,
        AREA_M2=300_000,
        PADDY_M2=20_000,
        DOC_NO="示函〔2026〕1号",
        TITLE="结余",
    )
    run("linkoccupation", POOL=str(pool), **OF_THE_POOL, PROJECT_NO="冀征〔2026〕1号", PROJECT_NAME="公路",
        AREA_M2=120_000.25, LEVEL="PROVINCE", DOC_NO="示自然资〔2026〕3号")  # fmt: skip
    run("exportsubmission", POOL=str(pool), SYSTEM="CROP", BATCH=BATCH, AS_OF=AS_OF, PACKAGE=str(folder / "p.zip"))
    with zipfile.ZipFile(folder / "p.zip") as archive:
        archive.extractall(folder / "in")
    return pool, folder


def held_dm2(pool: Path) -> list[int]:
    return [row["area_dm2"] for row in toolbox.rows(f"{pool}|layername=parcel")]


def test_it_verifies_and_lists_every_file(packed: tuple[Path, Path]) -> None:
    _, folder = packed
    result = run("verifysubmission", PACKAGE=str(folder / "p.zip"), PROBLEMS="memory:")
    assert result["VALID"], list(toolbox.rows(result["PROBLEMS"]))
    names = {str(f.relative_to(folder / "in")) for f in (folder / "in").rglob("*") if f.is_file()}
    assert names >= {"papers/check_report.pdf", "papers/map_sheet.pdf", "ledger.xlsx", "shapefile/parcels.cpg"}
    assert {*json.loads((folder / "in" / "manifest.json").read_text())["files"]} == names - {"manifest.json"}


def test_its_papers_have_chinese_embedded_and_tell_of_these_parcels(packed: tuple[Path, Path], tmp_path: Path) -> None:
    pool, folder = packed
    for name, said in (("check_report", "逐项检查结果"), ("map_sheet", "补充地块位置图")):
        content = (folder / "in" / "papers" / f"{name}.pdf").read_bytes()
        assert all(row[-5:-2] == ["yes", "no", "yes"] for row in fonts(content, tmp_path))
        text = printed(content, tmp_path)
        assert said in text and BATCH in text and f"{len(held_dm2(pool))} 个" in text


def test_gdal_reads_every_table_and_the_sums_are_the_pools(packed: tuple[Path, Path]) -> None:
    pool, folder = packed
    inside, total = folder / "in", sum(held_dm2(pool))
    for name, field in (("shapefile/parcels.shp", "AREA_M2"), ("parcels.gpkg", "area_m2")):
        dataset = ogr.Open(str(inside / name))
        layer = dataset.GetLayer(0)
        assert round(sum(feature[field] for feature in layer) * 100) == total, name
        assert layer.GetSpatialRef().GetName().replace("_", " ").startswith("CGCS2000")
    for name in ("list.xlsx", "findings.xlsx", "materials.xlsx", "waivers.xlsx", "ledger.xlsx"):
        dataset = ogr.Open(str(inside / name))
        assert dataset is not None and dataset.GetLayerCount() >= 1, name
        for i in range(dataset.GetLayerCount()):
            rows = [[f.GetFieldAsString(k) for k in range(f.GetFieldCount())] for f in dataset.GetLayer(i)]
            assert len(rows) >= 1 and max(map(len, rows)) > 5, (name, dataset.GetLayer(i).GetName())


@pytest.fixture(scope="module")
def sheets(packed: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """Every sheet of every workbook of the package, and of a return slip, as LibreOffice shows it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice isn't installed, so no spreadsheet can open the tables")
    pool, folder = packed
    shown = tmp_path_factory.mktemp("shown")
    uids = [row["parcel_uid"] for row in toolbox.rows(f"{pool}|layername=parcel")]
    items = [ReturnItem(0, uid, uid[-5:], BATCH, "R07", f"=北侧陡坡 {uid}") for uid in uids]
    (shown / "退回单.xlsx").write_bytes(
        write_slip(items, batch=BATCH, day=date(2026, 11, 24), doc_no="示函〔2026〕9号")
    )
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    books = [*sorted((folder / "in").rglob("*.xlsx")), shown / "退回单.xlsx"]
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(shown / 'profile').as_uri()}", "--headless",
         "--convert-to", every_sheet, "--outdir", str(shown), *map(str, books)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {file.stem.split("-", 1)[1]: table(file) for file in shown.glob("*.csv")}


def test_a_spreadsheet_opens_list_summary_and_ledger_with_our_sums(
    packed: tuple[Path, Path], sheets: dict[str, list[dict[str, str]]]
) -> None:
    pool, _ = packed
    for sheet in (sheets["清单"], sheets["汇总"]):
        *rows, total = sheet
        for column in ("面积（平方米）", "面积（亩）", "面积（公顷）"):
            assert sum(number(row[column]) for row in rows) == number(total[column])
        assert number(total["面积（平方米）"]) == Decimal(sum(held_dm2(pool))).scaleb(-2)
    booked = sum(number(row["增减（平方米）"]) for row in sheets["台账"])
    assert booked == 0 and len(sheets["台账"]) >= 6, "every posting adds up to nothing"
    balances = {(r["指标"], r["科目"]): number(r["面积（平方米）"]) for r in sheets["账户余额"]}
    told = run("poolbalance", POOL=str(pool), SYSTEM="CROP", AS_OF=AS_OF, OUTPUT="memory:")
    assert balances["面积", "可用"] == Decimal(str(told["AVAILABLE"])) == Decimal("179999.75")
    assert balances["面积", "已挂钩"] == Decimal("120000.25")


def test_a_spreadsheet_opens_every_other_table_of_a_submission_with_all_of_its_rows(
    packed: tuple[Path, Path], sheets: dict[str, list[dict[str, str]]]
) -> None:
    pool, folder = packed
    assert set(sheets) == {"清单", "汇总", "台账", "账户余额", "检查结果", "材料", "批准文件", "退回单"}
    held = toolbox.rows(f"{pool}|layername=parcel")
    with (folder / "in" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        findings = list(csv.DictReader(file))
    shown = sheets["检查结果"]
    assert len(shown) == len(findings) > len(held)
    assert [row["检查代码"] for row in shown] == [row["check_id"] for row in findings]
    slip = sheets["退回单"]
    assert {row["地块标识"] for row in slip} == {row["parcel_uid"] for row in held}
    assert {row["原因代码"] for row in slip} == {"R07 坡度超限"}
    assert all(row["退回原因"].lstrip("'").startswith("=北侧陡坡") for row in slip), "text, never a formula"


def table(file: Path) -> list[dict[str, str]]:
    """Rows under the heads of a sheet; title and note stand above them."""
    _, _, heads, *rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    return [dict(zip(heads, row)) for row in rows]


def number(cell: str) -> Decimal:
    return Decimal(cell.replace(",", ""))


@pytest.mark.parametrize(
    "name", ["papers/map_sheet.pdf", "shapefile/parcels.dbf", "shapefile/parcels.shp", "ledger.xlsx"]
)
def test_a_copy_that_says_something_else_is_found_though_every_hash_was_put_right(
    packed: tuple[Path, Path], tmp_path: Path, name: str
) -> None:
    _, folder = packed
    with zipfile.ZipFile(folder / "p.zip") as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    if name == "ledger.xlsx":
        files[name] = files["list.xlsx"]
    else:
        middle = len(files[name]) // 2
        files[name] = files[name][:middle] + bytes([files[name][middle] ^ 1]) + files[name][middle + 1 :]
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = {"sha256": hashlib.sha256(files[name]).hexdigest(), "size": len(files[name])}
    files["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
    (tmp_path / "p.zip").write_bytes(write_archive(files, sealed=True))
    log = Log()
    result = run("verifysubmission", log, PACKAGE=str(tmp_path / "p.zip"), PROBLEMS="memory:")
    assert not result["VALID"] and name in log


def test_a_county_packs_papers_of_its_own_layout(packed: tuple[Path, Path], tmp_path: Path) -> None:
    pool, folder = packed
    standard = Path(__file__).resolve().parents[2] / "resources" / "papers" / "map_sheet.qpt"
    (tmp_path / "own").mkdir()
    own = standard.read_text(encoding="utf-8").replace("[% @zb_map_note %]", "县局专用版式")
    (tmp_path / "own" / "map_sheet.qpt").write_text(own, encoding="utf-8")
    run("exportsubmission", POOL=str(pool), SYSTEM="CROP", BATCH=BATCH, AS_OF=AS_OF, PACKAGE=str(tmp_path / "p.zip"),
        TEMPLATES=str(tmp_path / "own"))  # fmt: skip
    assert run("verifysubmission", PACKAGE=str(tmp_path / "p.zip"), PROBLEMS="memory:")["VALID"]
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert "县局专用版式" in printed(archive.read("papers/map_sheet.pdf"), tmp_path)
        same = (folder / "in" / "papers" / "check_report.pdf").read_bytes()
        assert archive.read("papers/check_report.pdf") == same


def test_a_paper_that_would_run_something_is_refused(packed: tuple[Path, Path], tmp_path: Path) -> None:
    from zhanbu_plugin.exchange.submission.papers import sealed_papers
    from zhanbu_plugin.exchange.verification.copies import paper_problems

    _, folder = packed
    parcels = (folder / "in" / "parcels.gpkg").read_bytes()
    evil = b"%PDF-1.4\n1 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj\n%%EOF\n"
    files = {"parcels.gpkg": parcels, **sealed_papers({**PRINTED, "papers/map_sheet.pdf": evil}, parcels)}
    assert ["would run" in str(problem.wording) for problem in paper_problems(files)] == [True]
