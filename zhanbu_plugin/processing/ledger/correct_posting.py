"""``zhanbu:correctposting``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterString,
)

from ...ledger.correcting import correct_in
from ...pool.accounts.records import AREA, AVAILABLE
from ...pool.steps.acts import Act, Journal
from ...pool.store import PoolWriter
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from .booking import add_trial, booked, only_try


@dataclass(frozen=True)
class _Inputs:
    pool: str
    posting: str
    act: Act
    only_try: bool


class CorrectPosting(ZhanbuAlgorithm[_Inputs]):
    """A wrong posting, mirrored by another."""

    NAME = "correctposting"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Correct a posting")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Puts a wrong posting right by another one that mirrors it and names it (红字冲正); both stay in the "
            "ledger for ever. It is refused where later postings rely on the wrong one: they are corrected first, the "
            "last one before the others. A freeze isn't corrected but lifted."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        self.add(
            QgsProcessingParameterString("POSTING", tr("Posting")),
            tr("Number of the wrong posting, for example 139901-CROP-T000012, as the statement of account lists it."),
        )
        add_act(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputString("POSTINGS", tr("Numbers of the postings")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Posting and act."""
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            posting=self.parameterAsString(parameters, "POSTING", context).strip(),
            act=act_of(self, parameters, context),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Mirror it."""

        def corrected(pool: PoolWriter, journal: Journal) -> tuple[str, int]:
            uid = correct_in(pool, journal, inputs.posting, inputs.act)
            wrong = pool.txn(inputs.posting)
            system = wrong.system if wrong is not None else ""
            return uid, pool.account_dm2(system, pool.identity.county, AREA, AVAILABLE)

        uid, available = booked(inputs.pool, corrected, feedback, only_try=inputs.only_try)
        if inputs.only_try:
            feedback.pushWarning(tr("This was a trial: nothing was booked."))
        return {"POSTINGS": uid, "AVAILABLE": m2_of(available)}
