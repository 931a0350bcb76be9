"""What is said of layers that couldn't be matched with a role for certain (图层匹配提示)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...processing.inputs.roles import role_name
from ...regimes.roles import roles
from ...reports.language import interface_is_chinese, tr
from .layer_matching import Match


def hints_of(matches: Mapping[str, Match]) -> dict[str, list[str]]:
    """Lines for the boxes that stay empty although some layer is called like them or looks like them."""
    return {key: list(_lines(key, match)) for key, match in matches.items() if match.tied or match.refused}


def _lines(key: str, match: Match) -> Iterator[str]:
    role = roles().get(key.partition("/")[2])
    name = role_name(role) if role is not None else tr("Survey layer")
    if match.tied:
        layers = ", ".join(layer.name() for layer in match.tied)
        yield "⚠ " + tr("{role}: {layers} fit equally well. Choose one.").format(role=name, layers=layers)
    for layer, kind in match.refused:
        kind_name = kind.name_zh if interface_is_chinese() else kind.name_en
        yield "⚠ " + tr("{role}: “{layer}” isn't taken, since its fields are those of another layer: {kind}.").format(
            role=name, layer=layer.name(), kind=kind_name
        )
