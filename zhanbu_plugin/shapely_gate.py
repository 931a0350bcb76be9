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
        shapely = importlib.import_module("shapely")
        version = str(shapely.__version__)
    except (ImportError, OSError, AttributeError) as reason:  # OSError: its GEOS library doesn't load
        return translate(
            "zhanbu",
            "Zhanbu can't start: the Python package Shapely isn't there or doesn't load ({reason}). {remedy}",
            reason=str(reason),
            remedy=remedy,
        )
    major = version.split(".", maxsplit=1)[0]
    if not major.isdigit() or int(major) < SHAPELY_AT_LEAST:
        return translate(
            "zhanbu",
            "Zhanbu can't start: it needs Shapely 2 or later, and this QGIS has Shapely {version}. {remedy}",
            version=version,
            remedy=remedy,
        )
    # On Linux a Shapely from a wheel expects its own GEOS and gets the one that QGIS loaded before.
    try:
        shapely.to_wkb(shapely.union_all([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)]))
    except shapely.errors.ShapelyError as reason:
        return translate(
            "zhanbu",
            "Zhanbu can't start: Shapely {version} doesn't get along with the GEOS library of this QGIS ({reason}). "
            "Install the Shapely of your Linux distribution, or build it against the same library: "
            'python3 -m pip install --no-binary shapely "shapely>=2"; then start QGIS again.',
            version=version,
            reason=str(reason),
        )
    return None
