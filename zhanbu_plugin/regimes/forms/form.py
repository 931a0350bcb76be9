"""Forms (表单): what people answer or decide and nobody computes; resources/codes/forms.yaml is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ...paths import resource
from ...survey.wording import translate
from ..reading.yaml_entry import Entry, read_entry, text_of
from ..text import Text

SCHEME = "scheme"
"""The field that names the scheme of a record's grades."""


class FieldType(str, Enum):
    """What an answer is. Areas are m², shares 0–1; of grades 1 is the best."""

    TEXT, NUMBER, COUNT, YEAR = "text", "number", "count", "year"
    AREA, SHARE, GRADE = "area", "share", "grade"
    DATE, FLAG, CODE = "date", "flag", "code"


@dataclass(frozen=True)
class FormField:
    """A question: its names, what an answer is, its unit, the answers of a code, the least number allowed."""

    name: str
    title: Text
    type: FieldType
    unit: str
    codes: Mapping[str, Text]
    required: bool
    least: float | None


@dataclass(frozen=True)
class Form:
    """A form. A later record with the same answers to ``one_per`` replaces the earlier one; where that is empty, a
    later record always does.
    """

    id: str
    title: Text
    one_per: tuple[str, ...]
    fields: Mapping[str, FormField]


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """Every form by its id, in the order of the file."""
    path = resource("codes", "forms.yaml")
    return read_forms(path.name, path.read_bytes())


def read_forms(file: str, content: bytes) -> dict[str, Form]:
    """The forms of a file. Raises ``InputProblem`` naming file and line."""
    root = read_entry(file, content).only("codes", "forms")
    codes = {name: {code: text_of(text) for code, text in listed.items()} for name, listed in root["codes"].items()}
    return {form_id: _form(form_id, entry, codes) for form_id, entry in root["forms"].items()}


def _form(form_id: str, entry: Entry, codes: Mapping[str, Mapping[str, Text]]) -> Form:
    entry.only("title", "one_per", "fields")
    fields = {name: _field(name, field, codes) for name, field in entry["fields"].items()}
    one_per = entry.get("one_per")
    names = one_per.texts() if one_per else ()
    for name in names:
        if name not in fields:
            raise entry.refuse(translate("zhanbu", "The form has no field “{name}”.", name=name))
    return Form(form_id, text_of(entry["title"]), names, fields)


_UNITS = {FieldType.AREA: "m2", FieldType.SHARE: "1", FieldType.YEAR: "a"}


def _field(name: str, entry: Entry, codes: Mapping[str, Mapping[str, Text]]) -> FormField:
    entry.only("zh", "en", "type", "unit", "codes", "required", "least")
    kind = entry["type"].one_of(FieldType)
    listed, unit, required, least = (entry.get(key) for key in ("codes", "unit", "required", "least"))
    if (kind is FieldType.CODE) != (listed is not None):
        raise entry.refuse(translate("zhanbu", "A field of type code, and no other, names its codes."))
    if listed is not None and listed.text() not in codes:
        raise listed.refuse(translate("zhanbu", "There is no list of codes “{name}”.", name=listed.text()))
    return FormField(
        name=name,
        title=Text(entry["zh"].text(), entry["en"].text()),
        type=kind,
        unit=unit.text() if unit else _UNITS.get(kind, ""),
        codes=codes[listed.text()] if listed else {},
        required=required is not None and required.yes(),
        least=None if least is None else float(least.whole()),
    )
