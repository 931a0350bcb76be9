"""Titles, texts, forms and columns of papers (文书模板), read from ``papers.yaml`` of the plugin or of a county's copy.

A county copies the folder ``resources/papers``, edits the copy and names it; papers and layouts that the copy lacks
come from the plugin. Whatever couldn't be filled in is refused when the file is read, with its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from ...paths import resource
from ...regimes.reading.yaml_entry import Entry, RuleSetProblem, read_entry, text_of
from ...regimes.text import Text
from ...survey.problem import InputProblem
from ...survey.wording import translate
from .names import LISTS, VALUES

FILE = "papers.yaml"


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: key of its cells, head, share of the width. A key with ``_`` is filled in by hand."""

    key: str
    head: str
    share: float


@dataclass(frozen=True)
class FormSpec:
    """A form: widths of its columns in shares, and rows of cells; every other cell, from the first, is a heading."""

    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PaperSpec:
    """A paper's template; ``titles`` are those of single systems."""

    id: str
    layout: str
    title: Text
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    forms: Mapping[str, FormSpec]
    lists: Mapping[str, tuple[ListColumn, ...]]


@dataclass(frozen=True)
class PaperBook:
    """All papers, and the folders in which their layouts and pictures are looked for, the county's own first."""

    papers: Mapping[str, PaperSpec]
    systems: Mapping[str, str]
    blank: str
    blank_days: str
    nothing: str
    folders: tuple[Path, ...]

    def file(self, name: str) -> Path:
        """A layout or picture by its file name. Raises ``InputProblem`` where no folder has it."""
        found = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
        if found is None:
            raise InputProblem(
                translate("zhanbu", "The template {name} isn't there.", name=name),
                remedy=translate("zhanbu", "Put it into the folder of templates, or correct its name in papers.yaml."),
                source=str(self.folders[0]),
            )
        return found


def read_papers(folder: Path | None = None) -> PaperBook:
    """The papers, a county's own before the plugin's. Raises ``InputProblem`` naming file and line."""
    standard = _standard()
    if folder is None:
        return standard
    if not folder.is_dir():
        raise InputProblem(
            translate("zhanbu", "The folder of templates isn't there."),
            remedy=translate("zhanbu", "Choose the folder that holds your copy of papers.yaml and its layouts."),
            source=str(folder),
        )
    folders = (folder, *standard.folders)
    if not (folder / FILE).is_file():
        return PaperBook(
            standard.papers, standard.systems, standard.blank, standard.blank_days, standard.nothing, folders
        )
    own = _book(str(folder / FILE), (folder / FILE).read_bytes(), folders, standard)
    return PaperBook({**standard.papers, **own.papers}, own.systems, own.blank, own.blank_days, own.nothing, folders)


@lru_cache(maxsize=1)
def _standard() -> PaperBook:
    folder = resource("papers")
    return _book(FILE, (folder / FILE).read_bytes(), (folder,), None)


def _book(name: str, content: bytes, folders: tuple[Path, ...], standard: PaperBook | None) -> PaperBook:
    try:
        root = read_entry(name, content).only("version", "papers", "systems", "blank", "blank_days", "nothing")
        papers = {key: _paper(key, entry) for key, entry in root["papers"].items()}
        systems = {key: entry.text() for key, entry in _optional(root, "systems")}
        blank, days, nothing = root.get("blank"), root.get("blank_days"), root.get("nothing")
    except RuleSetProblem as problem:
        raise InputProblem(
            problem.what,
            remedy=translate("zhanbu", "Correct line {line} of the template.", line=problem.line),
            source=name,
            field=problem.field,
        ) from problem
    return PaperBook(
        papers,
        {**(standard.systems if standard else {}), **systems},
        blank.text() if blank else (standard.blank if standard else ""),
        days.text() if days else (standard.blank_days if standard else ""),
        nothing.text() if nothing else (standard.nothing if standard else ""),
        folders,
    )


def _optional(entry: Entry, key: str) -> Iterable[tuple[str, Entry]]:
    found = entry.get(key)
    return found.items() if found is not None else ()


def _paper(key: str, entry: Entry) -> PaperSpec:
    if key not in VALUES:
        raise entry.refuse(translate("zhanbu", "There is no paper “{name}”.", name=key))
    entry.only("layout", "title", "titles", "texts", "forms", "lists")
    layout = entry["layout"]
    if not layout.text().replace("_", "").replace("-", "").isalnum():
        raise layout.refuse(translate("zhanbu", "The name of a layout has letters, digits, - and _ only."))
    return PaperSpec(
        id=key,
        layout=layout.text(),
        title=text_of(entry["title"]),
        titles={system: title.text() for system, title in _optional(entry, "titles")},
        texts={name: _template(text, key) for name, text in _optional(entry, "texts")},
        forms={name: _form(form, key) for name, form in _optional(entry, "forms")},
        lists={name: _columns(name, columns) for name, columns in _optional(entry, "lists")},
    )


def _template(entry: Entry, paper: str) -> str:
    """A text whose names in braces can all be filled in."""
    text = entry.text()
    try:
        names = {name for _, name, form, how in Formatter().parse(text) if name is not None or form or how}
    except ValueError:
        raise entry.refuse(translate("zhanbu", "A brace in this text has no partner.")) from None
    for name in sorted(str(n) for n in names):
        if name not in VALUES[paper]:
            raise entry.refuse(translate("zhanbu", "Nothing is called “{name}” on this paper.", name=name))
    return text


def _form(entry: Entry, paper: str) -> FormSpec:
    entry.only("widths", "rows")
    widths = tuple(_share(width) for width in entry["widths"].elements())
    rows = []
    for row in entry["rows"].elements():
        cells = tuple(_template(cell, paper) for cell in row.elements())
        if len(cells) != len(widths):
            raise row.refuse(translate("zhanbu", "A row of this form has {count} cells.", count=len(widths)))
        rows.append(cells)
    return FormSpec(widths, tuple(rows))


def _columns(name: str, entry: Entry) -> tuple[ListColumn, ...]:
    if name not in LISTS:
        raise entry.refuse(translate("zhanbu", "There is no list “{name}”.", name=name))
    columns = []
    for element in entry.elements():
        cells = element.elements()
        if len(cells) != 3:
            raise element.refuse(translate("zhanbu", "A column is written as [key, head, share]."))
        key = cells[0].text()
        if not key.startswith("_") and key not in LISTS[name]:
            raise cells[0].refuse(translate("zhanbu", "The list has no column “{key}”.", key=key))
        columns.append(ListColumn(key, cells[1].text(), _share(cells[2])))
    if not columns:
        raise entry.refuse(translate("zhanbu", "A list has at least one column."))
    return tuple(columns)


def _share(entry: Entry) -> float:
    value = entry.scalar()
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 10_000:
        raise entry.refuse(translate("zhanbu", "A width is a number above 0."))
    return float(value)
