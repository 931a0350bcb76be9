"""Reading a rule set from its YAML file; everything that doesn't hold is refused with file and line.

The file of a county's own rules (``parent: …``) is read together with the rule set that they tighten. Both texts, the
county's first, are one YAML stream: that is kept in a pool, and read again by whoever receives it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..children import merged, scope_problems, stricter
from ..rule_set import RuleSet
from .heard import Heard
from .parts import rule_set_of
from .words import loose_ends, unknown_kinds, unknown_parameters
from .words_on_file import unknown_answers
from .yaml_entry import Entry, read_entries, read_entry

Parents = Callable[[str], Optional[RuleSet]]
"""The rule set that may be tightened, by its id."""

_SEPARATOR = b"\n---\n"


@dataclass(frozen=True)
class Reading:
    """What reading a file gave: the rule set, or everything that is wrong with it."""

    rule_set: RuleSet | None
    problems: tuple[InputProblem, ...]


def read_rule_set(path: Path, *, applied: bool = True, parents: Parents | None = None) -> RuleSet:
    """The rule set in a file. Raises ``InputProblem`` naming file and line of the first thing that is wrong.

    ``applied`` demands every kind of check and every parameter that this version knows, and no other. Without it, a
    rule set of another version can be read, to compare it. ``parents`` knows the rule sets that a county may tighten.
    """
    reading = examine(path.name, path.read_bytes(), applied=applied, parents=parents)
    if reading.rule_set is None:
        raise reading.problems[0]
    return reading.rule_set


def examine(name: str, content: bytes, *, applied: bool = True, parents: Parents | None = None) -> Reading:
    """Read a rule set and tell everything that is wrong with it; ``name`` is what messages call the file."""
    heard, rule_set = Heard(), None
    for roots in heard.one(read_entries, name, content):
        rule_set = _of_documents(roots, content, applied, parents, heard)
    return Reading(None if heard.problems else rule_set, tuple(heard.problems))


def packed_parent(rule_set: RuleSet) -> RuleSet:
    """The rule set that a county's own rules tighten, as it stands in their content. Raises ``InputProblem``."""
    text = _below(rule_set.content)
    reading = examine(f"{rule_set.parent}.yaml", text, applied=False)
    if reading.rule_set is None:
        raise reading.problems[0]
    return reading.rule_set


def _below(content: bytes) -> bytes:
    """The text of the rule set that a county tightens, from both texts."""
    return content[content.rindex(_SEPARATOR) + len(_SEPARATOR) :]


def _of_documents(
    roots: tuple[Entry, ...], content: bytes, applied: bool, parents: Parents | None, heard: Heard
) -> RuleSet | None:
    """The rule set of one document, or of two of which the first tightens the second."""
    first, *more = roots
    own = heard.one(first.get, "parent") != (None,)
    # Both texts together are what a pool and a package keep. Where the rule set above is at hand, a file must not bring
    # one of its own.
    joined = own and parents is None and content.count(_SEPARATOR) > 0
    for surplus in more[1 if joined else 0 :]:
        heard.note(surplus.refuse(translate("zhanbu", "This is not a well-formed YAML file.")))
        return None
    if not own:
        return _whole(first, content, applied, heard)
    if more:
        above = _whole(more[0], _below(content), applied, heard)
        return _tightening(first, more[0], above, content, applied, heard)
    above = next(iter(heard.one(_parent_of, first, parents)), None)
    if above is None:
        return None
    base = read_entry(f"{above.id}.yaml", above.content)
    return _tightening(first, base, above, content + _SEPARATOR + above.content, applied, heard)


def _parent_of(child: Entry, parents: Parents | None) -> RuleSet:
    named = child["parent"]
    found = parents(named.text()) if parents is not None else None
    if found is None or found.parent:
        raise named.refuse(translate("zhanbu", "There is no rule set “{id}” to tighten.", id=named.text()))
    return found


def _whole(root: Entry, content: bytes, applied: bool, heard: Heard) -> RuleSet | None:
    rule_set = rule_set_of(root, content, heard)
    if applied:
        heard.all_of(unknown_kinds(root))
    if rule_set is not None:
        heard.all_of(loose_ends(rule_set, root))
        if applied:
            heard.all_of(unknown_parameters(rule_set, root["parameters"]))
            heard.all_of(unknown_answers(rule_set, root))
    return rule_set


def _tightening(
    child: Entry, base: Entry, above: RuleSet | None, content: bytes, applied: bool, heard: Heard
) -> RuleSet | None:
    """A county's own rules laid over those above them, ``None`` where either is at fault."""
    if above is None:
        return None
    heard.all_of(scope_problems(child, above))
    for root in heard.one(merged, child, base):
        rule_set = _whole(root, content, applied, heard)
        tightened = () if rule_set is None else heard.one(stricter, rule_set, child, above, heard)
        return next(iter(tightened), None)
    return None
