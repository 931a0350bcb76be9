"""The ``.ui`` files: their texts are translated, and every form can be loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from qgis.PyQt.QtWidgets import QWidget

from zhanbu_plugin.gui.form_loading import load_form

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
