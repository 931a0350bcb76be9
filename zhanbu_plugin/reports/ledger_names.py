"""Buckets, indicators and kinds of posting as people call them (台账用语)."""

from __future__ import annotations

from ..survey.wording import Wording, translate
from .language import tr


def system_wording(system: str) -> Wording:
    """A system as pages and papers call it."""
    names = {
        "CROP": translate("zhanbu", "Cropland balance"),
        "FOREST": translate("zhanbu", "Forest balance"),
        "INOUT": translate("zhanbu", "Yearly in and out of cropland"),
    }
    return names.get(system, Wording("{system}", {"system": system}))


def bucket_name(bucket: str) -> str:
    """A bucket in the user's language; an unknown one as it is."""
    return bucket_wording(bucket).said(tr)


def bucket_wording(bucket: str) -> Wording:
    """A bucket as pages and papers call it."""
    names = {
        "SOURCE": translate("zhanbu", "Source"),
        "OUTSIDE": translate("zhanbu", "Outside the pool"),
        "AVAILABLE": translate("zhanbu", "Available"),
        "LINKED": translate("zhanbu", "Linked"),
        "USED": translate("zhanbu", "Used"),
        "FROZEN": translate("zhanbu", "Frozen"),
        "DEDUCTED": translate("zhanbu", "Deducted"),
        "VOID": translate("zhanbu", "Void"),
        "LIABILITY": translate("zhanbu", "Owed"),
    }
    return names.get(bucket, Wording("{bucket}", {"bucket": bucket}))


def indicator_name(indicator: str) -> str:
    """An indicator in the user's language."""
    return {"AREA": tr("Area of the indicator"), "PADDY": tr("Of it paddy")}.get(indicator, indicator)


def kind_name(kind: str) -> str:
    """A kind of posting in the user's language."""
    names = {
        "ADMIT": tr("Admission"),
        "ISSUE": tr("Issue of quota"),
        "OPENING": tr("Taken over from the former pool"),
        "LINK": tr("Link"),
        "RELEASE": tr("Release"),
        "WRITEOFF": tr("Write-off"),
        "RELINK": tr("Link anew"),
        "FREEZE": tr("Freeze"),
        "LIFT": tr("Freeze lifted"),
        "CONVERT": tr("Frozen amount used"),
        "DEDUCT": tr("Deduction"),
        "OFFSET": tr("Debt settled"),
        "VOID": tr("Made void"),
        "CARRY": tr("Carried over"),
        "TRANSFER": tr("Transfer"),
        "CORRECT": tr("Correction"),
    }
    return names.get(kind, kind)
