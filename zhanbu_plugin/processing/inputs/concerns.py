"""Parameters that say whom something in a pool concerns: parcels, a batch, a matter; and who acts when."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterString
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from ...pool.filing.subjects import Concern
from ...pool.steps.acts import Act
from ...regimes.actors import COUNTY_NR, actors
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm, iso_day
from .systems import add_system

_BETWEEN = re.compile(r"[\s,;，；、]+")


def add_concern(algorithm: ZhanbuAlgorithm[Any], parcels: str) -> None:
    """Declare the parameter ``parcels``, ``MATTER``, ``BATCH`` and ``SYSTEM``."""
    algorithm.add(
        QgsProcessingParameterString(parcels, tr("Parcels"), optional=True),
        tr("Ids from the column parcel_uid, separated by commas, for example 139901-CROP-000001."),
    )
    algorithm.add(
        QgsProcessingParameterString("MATTER", tr("Matter"), optional=True),
        tr("Ids of matters, as “Open a matter” gave them: a plan, an occupation, a case."),
    )
    algorithm.add(
        QgsProcessingParameterString("BATCH", tr("Batch"), optional=True),
        tr("Name of a batch of the pool; it then concerns all its parcels."),
    )
    add_system(algorithm)


def concern_of(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, parcels: str, context: QgsProcessingContext
) -> Concern:
    """What these parameters say."""
    named = " ".join(algorithm.parameterAsString(parameters, name, context) for name in (parcels, "MATTER"))
    return Concern(
        uids_in(named),
        algorithm.parameterAsEnumString(parameters, "SYSTEM", context),
        algorithm.parameterAsString(parameters, "BATCH", context).strip(),
    )


def uids_in(text: str) -> tuple[str, ...]:
    """The ids in a text, separated by commas, blanks or their Chinese like."""
    return tuple(uid for uid in _BETWEEN.split(text) if uid)


def add_act(algorithm: ZhanbuAlgorithm[Any], role: str = COUNTY_NR) -> None:
    """Declare ``ROLE``, ``DATE``, ``DOC_NO`` and ``RECORDED``; without a usual role, it may be left empty."""
    parameter = QgsProcessingParameterString("ROLE", tr("Role"), defaultValue=role or None, optional=not role)
    parameter.setMetadata({"widget_wrapper": {"value_hints": list(actors())}})
    algorithm.add(parameter, tr("Office that acts: {names}.").format(names=", ".join(actors())))
    add_date(algorithm, tr("Day of the act, for example 2026-11-21. Empty means today."))
    add_doc_no(algorithm)
    add_recorded(algorithm)


def add_date(algorithm: ZhanbuAlgorithm[Any], help_text: str) -> None:
    """Declare ``DATE``."""
    algorithm.add(QgsProcessingParameterString("DATE", tr("Date (ISO)"), optional=True), help_text)


def add_doc_no(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``DOC_NO``."""
    algorithm.add(
        QgsProcessingParameterString("DOC_NO", tr("Document number"), optional=True),
        tr("Number of the document (文号). What is decided elsewhere can't be recorded without it."),
    )


def add_recorded(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``RECORDED``."""
    algorithm.add(
        QgsProcessingParameterString("RECORDED", tr("Time of recording (ISO)"), optional=True),
        tr("When it is entered, for example 2026-11-21T09:30:00+08:00. Empty means now. Nothing lies after it."),
        advanced=True,
    )


def recorded_at(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> str:
    """Value of ``RECORDED``; now, in local time, when it is empty."""
    given = algorithm.parameterAsString(parameters, "RECORDED", context).strip()
    now = QDateTime.currentDateTime()
    return given or str(now.toOffsetFromUtc(now.offsetFromUtc()).toString(Qt.DateFormat.ISODate))


def act_of(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> Act:
    """What these parameters say. Raises ``QgsProcessingException`` for anything but a date."""
    day = algorithm.parameterAsString(parameters, "DATE", context).strip()
    return Act(
        algorithm.parameterAsString(parameters, "ROLE", context).strip(),
        iso_day(day, "DATE") if day else QDate.currentDate().toPyDate(),
        algorithm.parameterAsString(parameters, "DOC_NO", context).strip(),
        recorded_at(algorithm, parameters, context),
    )
