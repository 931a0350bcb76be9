"""Sentences of papers stay what they are while the plugin's files are replaced."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.usefixtures("chinese_papers")
def test_an_update_that_replaces_the_translation_takes_nobody_down(tmp_path: Path) -> None:
    """Qt maps the file that a translator loads, and reading a map of a file that was cut short ends the process."""
    copy = tmp_path / "zhanbu_zh_CN.qm"
    copy.write_bytes((ROOT / "i18n" / copy.name).read_bytes())
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from zhanbu_plugin.reports import language\n"
        "folder = Path(sys.argv[1])\n"
        "language.translation_folder = lambda: folder\n"
        "before = language.chinese('Link sheet')\n"
        "(folder / 'zhanbu_zh_CN.qm').write_bytes(b'')\n"
        "sys.exit(0 if before == '挂钩确认单' and language.chinese('Prepared by:') == '经办人：' else 1)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
