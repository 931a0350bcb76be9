"""YAML read through the safe loader, with file and line at hand for every complaint."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

import yaml

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..text import Text

Word = TypeVar("Word", bound=Enum)


class RuleSetProblem(InputProblem):
    """What is wrong at a line (from 1) of a rule-set file; ``source`` is the file's name, ``field`` the key."""

    def __init__(self, what: Wording, *, source: str, line: int, key: str = "") -> None:
        remedy = translate("zhanbu", "Correct line {line} of the rule set.", line=line)
        super().__init__(what, remedy=remedy, source=source, field=key)
        self.line = line


# The same safe loader in C where the installation has it: a fifth of the time when QGIS starts.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Entry:
    """A node of a rule-set file. Every access that fails names the file, the line and the key."""

    key: str
    node: yaml.Node

    def refuse(self, what: Wording) -> RuleSetProblem:
        """The error for this place. The node knows its file: a county's own rules are read together with others."""
        mark = self.node.start_mark
        return RuleSetProblem(what, source=str(mark.name), line=mark.line + 1, key=self.key)

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Keys and values of a mapping, in order; a repeated key is refused."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refuse(translate("zhanbu", "Keys and values are expected here."))
        seen: set[str] = set()
        for key, value in self.node.value:
            name = str(key.value)
            entry = Entry(f"{self.key}.{name}" if self.key else name, value)
            if name in seen:
                raise entry.refuse(translate("zhanbu", "The key “{key}” occurs twice.", key=name))
            seen.add(name)
            yield name, entry

    def elements(self) -> tuple[Entry, ...]:
        """Elements of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.refuse(translate("zhanbu", "A list is expected here."))
        return tuple(Entry(f"{self.key}[{i}]", v) for i, v in enumerate(self.node.value))

    def is_list(self) -> bool:
        """Whether this is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def is_mapping(self) -> bool:
        """Whether these are keys and values."""
        return isinstance(self.node, yaml.MappingNode)

    def get(self, key: str) -> Entry | None:
        """Value of a key, if it is there."""
        return dict(self.items()).get(key)

    def __getitem__(self, key: str) -> Entry:
        found = self.get(key)
        if found is None:
            raise self.refuse(translate("zhanbu", "The key “{key}” is missing.", key=key))
        return found

    def only(self, *allowed: str) -> Entry:
        """This mapping, after refusing keys that nobody reads."""
        for problem in self.unread(*allowed):
            raise problem
        return self

    def unread(self, *allowed: str) -> Iterator[RuleSetProblem]:
        """The refusal of every key that nobody reads."""
        for name, entry in self.items():
            if name not in allowed:
                yield entry.refuse(translate("zhanbu", "A rule set has no key “{key}” here.", key=name))

    def scalar(self) -> bool | int | float | str | date | None:
        """A plain value, typed as YAML types it."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.refuse(translate("zhanbu", "A single value is expected here."))
        try:
            value = yaml.constructor.SafeConstructor().construct_object(self.node)
        except (yaml.YAMLError, ValueError, LookupError, AttributeError) as error:  # such as 2025-02-31, or !!int abc
            raise self.refuse(translate("zhanbu", "This value can't be read.")) from error
        return value if value is None or isinstance(value, (bool, int, float, str, date)) else str(value)

    def text(self) -> str:
        """A text value."""
        value = self.scalar()
        if not isinstance(value, str):
            raise self.refuse(translate("zhanbu", "Text is expected here, not {value}.", value=value))
        return value

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(element.text() for element in self.elements())

    def one_of(self, words: type[Word]) -> Word:
        """A word of an enumeration."""
        try:
            return words(self.text())
        except ValueError:
            names = ", ".join(str(word.value) for word in words)
            raise self.refuse(translate("zhanbu", "One of these is expected here: {names}.", names=names)) from None

    def yes(self) -> bool:
        """Yes or no."""
        value = self.scalar()
        if not isinstance(value, bool):
            raise self.refuse(translate("zhanbu", "true or false is expected here, not {value}.", value=value))
        return value

    def whole(self) -> int:
        """A whole number."""
        value = self.scalar()
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refuse(translate("zhanbu", "A whole number is expected here, not {value}.", value=value))
        return value

    def day(self) -> date:
        """An ISO date."""
        value = self.scalar()
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse(
                translate("zhanbu", "A date such as 2025-05-01 is expected here, not {value}.", value=value)
            )
        return value


def _named(file: str, text: str) -> io.StringIO:
    """A text that knows its file: the marks of its nodes are called by it."""
    stream = io.StringIO(text)
    stream.name = file
    return stream


def read_entry(file: str, content: bytes) -> Entry:
    """The root of a YAML file of one document. Raises ``RuleSetProblem`` with the line when it isn't well formed."""
    first, *more = read_entries(file, content)
    for entry in more:
        raise entry.refuse(translate("zhanbu", "This is not a well-formed YAML file."))
    return first


def read_entries(file: str, content: bytes) -> tuple[Entry, ...]:
    """The roots of a YAML file's documents, at least one. Raises ``RuleSetProblem`` with the line."""
    try:
        loader = _Loader(_named(file, content.decode("utf-8")))
        nodes: list[yaml.Node] = []
        while loader.check_node():
            nodes += filter(None, [loader.get_node()])
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise RuleSetProblem(
            translate("zhanbu", "This is not a well-formed YAML file."),
            source=file,
            line=mark.line + 1 if mark else 1,
        ) from error
    if not nodes:
        raise InputProblem(
            translate("zhanbu", "The rule set is empty."),
            remedy=translate("zhanbu", "Restore the file from the plugin's package."),
            source=file,
        )
    return tuple(Entry("", node) for node in nodes)


def text_of(entry: Entry) -> Text:
    """A text in Chinese and English."""
    entry.only("zh", "en")
    return Text(entry["zh"].text(), entry["en"].text())
