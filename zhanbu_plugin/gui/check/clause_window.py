"""A clause in full, one click from every finding: the rule catalogue's text without names of parameters (条款说明)."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ...regimes.catalogue import clause_page
from ...regimes.rule_set import RuleSet
from ...reports.language import interface_is_chinese, tr

_CLAUSE = "clause"


def clause_link(number: str) -> str:
    """HTML that leads to a clause."""
    return f"<a href='{_CLAUSE}:{escape(number)}'>{escape(number)}</a>"


def clause_of(link: QUrl) -> str:
    """The number of the clause to which a link leads, empty for other links."""
    return link.path() if link.scheme() == _CLAUSE else ""


class ClauseWindow(QDialog):
    """What a clause says, its checks with the values they go by, and a worked example; it stays beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Clause"))
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.hide)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.resize(640, 480)

    def show_clause(self, rules: RuleSet, number: str) -> None:
        """Show a clause of a rule set."""
        chinese = interface_is_chinese()
        self.setWindowTitle(f"{number} {rules.title.in_language(chinese)}")
        self.text.setMarkdown(clause_page(rules, number, chinese=chinese, plain=True))
        self.show()
        self.raise_()
