"""Chinese is complete: every sentence that the sources can say, with the same values in it."""

from __future__ import annotations

import shutil
import string
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QTranslator
from qgis.PyQt.QtXml import QDomDocument, QDomElement
from update_translations import CONTEXT, TRANSLATION, UnreadableSentence, all_sentences, merge_into, sentences_in


def messages_of(file: Path) -> dict[str, tuple[str, bool]]:
    """Source sentence to its Chinese and whether it is finished."""
    document = QDomDocument()
    document.setContent(file.read_text(encoding="utf-8"))
    found = {}
    messages = document.elementsByTagName("message")
    for number in range(messages.count()):
        message: QDomElement = messages.at(number).toElement()
        chinese = message.firstChildElement("translation")
        found[message.firstChildElement("source").text()] = (chinese.text(), not chinese.hasAttribute("type"))
    return found


def slots_of(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module")
def messages() -> dict[str, tuple[str, bool]]:
    return messages_of(TRANSLATION)


def test_every_sentence_of_the_sources_is_in_the_translation_and_no_other(
    messages: dict[str, tuple[str, bool]],
) -> None:
    said = {str(sentence) for sentences in all_sentences().values() for sentence in sentences}
    assert sorted(said - messages.keys()) == [], "run: make translations"
    assert sorted(messages.keys() - said) == [], "run: make translations"


def test_every_sentence_has_its_chinese(messages: dict[str, tuple[str, bool]]) -> None:
    assert [source for source, (chinese, finished) in messages.items() if not (finished and chinese.strip())] == []


def test_the_chinese_carries_the_same_values(messages: dict[str, tuple[str, bool]]) -> None:
    differing = [
        source for source, (chinese, _) in messages.items() if chinese and slots_of(source) != slots_of(chinese)
    ]
    assert differing == []


def test_bringing_the_file_up_to_date_keeps_what_is_translated(tmp_path: Path) -> None:
    copy = tmp_path / TRANSLATION.name
    shutil.copyfile(TRANSLATION, copy)
    merge_into(copy)
    once = copy.read_bytes()
    merge_into(copy)
    assert copy.read_bytes() == once
    before, after = messages_of(TRANSLATION), messages_of(copy)
    assert {source: before[source] for source in before.keys() & after.keys() if before[source][1]} == {
        source: after[source] for source in before.keys() & after.keys() if before[source][1]
    }


def test_the_compiled_file_speaks_chinese_after_the_build(package: Path, messages: dict[str, tuple[str, bool]]) -> None:
    translator = QTranslator()
    assert translator.load(str(TRANSLATION.with_suffix(".qm")))
    source, (chinese, _) = next((s, t) for s, t in messages.items() if "Shapely {version}" in s)
    assert translator.translate(CONTEXT, source) == chinese


@pytest.mark.parametrize(
    "code", ['translate("zhanbu", f"{x} m")', 'translate("other", "text")', 'self.tr("a" + name)', 'tr(f"{x}")']
)
def test_a_sentence_that_no_translator_could_see_is_refused(code: str) -> None:
    with pytest.raises(UnreadableSentence, match=r"here\.py:1"):
        list(sentences_in(code, "here.py"))


def test_values_and_split_literals_are_no_obstacle() -> None:
    code = 'translate(\n    "zhanbu",\n    "Parcel {id} "\n    "is outside.",\n    id=1,\n)\nself.tr("Check")\n'
    assert [str(sentence) for sentence in sentences_in(code, "here.py")] == ["Parcel {id} is outside.", "Check"]
