"""Where a county's own rules (县级细则) lie: files that tighten a rule set of the plugin's."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Optional

from ..survey.problem import InputProblem
from ..survey.wording import translate
from .reading.rule_set_file import examine
from .rule_set import RuleSet

Parents = Callable[[str], Optional[RuleSet]]
SUFFIXES = (".yaml", ".yml")


class CountyFolder:
    """The folder in which an installation keeps a county's own rules, none until a face has said which."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def files(self) -> tuple[Path, ...]:
        """The files in it, by name."""
        if self.path is None or not self.path.is_dir():
            return ()
        return tuple(sorted(file for file in self.path.iterdir() if file.suffix.lower() in SUFFIXES))


county_folder = CountyFolder()
"""Faces point it at the profile's own folder when they start."""


def is_file_name(wanted: str) -> bool:
    """Whether what was asked for is a file and no id."""
    return wanted.strip().lower().endswith(SUFFIXES)


def read_bytes(path: Path) -> bytes:
    """What is in a rule-set file. Raises ``InputProblem``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The rule set can't be read ({reason}).", reason=error.strerror or error),
            remedy=translate("zhanbu", "Check the path, and that you may read the file."),
            source=str(path),
        ) from error


def county_rule_set(path: Path, parents: Parents) -> RuleSet:
    """A county's own rules over those of the plugin. Raises ``InputProblem`` naming file and line."""
    found = _read(path.name, read_bytes(path), parents)
    if isinstance(found, InputProblem):
        raise found
    if parents(found.id) is not None and found.parent:
        raise InputProblem(
            translate("zhanbu", "There is another rule set with the id “{id}”.", id=found.id),
            remedy=translate("zhanbu", "Give it an id of its own."),
            source=path.name,
        )
    if not found.parent:
        raise InputProblem(
            translate("zhanbu", "A county's own rules have to name the rule set that they tighten (“parent”)."),
            remedy=translate("zhanbu", "Give the file a line “parent: …” and what it sets stricter."),
            source=path.name,
        )
    return found


@lru_cache(maxsize=32)
def _read(name: str, content: bytes, parents: Parents) -> RuleSet | InputProblem:
    reading = examine(name, content, parents=parents)
    return reading.problems[0] if reading.rule_set is None else reading.rule_set


def readable_rule_sets(parents: Parents) -> tuple[RuleSet, ...]:
    """Those in the folder that hold; for lists of choices, where a damaged one can't be chosen anyway."""
    found = []
    for file in county_folder.files():
        try:
            found.append(county_rule_set(file, parents))
        except InputProblem:
            continue
    return tuple(found)
