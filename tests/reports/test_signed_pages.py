"""Nobody signs on a page that says nothing: conclusion, notes and signatures stand together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from printed import printed

from zhanbu_plugin.reports.paper import Block, Column, Heading, Note, Signatures, Table, pdf_of

pytestmark = pytest.mark.usefixtures("chinese_papers")


@pytest.mark.parametrize("rows", [3, 29, 31, 33, 35, 37, 39, 70])
def test_what_is_signed_stands_on_the_page_of_the_signatures(rows: int, tmp_path: Path) -> None:
    blocks: list[Block] = [
        Heading("意见"),
        Table([Column("序号", 1), Column("内容", 3)], [[str(i), "一行"] for i in range(rows)]),
        Heading("结论：退回。", minor=True),
        Note("以上各项已逐一比对。"),
        Signatures(["经办人：", "负责人："], "（盖章）"),
    ]
    pages = printed(pdf_of(blocks, title="意见", day=date(2026, 11, 22), foot="末"), tmp_path).split("\f")
    (signed,) = [page for page in pages if "经办人" in page]
    assert "结论：退回。" in signed and "以上各项已逐一比对。" in signed and "盖章" in signed
