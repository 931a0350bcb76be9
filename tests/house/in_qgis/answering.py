"""How a script inside QGIS answers: it writes JSON and ends QGIS, also after an error (QGIS itself would wait)."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer


def answer_with(work: Callable[[], dict[str, Any]]) -> None:
    """Do ``work`` once the window stands, write what it returns to ``$ANSWER``, and end QGIS."""

    def when_ready() -> None:
        try:
            answer = work()
        except Exception:  # the test must hear of anything
            answer = {"error": traceback.format_exc()}
        Path(os.environ["ANSWER"]).write_text(json.dumps(answer), encoding="utf-8")
        QTimer.singleShot(0, lambda: QgsApplication.instance().exit(0))

    QTimer.singleShot(200, when_ready)
