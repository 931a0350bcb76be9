"""Written for Qt 5, ready for Qt 6: what the plugin repository's own Qt 6 check would list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

OUTDATED = {
    "import PyQt through qgis.PyQt": r"^\s*(from|import) PyQt[56]",
    "exec_() is exec()": r"\.exec_\(",
    "QRegExp is QRegularExpression": r"\bQRegExp\b",
    "QVariant types are QMetaType types": r"\bQVariant\.|\bQVariant\(\)",
    "qApp is QApplication.instance()": r"\bqApp\b",
    "QDesktopWidget is QScreen": r"\bQDesktopWidget\b",
    "enums of Qt are scoped": r"\bQt\.(Align|Left|Right|Horiz|Vertic|User|Display|Checked|Key_|ItemIs)\w*\b(?!\.)",
    "enums of Qgis are scoped": r"\bQgis\.(Info|Warning|Critical|Success)\b",
    "enums of geometry are scoped": r"\bQgsWkbTypes\.[A-Z]\w*(Geometry|Polygon|Point|LineString)\b(?!\.)",
    "enums of processing are scoped": r"\bQgsProcessing\.Type[A-Z]\w+|\bQgsProcessingParameter\w+\.Flag[A-Z]",
    "resources aren't compiled": r"resources_rc",
}


@pytest.mark.parametrize("rule", OUTDATED)
def test_nothing_is_written_that_qt_6_dropped(repository: Path, rule: str) -> None:
    pattern = re.compile(OUTDATED[rule])
    hits = [
        f"{path.relative_to(repository).as_posix()}:{number}: {line.strip()}"
        for path in sorted((repository / "zhanbu_plugin").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line) and not line.lstrip().startswith("#")
    ]
    assert hits == []
