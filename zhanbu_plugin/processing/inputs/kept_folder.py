"""The folder beside a pool in which checks keep what the next one needn't work out again (留存文件夹)."""

from __future__ import annotations

import secrets
from pathlib import Path

from qgis.core import QgsSettings

from ...checks.kept.folder import Kept

_SETTING = "zhanbu/kept_secret"
_LENGTH = 32


def kept_beside(pool: str, *, measures: bool = True) -> Kept | None:
    """``<pool name>.kept`` beside a pool that is a file; without one, nothing is kept. ``measures`` as in ``Kept``."""
    if not pool or not Path(pool).is_file():
        return None
    return Kept(Path(pool).with_suffix(".kept"), _secret(), measures=measures)


def _secret() -> bytes:
    """What the user's profile signs files with, made when it is first needed."""
    settings = QgsSettings()
    known = str(settings.value(_SETTING, ""))
    if len(known) != 2 * _LENGTH:
        known = secrets.token_hex(_LENGTH)
        settings.setValue(_SETTING, known)
    return known.encode()
