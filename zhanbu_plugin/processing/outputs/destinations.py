"""Where results go: never over what they are made from, and never over a pool.

QGIS replaces the whole file that an output names, with every layer in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingUtils,
    QgsProviderRegistry,
)

from ...pool.reading import pool_identity
from ...reports.language import tr
from ...survey.problem import InputProblem
from ..inputs.parameter_values import stated

_ONE_TABLE = "ogr:"
"""How destinations begin that replace one table of a GeoPackage and leave the others alone."""


def refuse_to_destroy(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Raises ``QgsProcessingException`` when an output would replace a file that is an input, or a pool."""
    inputs = list(_inputs(algorithm, parameters, context))
    for definition in algorithm.destinationParameterDefinitions():
        name = definition.name()
        file, table = _target_of(stated(parameters.get(name), context))
        if file is None or not is_file(str(file)):
            continue
        if is_pool(file):
            raise QgsProcessingException(
                tr("{output}: {file} is a reserve pool and would be replaced. Give another file.").format(
                    output=name, file=file
                )
            )
        for used, used_table, parameter in inputs:
            if used == file.resolve() and (not table or used_table in ("", table)):
                raise QgsProcessingException(
                    tr("{output}: {file} is also {input} and would be replaced. Give another file.").format(
                        output=name, file=file, input=parameter
                    )
                )


def is_file(path: str) -> bool:
    """Whether there is such a file. A text that can't be a path is none."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def is_pool(file: Path) -> bool:
    """Whether a file is a reserve pool that this version can read."""
    if file.suffix.lower() != ".gpkg":
        return False
    try:
        pool_identity(file)
    except InputProblem:
        return False
    return True


def _target_of(target: str) -> tuple[Path | None, str]:
    """The file that an output's text names, and the table where no more than that is replaced."""
    if target.startswith(_ONE_TABLE):
        uri = QgsDataSourceUri(target[len(_ONE_TABLE) :])
        return (Path(uri.database()) if uri.database() else None), uri.table()
    return (Path(target.split("|", 1)[0]) if target else None), ""


def _inputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Iterator[tuple[Path, str, str]]:
    """Files that the parameters read, each with the table in it (where known) and the name of its parameter."""
    for definition in algorithm.parameterDefinitions():
        given = parameters.get(definition.name())
        if definition.isDestination():
            continue
        for value in given if isinstance(given, (list, tuple)) else [given]:
            yield from ((*file, definition.name()) for file in _files_of(value, context))


def _files_of(
    value: Any,  # noqa: ANN401
    context: QgsProcessingContext,
) -> Iterator[tuple[Path, str]]:
    """The file that a value names, if any, with the table in it (where known)."""
    if value in (None, ""):
        return
    text = value.source() if isinstance(value, QgsMapLayer) else stated(value, context)
    # Only layers that are there already: to load whatever a text may name is slow, and not safe on every thread.
    layer = QgsProcessingUtils.mapLayerFromString(text, context, False) if text else None
    for provider in ("ogr", "gdal"):
        parts = QgsProviderRegistry.instance().decodeUri(provider, text if layer is None else layer.source())
        path = parts.get("path")
        if path and is_file(path):
            yield Path(path).resolve(), str(parts.get("layerName") or "")
            return
