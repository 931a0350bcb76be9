"""Parameters that describe a project that takes land: name, areas, grade, level."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...ledger.linking import Project
from ...regimes.forms.form import forms
from ...reports.language import tr
from ...survey.units import to_dm2
from ..algorithm import Parameters, ZhanbuAlgorithm

_REAL = QgsProcessingParameterNumber.Type.Double


def add_area(algorithm: ZhanbuAlgorithm[Any], help_text: str) -> None:
    """Declare ``AREA_M2``."""
    algorithm.add(QgsProcessingParameterNumber("AREA_M2", tr("Area (m²)"), _REAL, minValue=0), help_text)


def area_dm2(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, name: str, context: QgsProcessingContext) -> int:
    """Value of an area in m², rounded to 0.01 m²; 0 when it is empty."""
    return to_dm2(algorithm.parameterAsDouble(parameters, name, context))


def add_paddy_approved(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``PADDY_M2``, what was approved of the paddy."""
    algorithm.add(
        QgsProcessingParameterNumber("PADDY_M2", tr("Of it paddy (m²)"), _REAL, optional=True, minValue=0),
        tr("Paddy within the approved area. Empty: as much of the linked paddy as that area can hold."),
    )


def paddy_approved(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext
) -> int | None:
    """Value of ``PADDY_M2``; ``None`` when it is empty."""
    return None if parameters.get("PADDY_M2") in (None, "") else area_dm2(algorithm, parameters, "PADDY_M2", context)


def add_project(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare what a project takes, and what must be made up for it."""
    codes = forms()["OCCUPATION"].fields
    algorithm.add(
        QgsProcessingParameterString("PROJECT_NAME", tr("Project"), optional=True), tr("Name of the project.")
    )
    add_area(algorithm, tr("Area that the project takes and that is made up, in square metres."))
    algorithm.add(
        QgsProcessingParameterNumber("PADDY_M2", tr("Of it paddy (m²)"), _REAL, defaultValue=0, minValue=0),
        tr("Paddy within that area; it is made up by paddy."),
    )
    algorithm.add(
        QgsProcessingParameterNumber("GRADE", tr("Grade"), _REAL, optional=True, minValue=1, maxValue=15),
        tr("Grade that has to be made up, 1 is the best. Empty: none is asked for."),
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "GRADE_SCHEME",
            tr("Scheme of the grade"),
            options=list(codes["scheme"].codes),
            defaultValue="GBT33469_10",
            usesStaticStrings=True,
        ),
        tr("By which scheme the grade counts. Grades of different schemes are never compared."),
        advanced=True,
    )
    level = QgsProcessingParameterString("LEVEL", tr("Level of the project"), optional=True)
    level.setMetadata({"widget_wrapper": {"value_hints": list(codes["level"].codes)}})
    algorithm.add(level, tr("NATIONAL, PROVINCE, CITY or COUNTY."))
    algorithm.add(
        QgsProcessingParameterString("MATTER", tr("Matter"), optional=True),
        tr("Id of the matter (OCCUPATION) that was opened for the project, if there is one."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterString("DEBT_DOC", tr("Document that allows it in debt"), optional=True),
        tr("While the pool owes an amount, nothing is linked but by a document; its number."),
        advanced=True,
    )


def project_of(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> Project:
    """What these parameters say."""
    graded = parameters.get("GRADE") not in (None, "")
    return Project(
        project_no=algorithm.parameterAsString(parameters, "PROJECT_NO", context).strip(),
        name=algorithm.parameterAsString(parameters, "PROJECT_NAME", context).strip(),
        area_dm2=area_dm2(algorithm, parameters, "AREA_M2", context),
        paddy_dm2=area_dm2(algorithm, parameters, "PADDY_M2", context),
        grade=algorithm.parameterAsDouble(parameters, "GRADE", context) if graded else None,
        grade_scheme=algorithm.parameterAsEnumString(parameters, "GRADE_SCHEME", context) if graded else "",
        level=algorithm.parameterAsString(parameters, "LEVEL", context).strip(),
        matter_uid=algorithm.parameterAsString(parameters, "MATTER", context).strip(),
    )
