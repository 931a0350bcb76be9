"""A clause in full is one click away from every finding, in the words of the rule catalogue."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import QUrl

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.regimes.catalogue import clause_page
from zhanbu_plugin.regimes.choosing import rule_sets

HEBEI = "hebei-cropland-2025"


def test_the_clause_of_a_finding_opens_in_full_with_its_checks_and_example(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    parcel = next(
        page.result.parcels.ids[i]
        for i in range(len(page.result.parcels))
        if any(finding.clause == "HB-8c" for finding in page.result.open_findings_of(i))
    )
    assert page.select_parcel(parcel)
    assert 'href="clause:HB-8c"' in page.details.toHtml()
    page.details.anchorClicked.emit(QUrl("clause:HB-8c"))
    window = page.clause
    assert window.isVisible()
    shown = window.text.toPlainText()
    clause = rule_sets()[HEBEI].clauses["HB-8c"]
    chinese = clause.title.zh in shown
    for words in (clause.title, clause.text, clause.example):
        assert words is not None
        assert re.sub(r"\W", "", words.in_language(chinese)) in re.sub(r"\W", "", shown)
    assert "CHK-BAN-redline" in shown
    assert "CHK-BAN-redline" in clause_page(rule_sets()[HEBEI], "HB-8c", chinese=chinese)
    assert rule_sets()[HEBEI].document in shown
    assert "overlap.tolerance_m2" not in shown
    assert "ban_overlap" not in shown
    assert rule_sets()[HEBEI].parameters["overlap.tolerance_m2"].reason.in_language(chinese) in shown
    window.hide()


def test_every_finding_that_is_open_has_a_link_to_its_clause(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    for i in range(len(page.result.parcels)):
        findings = page.result.open_findings_of(i)
        if findings and page.select_parcel(page.result.parcels.ids[i]):
            html = page.details.toHtml()
            for finding in findings:
                assert f'href="clause:{finding.clause}"' in html
