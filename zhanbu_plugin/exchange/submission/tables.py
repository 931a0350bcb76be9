"""CSV of a submission, for programs of any kind, and ``events.csv``, its history.

UTF-8 with a byte-order mark (so that Excel shows Chinese), CRLF. A text that a spreadsheet would take for a formula
gets an apostrophe in front, which reading takes away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date

from ...pool.records import PoolEvent
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate

_EVENT_COLUMNS = tuple(f.name for f in fields(PoolEvent))
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "'")
ENCODING = "utf-8-sig"
LINE_END = "\r\n"


def events_csv(events: Sequence[PoolEvent]) -> bytes:
    """The history of the batch's parcels, in the order in which it was written."""
    return written(_EVENT_COLUMNS, [[_event_text(getattr(e, c)) for c in _EVENT_COLUMNS] for e in events])


def read_events(content: bytes, source: str) -> list[PoolEvent]:
    """Events of ``events.csv``. Raises ``InputProblem`` with the line."""
    return [_event(row, line, source) for line, row in read_rows(content, _EVENT_COLUMNS, source)]


def _event(row: Sequence[str], line: int, source: str) -> PoolEvent:
    values: dict[str, object] = dict(zip(_EVENT_COLUMNS, row))
    try:
        for column, read in _TYPED.items():
            values[column] = read(str(values[column]))
        event = PoolEvent(**values)  # type: ignore[arg-type]
    except (ValueError, KeyError) as error:
        raise _problem(translate("zhanbu", "Line {line} can't be read.", line=line), source) from error
    if [_event_text(getattr(event, c)) for c in _EVENT_COLUMNS] != list(row):
        raise _problem(translate("zhanbu", "Line {line} can't be read.", line=line), source)
    return event


_TYPED: dict[str, Callable[[str], object]] = {
    "event_no": int,
    "occurred_on": date.fromisoformat,
    "ends_claim": lambda text: {"0": False, "1": True}[text],
}


def _event_text(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def written(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table as CSV, the same way every time."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=LINE_END)
    writer.writerow(columns)
    writer.writerows(map(_unlike_a_formula, row) for row in rows)
    return text.getvalue().encode(ENCODING)


def line_of(*cells: str) -> str:
    """Cells as they stand in a line, without its end."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=LINE_END).writerow([_unlike_a_formula(cell) for cell in cells])
    return text.getvalue()[: -len(LINE_END)]


def _unlike_a_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def plain_cell(cell: str) -> str:
    """A cell as it was before it was kept from looking like a formula."""
    return cell[1:] if cell.startswith("'") else cell


def read_rows(content: bytes, columns: Sequence[str], source: str) -> list[tuple[int, list[str]]]:
    """Line numbers and rows after the head, with the apostrophes taken away.

    A table that another program saved again (other quotes, other line ends) is refused: it isn't the one that was sent.
    """
    rows: list[tuple[int, list[str]]] = []
    try:
        reader = csv.reader(io.StringIO(content.decode(ENCODING), newline=""), strict=True)
        if next(reader, None) != list(columns):
            raise _problem(translate("zhanbu", "Line {line} can't be read.", line=1), source)
        for row in reader:
            if len(row) != len(columns):
                raise _problem(translate("zhanbu", "Line {line} can't be read.", line=reader.line_num), source)
            rows.append((reader.line_num, [plain_cell(cell) for cell in row]))
    except (csv.Error, UnicodeDecodeError) as error:
        what = translate("zhanbu", "The table can't be read ({reason}).", reason=error)
        raise _problem(what, source) from error
    if written(columns, [row for _, row in rows]) != content:
        raise _problem(translate("zhanbu", "The table was saved again by another program."), source)
    return rows


def _problem(what: Wording, source: str) -> InputProblem:
    return InputProblem(what, remedy=translate("zhanbu", "Ask the sender for the original file."), source=source)
