"""Sentences: filled in plainly, and never a program when they come from a stranger's file."""

from __future__ import annotations

import ast
import json
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from zhanbu_plugin.checks.checked import findings_from_json
from zhanbu_plugin.survey.wording import Wording, outside_wording, translate


def row(template: str, values: object) -> str:
    """The findings of a parcel with one sentence, as a file has them."""
    return json.dumps([["CHK-AREA", "HB-18", "WARN", "FAIL", 1.0, 2.0, "m2", "DLTB", template, values]])


def test_a_sentence_carries_texts_numbers_decimals_shares_and_other_sentences() -> None:
    inner = translate("zhanbu", "parcel {number}", number=7)
    said = translate("zhanbu", "{a} {b:.2f} {c:.1%} {d:.0f} {e}", a="甲", b=1.005, c=0.125, d=9.6, e=inner)
    assert str(said) == "甲 1.00 12.5% 10 parcel 7"
    assert said.said(lambda text: text.replace("parcel", "地块")) == "甲 1.00 12.5% 10 地块 7"


def test_what_a_value_says_is_never_read_as_a_slot() -> None:
    assert str(translate("zhanbu", "{a} of {b}", a="{b}", b="{c")) == "{b} of {c"


@pytest.mark.parametrize(
    "template",
    [
        "{a:>2000000000}",
        "{a:2000000000}",
        "{a:.2000000000f}",
        "{a:.9f}",
        "{a.__class__.__mro__}",
        "{a[0]}",
        "{a!r}",
        "{a:{b}}",
        "{}",
        "{0}",
        "{a",
        "a}",
        "{{a}}",
        "{b}",
        "a" * 1_001,
        "{a}" * 21,
    ],
)
def test_a_sentence_from_a_file_that_asks_for_more_than_a_value_is_refused_when_read(template: str) -> None:
    tracemalloc.start()
    with pytest.raises(ValueError, match="sentence"):
        findings_from_json("P", row(template, {"a": 1.5}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


@pytest.mark.parametrize("value", ["x" * 10_001, 10**18, [1], {"b": 1}], ids=["long", "large", "list", "object"])
def test_a_value_from_a_file_is_a_short_text_or_a_number(value: object) -> None:
    with pytest.raises(ValueError, match="value of a sentence"):
        findings_from_json("P", row("{a}", {"a": value}))


def test_a_number_with_decimals_can_not_be_asked_of_a_text() -> None:
    with pytest.raises(ValueError, match="lacks its a"):
        outside_wording("{a:.2f}", {"a": "many"})


def test_values_that_are_no_table_of_names_are_refused() -> None:
    with pytest.raises(ValueError, match="values"):
        findings_from_json("P", row("{a}", ["a"]))


def test_a_template_of_our_own_that_is_wrong_is_an_error_too() -> None:
    with pytest.raises(ValueError, match="slot"):
        Wording("{a:>9}", {"a": 1}).said()


def test_a_name_in_the_other_language_is_not_shown() -> None:
    sentence = outside_wording("No layer for {name_en}{name_zh:.0}.", {"name_en": "red line", "name_zh": "红线"})
    assert str(sentence) == "No layer for red line."
    assert sentence.said(lambda _: "缺少{name_zh}{name_en:.0}图层。") == "缺少红线图层。"


def own_templates(repository: Path) -> Iterator[str]:
    """Every template in the code, and every translation of one."""
    for path in sorted((repository / "zhanbu_plugin").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "translate":
                yield str(ast.literal_eval(call.args[1]))
    for message in ElementTree.parse(repository / "i18n" / "zhanbu_zh_CN.ts").iter("message"):  # noqa: S314
        if message.findtext("translation"):
            yield str(message.findtext("translation"))


def test_every_template_of_our_own_can_be_said(repository: Path) -> None:
    """A sentence that can't be said would hide the fault that it tells of."""
    unsaid = []
    for template in own_templates(repository):
        try:
            Wording(template, dict.fromkeys(re.findall(r"{(\w+)", template), 1.0)).said()
        except ValueError:
            unsaid.append(template)
    assert unsaid == []


def test_a_value_in_quotes_is_shown_as_it_was_read() -> None:
    assert str(translate("zhanbu", "{text!r} isn't a number.", text="3l8\t")) == "'3l8\\t' isn't a number."
