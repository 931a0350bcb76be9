"""Rare acts on the ledger from the menu “More”: tried with balances, asked about once more, then booked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from booking_steps import answer, asked, filled_in, showing_cropland, tried
from event_loop import wait_for_pages, wait_until

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.booking import booking_dialog
from zhanbu_plugin.gui.pool.booking.act_forms import ActForm
from zhanbu_plugin.gui.pool.booking.booking_dialog import BookingDialog
from zhanbu_plugin.gui.pool.booking.rare_act_forms import CorrectForm, DeductForm, RelinkForm
from zhanbu_plugin.gui.pool.booking.yearly_act_forms import CapForm, CloseYearForm, TakeOverForm
from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE, DEDUCTED, LIABILITY, LINKED
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.regimes.choosing import rule_sets

HA = 1_000_000
HEBEI = rule_sets()["hebei-cropland-2025"]


@pytest.fixture
def pooled(set_up_dock: ZhanbuDock, county: Path) -> ZhanbuDock:
    """Lots of 40 and 60 ha taken over; 35 ha of the first are linked to a project."""
    act = Act("PROV_NR", date(2026, 3, 1), "冀自然资〔2026〕7号", "2026-11-20T08:00:00Z")
    take_over(county / "pool.gpkg", OldPool("CROP", (LegacyLot(40 * HA), LegacyLot(60 * HA))), act, HEBEI)
    link(county / "pool.gpkg", Project("P1", "示例路", 35 * HA), act, HEBEI)
    return showing_cropland(set_up_dock)


def ask(dock: ZhanbuDock, title: str, form: type[ActForm], day: date = date(2026, 6, 1)) -> BookingDialog:
    """Open the dialog from the menu."""
    tab = dock.pool.ledger
    more = next(action.menu() for action in tab.acts.menu().actions() if action.menu() is not None)
    next(action for action in more.actions() if action.text() == title + "…").trigger()
    dialog = tab.dialog
    assert isinstance(dialog, BookingDialog)
    assert isinstance(dialog.form, form)
    return filled_in(dialog, day)


def book(dock: ZhanbuDock, dialog: BookingDialog) -> str:
    """Book it; what was asked before."""
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    question = asked(dialog)
    answer(dialog, yes=True)
    wait_until(lambda: bool(closed))
    wait_for_pages(dock)
    return question


def balances(county: Path) -> dict[str, int]:
    """In hectares."""
    with pool_for_reading(county / "pool.gpkg") as pool:
        own = pool.identity.county
        return {b: pool.account_dm2("CROP", own, AREA, b) // HA for b in (AVAILABLE, LINKED, DEDUCTED, LIABILITY)}


def test_a_deduction_shows_what_would_be_owed_and_is_booked_only_after_the_question(
    pooled: ZhanbuDock, county: Path
) -> None:
    dialog = ask(pooled, "Deduct an amount", DeductForm)
    assert "UNRESOLVED" in [dialog.form.reason.itemData(i) for i in range(dialog.form.reason.count())]
    assert "LOST" not in [dialog.form.reason.itemData(i) for i in range(dialog.form.reason.count())]  # Jiangxi's word
    dialog.form.area.number.setValue(1050)  # 70 ha, of which 65 are there
    shown = tried(dialog)
    assert shown["Available"] == ["975.00", "0.00", "-975.00"]
    assert shown["Deducted"] == ["0.00", "1,050.00", "+1,050.00"]
    assert shown["Owed"] == ["0.00", "75.00", "+75.00"]
    assert "1,050.00 mu are deducted, 75.00 mu more than is available" in dialog.outcome.text()
    named = {dialog.form.reason.itemData(i): dialog.form.reason.itemText(i) for i in range(dialog.form.reason.count())}
    assert named["UNRESOLVED"] == "not put right in time"  # and no code of the program beside it
    asked(dialog)
    answer(dialog, yes=False)
    assert balances(county) == {AVAILABLE: 65, LINKED: 35, DEDUCTED: 0, LIABILITY: 0}
    assert "never deleted" in book(pooled, dialog)
    assert balances(county) == {AVAILABLE: 0, LINKED: 35, DEDUCTED: 70, LIABILITY: -5}
    assert verify_pool(county / "pool.gpkg") == ()


def test_ground_that_turned_out_wrong_is_replaced_from_other_lots(pooled: ZhanbuDock, county: Path) -> None:
    dialog = ask(pooled, "Link other lots instead", RelinkForm)
    assert [dialog.form.share.itemText(i) for i in range(dialog.form.share.count())] == [
        "P1: 139901-CROP-L000001, 525.00 mu"
    ]
    dialog.form.area.number.setValue(150)
    shown = tried(dialog)
    assert shown["Available"] == ["975.00", "825.00", "-150.00"]
    assert shown["Linked"] == ["525.00", "525.00", "–"]
    book(pooled, dialog)
    assert balances(county) == {AVAILABLE: 55, LINKED: 35, DEDUCTED: 10, LIABILITY: 0}
    again = ask(pooled, "Link other lots instead", RelinkForm)
    assert again.form.share.count() == 2


def test_a_wrong_posting_is_mirrored_and_one_that_others_rely_on_is_refused_in_words(
    pooled: ZhanbuDock, county: Path
) -> None:
    dialog = ask(pooled, "Correct a posting", CorrectForm)
    offered = [dialog.form.posting.itemText(i) for i in range(dialog.form.posting.count())]
    assert "Link  P1" in offered[0]  # the newest first
    dialog.form.posting.setCurrentIndex(len(offered) - 1)
    assert tried(dialog) == {}
    assert dialog.outcome.text().startswith("⚠") and "rely on it" in dialog.outcome.text()
    dialog.form.posting.setCurrentIndex(0)
    assert tried(dialog)["Linked"] == ["525.00", "0.00", "-525.00"]
    book(pooled, dialog)
    assert balances(county) == {AVAILABLE: 100, LINKED: 0, DEDUCTED: 0, LIABILITY: 0}
    left = ask(pooled, "Correct a posting", CorrectForm)
    assert left.form.posting.count() == len(offered) - 1


def test_a_closed_year_tells_what_carries_over_and_is_closed_once(
    pooled: ZhanbuDock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booking_dialog, "recording_time", lambda: "2027-01-10T08:00:00Z")
    early = ask(pooled, "Close a year", CloseYearForm)
    early.form.year.setValue(2026)
    assert tried(early) == {}
    assert early.outcome.text().startswith("⚠")
    early.close()
    dialog = ask(pooled, "Close a year", CloseYearForm, date(2027, 1, 5))
    dialog.form.year.setValue(2026)
    shown = tried(dialog)
    assert shown, dialog.outcome.text()
    assert shown["Available"] == ["975.00", "975.00", "–"]
    assert "975.00 mu go into 2027, 0.00 mu are void." in dialog.outcome.text()
    assert "closed once" in book(pooled, dialog)
    again = ask(pooled, "Close a year", CloseYearForm, date(2027, 1, 6))
    again.form.year.setValue(2026)
    assert tried(again) == {}
    assert again.outcome.text().startswith("⚠")


def test_the_former_pool_and_a_control_scale_are_put_on_record(pooled: ZhanbuDock, county: Path) -> None:
    former = ask(pooled, "Take over the former pool", TakeOverForm)
    former.form.area.number.setValue(300)
    former.form.owed.number.setValue(450)
    assert {"Left: 300.00 mu", "Owed: 450.00 mu"} <= set(book(pooled, former).splitlines())
    assert balances(county)[AVAILABLE] + balances(county)[LIABILITY] == 65 + 20 - 30
    scale = ask(pooled, "Record a control scale", CapForm)
    scale.form.area.number.setValue(1500)
    assert "Control scale: 1,500.00 mu" in book(pooled, scale)
    with pool_for_reading(county / "pool.gpkg") as pool:
        assert [(cap.holder, cap.year, cap.cap_dm2) for cap in pool.caps("CROP")] == [("139901", 2026, 100 * HA)]
    assert verify_pool(county / "pool.gpkg") == ()
