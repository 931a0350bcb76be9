"""Layers as the project calls them: a check records files, which its user may never have seen (图层名称)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...checks.checked import CheckRun
from ...reports.language import said, tr
from ...survey.wording import Wording
from ..set_up.set_up import SetUp


def titles_by_role(setting: SetUp) -> dict[str, str]:
    """Title of the layer in each role, the survey and the elevation model among them."""
    layers = {"survey": setting.survey, "dem": setting.dem, **setting.roles}
    return {role: layer.name() for role, layer in layers.items() if layer is not None}


@dataclass(frozen=True)
class LayerTitles:
    """Title of each source that a check names, where the project has another word for it."""

    by_source: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, run: CheckRun, by_role: Mapping[str, str]) -> LayerTitles:
        """From what the check read in which role, and the titles of that time."""
        named = {snapshot.name: by_role.get(snapshot.role, "") for snapshot in run.snapshots}
        return cls({source: title for source, title in named.items() if title and title not in source})

    def source(self, source: str) -> str:
        """A source with its title, for the line that says where a number is from."""
        title = self.by_source.get(source)
        return source if title is None else tr("{title} ({file})").format(title=title, file=source)

    def said(self, wording: Wording) -> str:
        """A sentence in the user's language and with the user's words for layers."""
        return said(self._titled(wording))

    def _titled(self, wording: Wording) -> Wording:
        return Wording(wording.template, {name: self._word(value) for name, value in wording.values.items()})

    def _word(self, value: object) -> object:
        if isinstance(value, Wording):
            return self._titled(value)
        return self.by_source.get(value, value) if isinstance(value, str) else value
