"""Stand-ins for the printed papers of a submission, where a test has no window to print them."""

from __future__ import annotations

from zhanbu_plugin.exchange.submission.format import PAPERS

PRINTED = {name: f"%PDF-1.4\n% {name} 面积 2345.67\n%%EOF\n".encode() for name in PAPERS}
