"""Parameters that name an account of the ledger: holder, indicator, bucket."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterEnum, QgsProcessingParameterString

from ...ledger.account_statement import Account
from ...pool.accounts.records import (
    AREA,
    AVAILABLE,
    DEDUCTED,
    FROZEN,
    LIABILITY,
    LINKED,
    OUTSIDE,
    PADDY,
    SOURCE,
    USED,
    VOID,
)
from ...reports.language import tr
from ...survey.divisions import county_code
from ..algorithm import Parameters, ZhanbuAlgorithm

INDICATORS = (AREA, PADDY)
BUCKETS = (AVAILABLE, LINKED, USED, FROZEN, DEDUCTED, VOID, LIABILITY, SOURCE, OUTSIDE)


def add_holder(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``HOLDER``."""
    algorithm.add(
        QgsProcessingParameterString("HOLDER", tr("Holder"), optional=True),
        tr("Six digits of the county, city or province whose amounts these are. Empty means the pool's county."),
        advanced=True,
    )


def holder_of(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> str:
    """Value of ``HOLDER``, empty for the pool's county. Raises ``InputProblem`` for anything but six digits."""
    text = algorithm.parameterAsString(parameters, "HOLDER", context).strip()
    return county_code(text) if text else ""


def add_account(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``INDICATOR``, ``BUCKET`` and ``HOLDER``."""
    algorithm.add(
        QgsProcessingParameterEnum(
            "INDICATOR", tr("Indicator"), options=list(INDICATORS), defaultValue=AREA, usesStaticStrings=True
        ),
        tr("AREA: cropland or forest of any kind. PADDY: the paddy within it."),
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "BUCKET", tr("Account"), options=list(BUCKETS), defaultValue=AVAILABLE, usesStaticStrings=True
        ),
        tr("Which account, for example AVAILABLE, LINKED, USED, FROZEN, DEDUCTED or LIABILITY (what is owed)."),
    )
    add_holder(algorithm)


def account_of(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, system: str, context: QgsProcessingContext
) -> Account:
    """What these parameters say. Raises ``InputProblem``."""
    return Account(
        system,
        holder_of(algorithm, parameters, context),
        algorithm.parameterAsEnumString(parameters, "INDICATOR", context),
        algorithm.parameterAsEnumString(parameters, "BUCKET", context),
    )
