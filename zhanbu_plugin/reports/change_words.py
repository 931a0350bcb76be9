"""What differs between two versions in words for people (变更项目用语): names of entries, and values without noise."""

from __future__ import annotations

import re

from ..checks.findings import Outcome
from ..exchange.comparing.opened import OpenedPackage
from ..exchange.comparing.versions import AREA, PAPERS, SHAPE, Difference
from ..exchange.submission.content import table_texts
from ..regimes.forms.evidence_kinds import evidence_kinds
from ..regimes.roles import roles
from ..survey.dltb_fields import dltb_fields
from .language import interface_is_chinese, tr

_MOST_PAPERS = 20
_HASH = 12
_NUMBER = re.compile(r"-?\d+\.\d{5,}(?:[eE]-?\d+)?|-?\d+(?:\.\d+)?[eE]-?\d+")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class ChangeWords:
    """Speaks the language of the interface, with the titles of the new version's rules."""

    def __init__(self, new: OpenedPackage) -> None:
        self._rules, self._chinese = new.rule_set, interface_is_chinese()
        self._checks = {rule.id: rule.title.in_language(self._chinese) for rule in self._rules.checks}

    def name(self, item: str) -> str:
        """What an entry is called; an unknown one as it is."""
        kind, _, own = item.partition(".")
        if kind == "survey" and own in dltb_fields():
            field = dltb_fields()[own]
            return f"{field.name_zh if self._chinese else field.name_en} {own}"
        if kind == "measures":
            return self._measure(own)
        if kind == "findings":
            return f"{self._checks[own]} {own}" if own in self._checks else own
        return _names().get(item, item)

    def values(self, one: Difference) -> tuple[str, str]:
        """Both values, as people read them."""
        return self._value(one.item, one.old), self._value(one.item, one.new)

    def _value(self, item: str, text: str) -> str:
        if item == PAPERS:
            return self._papers(text)
        if item.startswith("findings."):
            return self._outcome(text)
        if item == "state" and text in self._rules.states:
            return self._rules.states[text].title.in_language(self._chinese)
        if item == "category" and text in self._rules.categories:
            return self._rules.categories[text].title.in_language(self._chinese)
        if item == "verdict" and self._chinese:
            return table_texts().words.get(text, text)
        return _short(text)

    def _measure(self, name: str) -> str:
        known = {
            "area_m2": tr("measured area (m²)"),
            "slope_deg": tr("mean slope (°)"),
            "slope_gr": tr("slope grade"),
            "slope_over": tr("steep share"),
            "slope_na": tr("share without elevation"),
            "out_county": tr("outside the county (m²)"),
            "ov_pool": tr("overlap with the pool (m²)"),
        }
        if name in known:
            return known[name]
        for role in roles().values():
            if name == f"ov_{role.id}"[:10]:
                title = role.name_zh if self._chinese else role.name_en
                return tr("overlap with {layer} (m²)").format(layer=title)
        return name

    def _outcome(self, text: str) -> str:
        outcome, _, measured = text.partition(" ")
        if outcome not in {known.value for known in Outcome}:
            return _short(text)
        word = table_texts().words[outcome] if self._chinese else outcome
        return f"{word} {_short(measured)}".strip()

    def _papers(self, text: str) -> str:
        """A paper on each line: what it is, and how it is called."""
        told = [line for line in text.split("; ") if line]
        lines = [self._paper(line) for line in told[:_MOST_PAPERS]]
        more = len(told) - _MOST_PAPERS
        return "\n".join([*lines, *([tr("{count} more").format(count=more)] if more > 0 else [])])

    def _paper(self, line: str) -> str:
        kind, _, rest = line.partition(" ")
        known = evidence_kinds().get(kind)
        named = rest.rpartition(" ")[0] or rest  # without the beginning of its hash
        return line if known is None else f"{known.name.in_language(self._chinese)}: {named}"


def _names() -> dict[str, str]:
    return {
        AREA: tr("Area (m²)"),
        SHAPE: tr("Shape"),
        PAPERS: tr("Materials"),
        "parcel_no": tr("Parcel no."),
        "batch": tr("Batch"),
        "category": tr("Category"),
        "state": tr("State"),
        "verdict": tr("Verdict"),
        "source_id": tr("Survey parcel"),
        "waivers": tr("Waivers"),
        "as_of": tr("Day of the package"),
        "sequence": tr("Number in the year"),
        "version_no": tr("Version"),
        "epsg": tr("Coordinate reference system (EPSG)"),
        "rule_set": tr("Rules"),
        "rule_set_sha256": tr("Version of the rules"),
        "plugin_version": tr("Version of the program"),
        "parcels": tr("Parcels"),
    }


def _short(text: str) -> str:
    """Numbers with four decimals, hashes by their beginning, long texts cut."""
    if _SHA256.fullmatch(text):
        return f"{text[:_HASH]}…"
    rounded = _NUMBER.sub(lambda found: f"{float(found[0]):.4f}".rstrip("0").rstrip("."), text)
    return rounded if len(rounded) <= 80 else f"{rounded[:60]}…"
