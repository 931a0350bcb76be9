"""How the county mends what came back, in the window: a new shape, then every step again with papers, photos, forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QDate, QItemSelectionModel
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDateEdit, QMessageBox, QWidget
from round_trip import RoundTrip
from sample_papers import write_paper, write_photo
from walk import Pooled
from walker import Condition
from window import picture, read

ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


def county_mends(dock: Any, trip: RoundTrip, returned: Sequence[str]) -> Iterator[Condition]:  # noqa: ANN401
    """The first parcel gets a new shape from the toolbox, then all go their way again on the page “Pool”."""
    trip.papers = trip.folder / "papers" / "mended"
    trip.papers.mkdir()
    back = [parcel for parcel in trip.parcels if parcel.uid in returned]
    if "step" in trip.trip["reshaped"]:
        raise RuntimeError("by hand there is no step before the new shape yet")
    trip.reshape(back[0], trip.trip["reshaped"])
    back = [parcel for parcel in trip.pooled() if parcel.uid in returned]
    dock.turn_to(dock.pool)
    dock.pool.tabs.setCurrentWidget(dock.pool.steps)
    state = "RETURNED"
    for number, own in enumerate(trip.trip["redo"]):
        step = {**trip.steps[own["state"]], **own}
        yield from day_is(dock, step["date"])
        yield from choose(dock, state, [parcel.uid for parcel in back], step)
        if number == 0:
            dock.pool.steps.preview.click()
            yield from steps_rest(dock)
            dock.pool.steps.missing.expandAll()
            yield from picture(8, "missing")
        yield from put_on_file(dock, trip, back, state, step)
        yield from fill_in(dock, step)
        yield from take(dock, step)
        state = step["state"]
    trip.parcels = trip.pooled()


def day_is(dock: Any, day: date) -> Iterator[Condition]:  # noqa: ANN401
    """The day of the set-up, on which everything is done."""
    dock.set_up.asOf.setDate(QDate(day.year, day.month, day.day))
    yield from read(dock)


def choose(dock: Any, state: str, uids: Sequence[str], step: Mapping[str, Any]) -> Iterator[Condition]:  # noqa: ANN401
    """Parcels of a state, and the way that they are to go."""
    steps = dock.pool.steps
    dock.pool.read()
    yield from read(dock)
    groups = [i for i in range(steps.group.count()) if steps.group.itemData(i)[-1] == state]
    for group in groups:
        steps.group.setCurrentIndex(group)
        if select(dock, uids) == len(uids):
            break
    else:
        raise RuntimeError(f"{uids} aren't listed as {state}")
    steps.toState.setCurrentIndex(steps.toState.findData(step["state"]))
    steps.role.setCurrentIndex(steps.role.findData(step["role"]))
    steps.docNo.setText(step.get("doc_no", ""))


def select(dock: Any, uids: Sequence[str]) -> int:  # noqa: ANN401
    """Select parcels in the list; how many are there."""
    table = dock.pool.steps.parcels
    table.clearSelection()
    rows = [row for row, one in enumerate(dock.pool.steps.choice.listed()) if one.uid in uids]
    for row in rows:
        table.selectionModel().select(table.model().index(row, 0), ROW)
    return len(rows)


def put_on_file(
    dock: Any,  # noqa: ANN401
    trip: RoundTrip,
    back: Sequence[Pooled],
    state: str,
    step: Mapping[str, Any],
) -> Iterator[Condition]:
    """Papers of all, and photos of each parcel."""
    everyone = [parcel.uid for parcel in back]
    for kind in step.get("evidence", ()):
        paper = trip.papers / f"{step['state']}-{kind}.txt"
        write_paper(paper, kind, step.get("doc_no", ""))
        yield from attach(dock, paper, kind, step)
    for kind in step.get("photos", ()):
        for parcel in back:
            photo = trip.papers / f"{parcel.uid}-{kind}.jpg"
            write_photo(photo, parcel.lon, parcel.lat, 90, step["date"])
            select(dock, [parcel.uid])
            yield from attach(dock, photo, kind, step)
    select(dock, everyone)


def attach(dock: Any, path: Path, kind: str, step: Mapping[str, Any]) -> Iterator[Condition]:  # noqa: ANN401
    """A paper or photo, in its dialog."""
    steps = dock.pool.steps
    steps.ask_for_papers((kind,))
    steps.dialog.files.setFilePath(str(path))
    steps.dialog.doc_no.setText(step.get("doc_no", ""))
    steps.dialog.accept()
    yield from steps_rest(dock)


def fill_in(dock: Any, step: Mapping[str, Any]) -> Iterator[Condition]:  # noqa: ANN401
    """The forms of a step, question by question."""
    steps = dock.pool.steps
    for record in step.get("forms", ()):
        steps.ask_for_form(record["form"])
        dialog = steps.dialog
        for name, value in record.items():
            if name != "form":
                answer(dialog.fields[name], value)
        dialog.by.setText("经办人")
        dialog.accept()
        if dialog.problem.text():
            raise RuntimeError(f"{record}: {dialog.problem.text()}")
        yield from steps_rest(dock)


def answer(field: QWidget, value: object) -> None:
    """Put an answer into its field."""
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QDateEdit) and isinstance(value, date):
        field.setDate(QDate(value.year, value.month, value.day))
    else:
        field.setText(str(value))


def take(dock: Any, step: Mapping[str, Any]) -> Iterator[Condition]:  # noqa: ANN401
    """The step; it must be taken by all."""
    steps = dock.pool.steps
    steps.take.click()
    steps.question.button(QMessageBox.StandardButton.Yes).click()
    yield from steps_rest(dock)
    refused = [item.title for item in steps.guards.items if item.refusals]
    if refused:
        raise RuntimeError(f"{step['state']}: {refused}")


def steps_rest(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """Wait until nothing is under way."""
    steps = dock.pool.steps
    yield lambda: not steps.work.is_busy and not steps.reading.is_busy
    yield from read(dock)
