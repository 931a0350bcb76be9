"""A run of ``qgis_process`` that is told to end: it is cancelled, and so cleans up behind itself.

``qgis_process`` itself hears Ctrl+C alone, and with parameters from standard input not even that. A scheduler, a closed
terminal or a machine that shuts down ask otherwise.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsApplication, QgsFeedback

_PROCESS = "qgis_process"
_ASKED = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Not every system has each."""


@contextmanager
def cancelled_by_termination(feedback: QgsFeedback) -> Iterator[None]:
    """While this is entered, to be told to end means to cancel. A window is left to its own ways."""
    if QgsApplication.platform() != _PROCESS or threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = [getattr(signal, name) for name in _ASKED if hasattr(signal, name)]
    heard = [number for number in asked if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler)]
    for number in heard:
        signal.signal(number, lambda *_: feedback.cancel())
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)
