"""Whether the Shapely that this QGIS carries will do, asked before anything imports it."""

from __future__ import annotations

import importlib

from .survey.wording import Wording, translate

SHAPELY_AT_LEAST = 2


def shapely_shortcoming() -> Wording | None:
    """What is wrong with Shapely and the way out; ``None`` if it will do."""
    remedy = translate(
        "zhanbu",
        'Install Shapely 2 for QGIS\'s own Python (in the OSGeo4W Shell: python -m pip install "shapely>=2"), '
        "or use the QGIS installer, which carries it; then start QGIS again.",
    )
    try:
        version = str(importlib.import_module("shapely").__version__)
    except (ImportError, OSError, AttributeError) as reason:  # OSError: its GEOS library doesn't load
        return translate(
            "zhanbu",
            "Zhanbu can't start: the Python package Shapely isn't there or doesn't load ({reason}). {remedy}",
            reason=str(reason),
            remedy=remedy,
        )
    major = version.split(".", maxsplit=1)[0]
    if major.isdigit() and int(major) >= SHAPELY_AT_LEAST:
        return None
    return translate(
        "zhanbu",
        "Zhanbu can't start: it needs Shapely 2 or later, and this QGIS has Shapely {version}. {remedy}",
        version=version,
        remedy=remedy,
    )
