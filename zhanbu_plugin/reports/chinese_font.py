"""Which font papers are set in: one that is installed and has Chinese characters (字体)."""

from __future__ import annotations

from qgis.PyQt.QtGui import QFontDatabase

from ..survey.problem import InputProblem
from ..survey.wording import translate

PREFERRED = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC"),
    *("Hiragino Sans GB", "SimSun", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
)
"""Fonts that desktops in China carry, the ones that print best first."""


def chinese_font() -> str:
    """Family of an installed font with simplified Chinese. Raises ``InputProblem`` where there is none.

    Without one a paper would be made of empty boxes, so none is made.
    """
    database = QFontDatabase()
    able = set(database.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    found = next((family for family in (*PREFERRED, *sorted(able)) if family in able), None)
    if found is None:
        raise InputProblem(
            translate("zhanbu", "No installed font has Chinese characters, so the paper can't be set."),
            remedy=translate("zhanbu", "Install a Chinese font, for example Noto Sans CJK SC or SimSun; try again."),
        )
    return found
