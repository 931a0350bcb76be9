"""What a kind of check is made of: its options and the parameters that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Option:
    """Something that a kind of check wants to know (``with:`` in a rule set).

    ``names_parameter`` holds when the option is the name of a parameter; with a ``prefix``, only behind that.
    """

    admits: Callable[[object], bool]
    needed: bool = False
    names_parameter: bool = False
    prefix: str = ""

    def parameter_in(self, value: str) -> str:
        """Name of the parameter that a value of the option names, empty for none."""
        return value[len(self.prefix) :] if self.names_parameter and value.startswith(self.prefix) else ""


@dataclass(frozen=True)
class Kind:
    """A kind of check: whether it reads the layer of a role, its options, and the parameters that it reads."""

    role: bool = False
    options: Mapping[str, Option] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()


def is_name(value: object) -> bool:
    """A text that isn't empty."""
    return isinstance(value, str) and bool(value)


def are_names(value: object) -> bool:
    """A list of such texts that isn't empty."""
    return isinstance(value, tuple) and bool(value) and all(map(is_name, value))


def is_flag(value: object) -> bool:
    """Yes or no."""
    return isinstance(value, bool)


def is_count(value: object) -> bool:
    """A whole number from 1."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


NAME = Option(is_name)
NAMES = Option(are_names)
FLAG = Option(is_flag)
COUNT = Option(is_count)
NEEDED_NAME = Option(is_name, needed=True)
NEEDED_NAMES = Option(are_names, needed=True)
PARAMETER = Option(is_name, names_parameter=True)
NEEDED_PARAMETER = Option(is_name, needed=True, names_parameter=True)
