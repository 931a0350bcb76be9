"""The files of a submission that only repeat what others say: shapefile and papers (副本核验)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ...pool.records import PoolParcel
from ...regimes.rule_set import RuleSet
from ...survey.wording import translate
from ..submission.format import is_paper
from ..submission.papers import seal_fits
from ..submission.shapefile import write_shapefile
from .report import Problem

_ACTIVE = (b"/JavaScript", b"/Launch", b"/OpenAction", b"/EmbeddedFile", b"/ObjStm", b"/RichMedia", b"/SubmitForm")
"""What a PDF that does something has, or that hides it; the plugin's papers have none of it."""


def shapefile_problems(
    files: Mapping[str, bytes], parcels: Sequence[PoolParcel], epsg: int, as_of: date, rules: RuleSet
) -> Iterator[Problem]:
    """The shapefile is the one that the layer gives, to the byte."""
    for name, meant in write_shapefile(parcels, epsg, as_of, rules).items():
        if files[name] != meant:
            said = translate("zhanbu", "The shapefile doesn't say what the layer says.")
            yield Problem("SHAPEFILE", name, "", said)


def paper_problems(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Every paper is a plain PDF, whole, and made for these parcels."""
    for name in sorted(filter(is_paper, files)):
        if not seal_fits(files[name], files):
            said = translate("zhanbu", "The paper was changed, or wasn't made for these parcels.")
            yield Problem("PAPER", name, "", said)
        if any(word in files[name] for word in _ACTIVE):
            said = translate("zhanbu", "The paper holds something that would run when it is opened.")
            yield Problem("PAPER", name, "", said)
