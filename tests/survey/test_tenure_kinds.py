"""Tenure codes of the survey (QSXZ) with their names, as standards 3.6 has them."""

from __future__ import annotations

import pytest

from zhanbu_plugin.survey.tenure_kinds import tenure_text


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("30", "30 集体土地所有权"),
        ("20", "20 国有土地使用权"),
        ("34", "34 其他农民集体经济组织"),
        ("21", "21"),
        ("", ""),
    ],
)
def test_a_tenure_is_told_by_code_and_name_where_the_name_is_sure(code: str, told: str) -> None:
    assert tenure_text(code) == told
