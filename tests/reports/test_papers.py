"""Papers are print layouts filled from the pool: whole, adding up, in embedded Chinese, and always the same."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import shapely
import submission_example as example
from printed import cells, fonts, pages, printed
from qgis.core import QgsPrintLayout, QgsProject, QgsReadWriteContext, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from zhanbu_plugin.exchange.sampling.draw import draw
from zhanbu_plugin.reports.papers.batch_papers import BATCH_PAPERS, batch_paper, spot_check_paper
from zhanbu_plugin.reports.papers.batch_values import BatchSource, rules_of
from zhanbu_plugin.reports.papers.content import PaperContent
from zhanbu_plugin.reports.papers.parcel_sheets import parcel_sheets
from zhanbu_plugin.reports.papers.printing import papers_pdf
from zhanbu_plugin.reports.papers.specs import PaperBook, read_papers
from zhanbu_plugin.survey.problem import InputProblem

pytestmark = pytest.mark.usefixtures("chinese_papers")
OFFICE = "示例县自然资源局"
_ROW = re.compile(r"^ *(\d+) +(\d{5}) .* (\d+\.\d\d) +(\d+\.\d\d)(?: |$)", re.MULTILINE)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> BatchSource:
    """Twelve parcels of the sample county in three townships and three classes."""
    return source_of(12, tmp_path_factory.mktemp("papers"))


def source_of(count: int, folder: Path) -> BatchSource:
    batch = example.batch_of(folder, [example.checked(i) for i in range(count)])
    return BatchSource(batch, rules_of(batch), example.PACKED_ON, office=OFFICE)


def pdf(*contents: PaperContent, book: PaperBook | None = None) -> bytes:
    return papers_pdf(contents, book or read_papers(), title="文书", day=example.PACKED_ON)


def paper(name: str, source: BatchSource, book: PaperBook | None = None) -> bytes:
    return pdf(batch_paper(name, source, book or read_papers()), book=book)


@pytest.mark.parametrize("name", BATCH_PAPERS)
def test_every_paper_of_a_batch_has_its_chinese_embedded_and_its_numbers_on_it(
    source: BatchSource, name: str, tmp_path: Path
) -> None:
    content = paper(name, source)
    assert all(row[-5:-2] == ["yes", "no", "yes"] for row in fonts(content, tmp_path)), "embedded, with characters"
    text = printed(content, tmp_path)
    assert "2026-01" in text and ("139901" in text or name == "notice")
    assert f"共{pages(content, tmp_path)}页" in text
    assert "[%" not in text and "{" not in text, "nothing is left to fill in"


def test_the_same_batch_gives_the_same_bytes_with_no_time_but_the_day(source: BatchSource) -> None:
    first = paper("notice", source)
    assert paper("notice", source) == first
    assert set(re.findall(rb"D:(\d{8,14})", first)) == {b"20261120000000"}


def test_a_list_over_several_pages_has_every_parcel_once_and_adds_up_to_its_sum(tmp_path: Path) -> None:
    long = source_of(130, tmp_path)
    content = paper("application", long)
    text = printed(content, tmp_path)
    rows = _ROW.findall(text)
    assert [int(row[0]) for row in rows] == list(range(1, 131))
    assert len({row[1] for row in rows}) == 130
    (total,) = re.findall(r"合计 +(\d+\.\d\d) +(\d+\.\d\d)", text)
    for column, printed_sum in zip((2, 3), total):
        assert sum(Decimal(row[column]) for row in rows) == Decimal(printed_sum)
    assert total[0] == f"{Decimal(sum(p.area_dm2 for p in long.batch.parcels)).scaleb(-2)}"
    assert text.count("地块编号") == pages(content, tmp_path) - 1, "heads on every page of the list"


def test_the_summary_by_township_and_class_adds_up_in_every_unit(source: BatchSource, tmp_path: Path) -> None:
    text = printed(paper("summary", source), tmp_path)
    rows = re.findall(r"^ *\d+ +(139901\d{3}) .* (\d{4}) .* (\d+) +(\d+\.\d\d) +(\d+\.\d\d) +(\d+\.\d{4})$", text, re.M)
    (total,) = re.findall(r"合计 +(\d+) +(\d+\.\d\d) +(\d+\.\d\d) +(\d+\.\d{4})$", text, re.M)
    assert len({row[:2] for row in rows}) == len(rows) == 9
    for column, printed_sum in enumerate(total, 2):
        assert sum(Decimal(row[column]) for row in rows) == Decimal(printed_sum)


def test_a_parcel_sheet_tells_the_points_of_the_coordinate_file(source: BatchSource, tmp_path: Path) -> None:
    (sheet,) = parcel_sheets(source, read_papers(), ["00001"])
    text = printed(pdf(sheet), tmp_path)
    parcel = source.batch.parcels[0]
    for x, y in parcel.geometry.geoms[0].exterior.coords:
        assert f"{y:.4f}" in text and f"{x:.4f}" in text, "north as X, east with its zone as Y"
    assert {"J1", "J5"} <= {word for word in text.split() if word.startswith("J")}
    assert parcel.geometry_hash in text and "细碎图斑" in text


def test_a_parcel_sheet_of_many_pages_has_its_number_on_each_and_the_signatures_at_the_end_of_its_findings(
    source: BatchSource, tmp_path: Path
) -> None:
    (sheet,) = parcel_sheets(source, read_papers(), ["00001"])
    finding = sheet.lists["findings"][0]
    assert finding["unit"] == "平方米"
    many = [{**finding, "message": f"第{i}项"} for i in range(1, 91)]
    content = pdf(replace(sheet, lists={**sheet.lists, "findings": many}))
    text = printed(content, tmp_path)
    assert pages(content, tmp_path) == text.count("地块 00001") >= 4
    assert text.count("界址点坐标") == text.count("检查结果（") == 1
    assert re.findall(r"第(\d+)项", text) == [str(i) for i in range(1, 91)]
    assert text.index("第90项") < text.index("填表单位")


def test_the_spot_check_record_lists_what_the_seed_draws(source: BatchSource, tmp_path: Path) -> None:
    drawn = draw(
        {p.parcel_uid: p.area_dm2 for p in source.batch.parcels}, ratio=Decimal("0.3"), seed="CROP|139901|2026|CITY|1"
    )
    text = printed(pdf(spot_check_paper(source, drawn, read_papers())), tmp_path)
    numbers = {p.parcel_uid: p.parcel_no for p in source.batch.parcels}
    assert re.findall(r"^ *\d+ +(\d{5}) ", text, re.M) == [numbers[uid] for uid in drawn.ids]
    assert drawn.seed in text and drawn.frame_hash in text.replace("\n", "")


def test_a_county_edits_texts_columns_and_layouts_of_its_copy(
    source: BatchSource, tmp_path: Path, repository: Path
) -> None:
    standard = repository / "resources" / "papers"
    own = (standard / "papers.yaml").read_text(encoding="utf-8").replace("补充耕地入库申请表", "我县申请表")
    own = own.replace('        - [area_mu, "面积\\n（亩）", 16]\n', "", 1)
    (tmp_path / "papers.yaml").write_text(own, encoding="utf-8")
    layout = (standard / "application.qpt").read_text(encoding="utf-8").replace("[% @zb_foot %]", "县局档案室存")
    (tmp_path / "application.qpt").write_text(layout, encoding="utf-8")
    book = read_papers(tmp_path)
    text = printed(paper("application", source, book), tmp_path)
    assert "我县申请表" in text and "县局档案室存" in text
    assert "73.73" not in text.split("合计")[-1]
    assert printed(paper("notice", source, book), tmp_path) == printed(paper("notice", source), tmp_path)


def test_the_designer_pages_through_the_parcels_of_a_pool_with_the_template_of_the_parcel_sheet(
    source: BatchSource, tmp_path: Path, repository: Path
) -> None:
    """New from template, and the pool's table as the coverage layer: no more is to be set."""
    source_of(3, tmp_path)
    (pool,) = tmp_path.rglob("*.gpkg")
    project = QgsProject()
    parcels = QgsVectorLayer(f"{pool}|layername=parcel", "储备库", "ogr")
    project.addMapLayer(parcels)
    project.setCrs(parcels.crs())
    layout, document = QgsPrintLayout(project), QDomDocument()
    document.setContent((repository / "resources" / "papers" / "parcel_sheet.qpt").read_text(encoding="utf-8"))
    assert layout.loadFromTemplate(document, QgsReadWriteContext())[1]
    atlas = layout.atlas()
    atlas.setCoverageLayer(parcels)
    assert atlas.enabled() and atlas.updateFeatures() == 3 and atlas.beginRender()
    for page, parcel in enumerate(source.batch.parcels[:3]):
        atlas.seekTo(page)
        assert atlas.nameForPage(page) == parcel.parcel_no
        assert layout.itemById("subtitle").currentText() == f"地块编号：{parcel.parcel_no}"
        box = shapely.box(*shapely.bounds(parcel.geometry))
        shown = layout.itemById("map:parcel").extent()
        view = shapely.box(shown.xMinimum(), shown.yMinimum(), shown.xMaximum(), shown.yMaximum())
        assert view.contains(box) and view.area < 6 * box.area
    atlas.endRender()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("subtitle: '{nothing}'", "“nothing”"),
        ("subtitle: '{batch.__class__}'", "batch.__class__"),
        ("subtitle: 'one { brace'", "brace"),
    ],
)
def test_a_name_that_cannot_be_filled_in_is_refused_with_its_line(tmp_path: Path, wrong: str, told: str) -> None:
    head = "version: 1\npapers:\n  summary:\n    layout: summary\n    title: {zh: 表, en: T}\n    texts:\n"
    (tmp_path / "papers.yaml").write_text(f"{head}      {wrong}\n", encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        read_papers(tmp_path)
    assert told in str(caught.value) and "line 7" in str(caught.value)


def test_a_layout_that_is_none_is_refused_by_its_name(source: BatchSource, tmp_path: Path) -> None:
    (tmp_path / "summary.qpt").write_bytes(b"<Layout>\xff")
    with pytest.raises(InputProblem, match=r"summary\.qpt"):
        paper("summary", source, read_papers(tmp_path))


def test_a_cell_that_no_page_holds_is_refused_and_not_left_out(source: BatchSource) -> None:
    content = batch_paper("application", source, read_papers())
    tall = [{**row, "unit_name": "很长的坐落单位" * 2000} for row in content.lists["parcels"]]
    with pytest.raises(InputProblem, match="list:parcels"):
        pdf(replace(content, lists={"parcels": tall}))


def test_a_report_that_lists_only_some_findings_says_how_many_more_there_are(
    source: BatchSource, tmp_path: Path
) -> None:
    """Two warnings on each of the twelve parcels."""
    text = printed(pdf(batch_paper("check_report", source, read_papers(), 10)), tmp_path)
    rows = re.findall(r"^ *\d{5} +\S+ +HB-18 ", text, re.MULTILINE)
    assert len(rows) == 10 and "14" in text.split("……")[1] and "findings.xlsx" in text.replace("\n", "")


def test_the_first_page_of_the_report_tells_rules_verdicts_layers_and_begins_the_checks(
    source: BatchSource, tmp_path: Path
) -> None:
    first = printed(paper("check_report", source), tmp_path).split("\f")[0]
    assert source.rule_set.id in first and source.rule_set.title.zh in first
    assert f"{source.rule_set.valid_from.year}年" in first and "Zhanbu 0.1.0" in first
    rows = {cells(line)[0].strip(): cells(line)[1:] for line in first.splitlines() if cells(line)}
    counts = [int(rows[verdict][0]) for verdict in ("符合", "须批准", "未查全", "不符合")]
    areas = [Decimal(rows[verdict][1]) for verdict in ("符合", "须批准", "未查全", "不符合")]
    assert counts == [12, 0, 0, 0] and int(rows["合计"][0]) == sum(counts)
    assert Decimal(rows["合计"][1]) == sum(areas) == Decimal(sum(p.area_dm2 for p in source.batch.parcels)) / 100
    for run in source.batch.runs.values():
        for layer in run.snapshots:
            assert layer.name in first and layer.sha256[:16] in first and run.as_of.isoformat() in first
    assert "CHK-CRS" in first


def test_what_follows_a_list_stands_behind_its_last_row_on_whatever_page_that_is(
    source: BatchSource, tmp_path: Path
) -> None:
    content = batch_paper("check_report", source, read_papers())
    check = content.lists["checks"][0]
    for count in (20, 29, 40, 90):
        many = [{**check, "order": str(i), "check": f"CHK-{i:03}"} for i in range(1, count + 1)]
        text = printed(pdf(replace(content, lists={**content.lists, "checks": many})), tmp_path)
        assert re.findall(r"CHK-(\d{3})", text) == [f"{i:03}" for i in range(1, count + 1)]
        places = [text.index(word) for word in (f"CHK-{count:03}", "四、不通过", "检查单位")]
        assert places == sorted(places)
        after = text[places[1] :].splitlines()
        assert "地块编号" in next(line for line in after[1:] if line.strip()), "a heading stays with its list"
        assert text.count(source.rule_set.sha256) == text.count("\f"), "the foot on every page, in letters to be copied"


def test_a_row_of_the_summary_names_its_villages_and_not_those_of_others(source: BatchSource) -> None:
    rows = batch_paper("summary", source, read_papers()).lists["groups"]
    parcels = source.batch.parcels
    for row in rows:
        own = [
            str(p.survey.get("ZLDWMC"))
            for p in parcels
            if str(p.survey.get("ZLDWDM"))[:9] == row["township"] and p.survey.get("DLBM") == row["class_code"]
        ]
        named = list(dict.fromkeys(own))
        assert row["township_name"].startswith("、".join(named[:3]))
        assert row["count"] == str(len(own))


def test_many_villages_of_a_row_are_counted_behind_the_first_three(source: BatchSource) -> None:
    parcels = [
        replace(source.batch.parcels[0], survey={**source.batch.parcels[0].survey, "ZLDWMC": f"{i}村"})
        for i in "甲乙丙丁"
    ]
    many = replace(source, batch=replace(source.batch, parcels=parcels))
    (row,) = batch_paper("summary", many, read_papers()).lists["groups"]
    assert row["township_name"] == "甲村、乙村、丙村等4个村"
