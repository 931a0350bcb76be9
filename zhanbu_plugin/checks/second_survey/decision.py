"""The decision table of SC-3(九)b: what a piece of ground may count for, by what the second survey says of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from ...survey.second_survey_classes import SecondSurveyClass, WasCropland
from ...survey.wording import Wording, translate

CLAUSE = "SC-3(九)b"


class Pool(str, Enum):
    """The system that ground may be credited to; ``NONE`` is ground that may not, or of which nobody knows yet."""

    CROP = "CROP"
    INOUT = "INOUT"
    NONE = "NONE"


class Reason(str, Enum):
    """Why. Names stay as they are: they stand in results."""

    NOT_CROPLAND_2ND = "NOT_CROPLAND_2ND"
    CONSTRUCTION_APPROVED = "CONSTRUCTION_APPROVED"
    CROPLAND_2ND = "CROPLAND_2ND"
    NO_CROPLAND_AFTER = "NO_CROPLAND_AFTER"
    ADJUSTABLE_2ND = "ADJUSTABLE_2ND"
    CLASS_UNKNOWN = "CLASS_UNKNOWN"
    NOT_COVERED = "NOT_COVERED"
    APPROVAL_UNKNOWN = "APPROVAL_UNKNOWN"
    NO_SHAPE = "NO_SHAPE"

    @property
    def pool(self) -> Pool:
        """What the ground counts for."""
        return _POOLS.get(self, Pool.NONE)

    @property
    def is_open(self) -> bool:
        """Whether data or an answer is missing, so that the ground may not slip into a pool unnoticed."""
        return self.pool is Pool.NONE and self is not Reason.NO_CROPLAND_AFTER

    @property
    def sentence(self) -> Wording:
        """The reason in words."""
        return _SENTENCES[self]


_POOLS: Mapping[Reason, Pool] = MappingProxyType(
    {
        Reason.NOT_CROPLAND_2ND: Pool.CROP,
        Reason.CONSTRUCTION_APPROVED: Pool.CROP,
        Reason.CROPLAND_2ND: Pool.INOUT,
    }
)

_SENTENCES: Mapping[Reason, Wording] = MappingProxyType(
    {
        Reason.NOT_CROPLAND_2ND: translate("zhanbu", "No cropland in the second survey."),
        Reason.CONSTRUCTION_APPROVED: translate(
            "zhanbu", "Cropland in the second survey, later lawfully approved as construction land."
        ),
        Reason.CROPLAND_2ND: translate(
            "zhanbu", "Cropland in the second survey: it may only count for the yearly in/out balance."
        ),
        Reason.NO_CROPLAND_AFTER: translate("zhanbu", "It doesn't become cropland."),
        Reason.ADJUSTABLE_2ND: translate(
            "zhanbu", "An adjustable class in the second survey, managed as cropland: ask whether it counts."
        ),
        Reason.CLASS_UNKNOWN: translate(
            "zhanbu", "The class in the second-survey layer isn't one of that survey's: compare code and name."
        ),
        Reason.NOT_COVERED: translate("zhanbu", "The second-survey layer doesn't cover it."),
        Reason.APPROVAL_UNKNOWN: translate(
            "zhanbu", "Cropland in the second survey; whether it was approved as construction land isn't known."
        ),
        Reason.NO_SHAPE: translate("zhanbu", "The parcel has no shape that could be split."),
    }
)


def decided(second: SecondSurveyClass | None, *, approved: bool | None, cropland_after: bool | None) -> Reason:
    """The reason for ground of a class of the second survey, ``None`` for an unknown one.

    ``approved``: lawfully approved as construction land after that survey, ``None`` where nobody knows.
    ``cropland_after``: whether it becomes cropland of the third survey; ``None`` leaves that to the later survey.
    """
    if cropland_after is False:
        return Reason.NO_CROPLAND_AFTER
    if second is None:
        return Reason.CLASS_UNKNOWN
    if second.cropland is WasCropland.NO:
        return Reason.NOT_CROPLAND_2ND
    if approved:
        return Reason.CONSTRUCTION_APPROVED
    if second.cropland is WasCropland.ASK:
        return Reason.ADJUSTABLE_2ND
    return Reason.APPROVAL_UNKNOWN if approved is None else Reason.CROPLAND_2ND
