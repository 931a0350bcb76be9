"""The link sheet is a paper that people sign: its numbers add up, its Chinese is there, and it never varies."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from printed import fonts, pages, printed

from zhanbu_plugin.reports import chinese_font
from zhanbu_plugin.reports.link_sheet import Balance, LinkedLot, LinkSheet, RulesApplied, link_sheet_pdf
from zhanbu_plugin.reports.paper_order import in_order
from zhanbu_plugin.survey.problem import InputProblem

pytestmark = pytest.mark.usefixtures("chinese_papers")
RULES = RulesApplied("河北省耕地占补平衡管理办法", "冀政办字〔2025〕16号", "hebei-cropland-2025", "ab" * 32, "HB-21")
_AMOUNTS = re.compile(r"(\d+\.\d\d) +(\d+\.\d\d) +(\d+\.\d{4}) +(\d+\.\d\d)$")


def lot(number: int, area_dm2: int, paddy_dm2: int = 0, *, legacy: bool = False) -> LinkedLot:
    parcel = f"139901-CROP-{number:06d}"
    return LinkedLot(
        *(f"139901-CROP-L{number:06d}", parcel, date(2026, 3, 1), legacy, 4.0, "GB/T 33469"),
        area_dm2=area_dm2,
        paddy_dm2=paddy_dm2,
    )


def sheet(*lots: LinkedLot, left_dm2: int = 0) -> LinkSheet:
    area, paddy = (sum(getattr(one, name) for one in lots) for name in ("area_dm2", "paddy_dm2"))
    return LinkSheet(
        *("139901-CROP-T000004", "CROP", "139901 示例县", "2026-JS-017", "示例县人民医院迁建项目", "县级"),
        linked_on=date(2026, 11, 21),
        doc_no="示政土〔2026〕15号",
        required_grade=5.0,
        grade_scheme="GB/T 33469",
        lots=lots,
        area=Balance(area + left_dm2, area, 0),
        paddy=Balance(paddy, paddy, 0),
        rules=RULES,
        event_no=31,
        head_hash="c0ffee" + "0" * 58,
    )


def lot_rows(text: str) -> list[tuple[str, ...]]:
    """Amounts of the table of lots, its sum last: square metres, mu, hectares, paddy."""
    return [found.groups() for line in text.splitlines() if (found := _AMOUNTS.search(line))]


def test_three_plots_of_333_35_square_metres_print_hectares_that_add_up(tmp_path: Path) -> None:
    """Acceptance vector D14: 0.0333 + 0.0333 + 0.0334 = 0.1000."""
    rows = lot_rows(printed(link_sheet_pdf(sheet(*(lot(i, 33_335) for i in (1, 2, 3)))), tmp_path))
    assert sorted(row[2] for row in rows[:3]) == ["0.0333", "0.0333", "0.0334"]
    assert rows[3][:3] == ("1000.05", "1.50", "0.1000")


def test_every_column_adds_up_to_its_printed_sum(tmp_path: Path) -> None:
    lots = [lot(i, 33_333 + 7919 * i % 5000, 1111 * i % 4000) for i in range(1, 8)]
    *rows, sums = lot_rows(printed(link_sheet_pdf(sheet(*lots)), tmp_path))
    assert len(rows) == 7
    for column in range(4):
        assert sum(Decimal(row[column]) for row in rows) == Decimal(sums[column])


def test_what_was_available_less_what_is_linked_is_what_is_left_in_every_unit(tmp_path: Path) -> None:
    text = printed(link_sheet_pdf(sheet(lot(1, 300_004), left_dm2=650_003)), tmp_path)
    balances = re.findall(r"(?:平方米|亩|公顷) +(\d+\.\d+) +(\d+\.\d+) +(\d+\.\d+) +(\d+\.\d+)$", text, re.MULTILINE)
    assert len(balances) == 6
    assert balances[0] == ("9500.07", "3000.04", "6500.03", "0.00")
    for before, linked, after, _ in balances:
        assert Decimal(before) - Decimal(linked) == Decimal(after)


def test_it_names_project_lots_grades_rules_and_the_head_of_the_history(tmp_path: Path) -> None:
    text = printed(link_sheet_pdf(sheet(lot(1, 30_000, legacy=True), lot(2, 5_000, 5_000))), tmp_path)
    for part in (
        *(
            "挂钩确认单",
            "耕地占补平衡",
            "编号：139901-CROP-T000004",
            "示例县人民医院迁建项目",
            "2026-JS-017",
            "139901 示例县",
        ),
        *("示政土〔2026〕15号", "2026-11-21", "139901-CROP-L000001", "139901-CROP-000002", "GB/T 33469", "（原库存）"),
        *("hebei-cropland-2025", "HB-21", "ab" * 32, "c0ffee", "经办人：", "审核人：", "负责人：", "盖章"),
    ):
        assert part in text, part


def test_its_chinese_is_embedded_and_can_be_copied(tmp_path: Path) -> None:
    for row in fonts(link_sheet_pdf(sheet(lot(1, 30_000))), tmp_path):
        assert row[-5:-2] == ["yes", "no", "yes"], "embedded, and with its characters"


def test_the_same_link_gives_the_same_bytes_and_another_gives_others(monkeypatch: pytest.MonkeyPatch) -> None:
    one = sheet(lot(1, 30_000))
    first = link_sheet_pdf(one)
    assert link_sheet_pdf(one) == first
    assert b"/CreationDate (D:20261121000000" in first
    assert link_sheet_pdf(replace(one, head_hash="d" * 64)) != first


def test_a_hundred_lots_go_over_pages_that_repeat_the_heads(tmp_path: Path) -> None:
    content = link_sheet_pdf(sheet(*(lot(i, 10_000 + i) for i in range(1, 101))))
    text, count = printed(content, tmp_path), pages(content, tmp_path)
    assert count > 3
    assert f"第 1 页，共 {count} 页" in text and f"第 {count} 页，共 {count} 页" in text
    assert text.count("指标、地块编号") >= 3
    assert len(lot_rows(text)) == 101
    assert text.count("链首哈希") == count + 1


def test_a_name_that_is_too_long_for_its_cell_is_printed_whole(tmp_path: Path) -> None:
    name = "示例县" + "跨河特大桥及连接线" * 12 + "工程"
    text = printed(link_sheet_pdf(replace(sheet(lot(1, 30_000)), project_name=name)), tmp_path)
    assert "".join(re.findall(r"[示例县跨河特大桥及连接线工程]", text)).count("跨河特大桥及连接线") == 12


def test_without_a_chinese_font_there_is_no_paper_but_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper of empty boxes would be signed by somebody."""

    class NoFonts:
        class WritingSystem:
            SimplifiedChinese = 0

        def families(self, _: int) -> list[str]:
            return []

    monkeypatch.setattr(chinese_font, "QFontDatabase", NoFonts)
    with pytest.raises(InputProblem, match="Install a Chinese font"):
        link_sheet_pdf(sheet(lot(1, 30_000)))


_IN_A_PROCESS_OF_ITS_OWN = """
import hashlib, sys
from qgis.core import QgsApplication
app = QgsApplication([], False)
sys.path.insert(0, "tests/reports")
from test_link_sheet import lot, sheet, replace, link_sheet_pdf
odd = replace(sheet(lot(1, 30_000), lot(2, 20_000, 1_000)), project_name="示例县𠮷♞ Ω 项目")
print("sha256", hashlib.sha256(link_sheet_pdf(odd)).hexdigest())
"""


def test_every_process_makes_the_same_bytes_in_any_time_zone() -> None:
    """Qt seeds its hash tables in each process anew, and stamps local time; three fonts are in this one."""
    made = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("2", "America/New_York"), ("3", "Asia/Shanghai")):
        environment = {**os.environ, "QT_HASH_SEED": seed, "TZ": zone, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, "-c", _IN_A_PROCESS_OF_ITS_OWN],
            cwd=Path(__file__).resolve().parents[2],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made |= {line for line in done.stdout.splitlines() if line.startswith("sha256")}
    assert len(made) == 1


def test_a_pdf_of_another_make_is_left_as_it_is() -> None:
    for content in (b"", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF", b"no pdf"):
        assert in_order(content, made_on=date(2026, 11, 21)) == content
