"""The ``.ui`` files: their texts are translated, and every form can be loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTranslator
from qgis.PyQt.QtWidgets import QWidget

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.form_loading import fields_of, has_name, load_form

FORMS = sorted((Path(__file__).resolve().parents[2] / "zhanbu_plugin" / "gui" / "forms").glob("*.ui"))


class Shouting(QTranslator):
    """Translates every sentence of the plugin's context into capitals."""

    def translate(self, context: str, text: str, *_: object) -> str:
        """Capitals for our context, nothing for others."""
        return text.upper() if context == "zhanbu" else ""


@pytest.mark.parametrize("form", [form.stem for form in FORMS])
def test_the_texts_of_a_form_are_said_in_the_users_language(qgis_app: QgsApplication, form: str) -> None:
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    try:
        page = QWidget()
        load_form(form, page)
    finally:
        QCoreApplication.removeTranslator(translator)
    said = [w.toolTip() for w in page.findChildren(QWidget) if w.toolTip()]
    assert said
    assert all(text == text.upper() for text in said)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_every_button_and_field_says_what_it_is_for(form: Path) -> None:
    text = form.read_text(encoding="utf-8")
    fields = (
        r'<widget class="(QPushButton|QToolButton|QComboBox|QgsMapLayerComboBox|QLineEdit|QCheckBox)" name="(\w+)">'
    )
    for found in re.finditer(fields, text):
        own = text[found.end() : found.end() + 900].split("<widget ", 1)[0]
        assert 'name="toolTip"' in own, f"{form.name}: {found[2]} has no tool tip"


@pytest.mark.parametrize("form", [form.stem for form in FORMS])
def test_every_field_of_a_form_has_a_name_and_can_be_reached_by_keyboard(qgis_app: QgsApplication, form: str) -> None:
    page = QWidget()
    load_form(form, page)
    fields = fields_of(page)
    assert fields
    assert [field.objectName() for field in fields if not has_name(field, page)] == []
    own = [field for field in fields if not isinstance(field, QgsFileWidget)]  # which hands the focus to its line
    assert [field.objectName() for field in own if not field.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_what_is_made_without_a_form_has_names_too(dock: ZhanbuDock) -> None:
    for page in (dock.overview, dock.select, dock.check, dock.pool, dock.submit, dock.set_up):
        assert [field.objectName() for field in fields_of(page) if not has_name(field, page)] == []


def test_letters_for_the_keyboard_are_given_once_on_a_page(dock: ZhanbuDock) -> None:
    for panel in (dock.select.finding, dock.select.candidates, dock.select.dividing, dock.check):
        texts = [w.text() for w in panel.findChildren(QWidget) if hasattr(w, "text") and callable(w.text)]
        letters = [text[text.index("&") + 1].upper() for text in texts if "&" in text.replace("&&", "")]
        assert len(letters) == len(set(letters)), type(panel).__name__
