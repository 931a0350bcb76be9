"""The push of a check: what is asked before (how many, how much, into which batch) and what is done then (入库确认)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ...checks.engine import CheckResult
from ...checks.findings import Verdict
from ...pool.records import PushReport
from ...processing.algorithm import progress_of
from ...processing.inputs.sources import unread_layer
from ...processing.pool.pushing import push_checked
from ...reports.check_page import verdict_name
from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..number_formats import ha_text, mu_text
from ..pool.pool_contents import pool_name
from ..set_up.set_up import SetUp
from .check_basis import still_the_same
from .pool_holdings import Holdings

_Button = QMessageBox.StandardButton


@dataclass(frozen=True)
class Push:
    """The eligible parcels (row numbers) of a check, on their way into a batch. ``set_up`` is that of the check, and
    ``holdings`` is what the pool has already.
    """

    result: CheckResult
    parcels: list[int]
    set_up: SetUp
    batch: str
    holdings: Holdings

    @classmethod
    def of(cls, result: CheckResult, set_up: SetUp, batch: str, holdings: Holdings) -> Push:
        """What is eligible. Raises ``InputProblem`` without a pool or a name."""
        set_up.require_pool()
        if not batch:
            raise InputProblem(
                translate("zhanbu", "A push needs the name of a batch."),
                remedy=translate("zhanbu", "Write it on the page “Check”, for example 2026-01."),
            )
        eligible = [i for i, verdict in enumerate(result.verdicts.tolist()) if verdict is Verdict.ELIGIBLE]
        return cls(result, eligible, set_up, batch, holdings)

    @property
    def area_dm2(self) -> int:
        """Sum of the parcels' areas, each rounded once as the survey rounds it."""
        return int(np.rint(self.result.areas_m2[self.parcels] * 100).sum())

    def question(self, parent: QWidget) -> QMessageBox:
        """The question, not yet shown; Enter answers “Cancel”. It deletes itself when it is answered."""
        text = tr("{count} parcels, {mu} ({ha}), will enter the pool {pool} as batch “{batch}”.").format(
            count=len(self.parcels),
            mu=mu_text(self.area_dm2),
            ha=ha_text(self.area_dm2),
            pool=pool_name(self.set_up.pool),
            batch=self.batch,
        )
        text = "\n\n".join(part for part in (text, *self.already_there(), self.staying_out(), tr("Push them?")) if part)
        box = QMessageBox(
            QMessageBox.Icon.Question, tr("Push to the pool"), text, _Button.Yes | _Button.No, parent.window()
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.button(_Button.Yes).setText(tr("Push them"))
        box.button(_Button.No).setText(tr("Cancel"))
        box.setDefaultButton(_Button.No)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box

    def already_there(self) -> list[str]:
        """How many of the parcels, and whether the batch, are in the pool already."""
        told, ids = [], {str(self.result.parcels.ids[i]) for i in self.parcels}
        held = len(ids & self.holdings.numbers.keys())
        if held:
            told.append(
                tr("{held} of them are in the pool already and won't enter again; {new} are new.").format(
                    held=held, new=len(ids) - held
                )
            )
        there = self.holdings.batches.get(self.batch, 0)
        if there and held < len(ids):
            told.append(
                tr(
                    "The batch “{batch}” has {count} parcels already, which these will join. A package that was made "
                    "of it doesn't have them. For a batch of their own, cancel and write another name: “{free}”."
                ).format(batch=self.batch, count=there, free=self.holdings.free_batch(self.batch))
            )
        return told

    def staying_out(self) -> str:
        """How many parcels of the check aren't pushed, by verdict; empty where all are."""
        counts = self.result.counts()
        rest = [
            tr("{verdict} {count}").format(verdict=verdict_name(verdict), count=counts[verdict])
            for verdict in Verdict
            if verdict is not Verdict.ELIGIBLE and counts[verdict]
        ]
        if not rest:
            return ""
        return tr("{count} parcels of this check stay out: {rest}. The list says why of each.").format(
            count=len(self.result.parcels) - len(self.parcels), rest=tr(", ").join(rest)
        )

    def work(self, layer_paths: dict[str, str]) -> Callable[[QgsProcessingFeedback], PushReport | None]:
        """What is to be done in the background, made on the window's thread.

        It gives ``None``, with the pool untouched, when the survey layer hasn't these parcels any more as checked.
        """
        fids = self.result.parcels.layer.fids[self.parcels].tolist()
        survey = unread_layer(self.set_up.require_survey(), fids)

        def push(feedback: QgsProcessingFeedback) -> PushReport | None:
            if not still_the_same(self.result, self.parcels, survey, feedback):
                return None
            return push_checked(
                self.set_up.require_pool(),
                [self.result.checked_parcel(i) for i in self.parcels],
                system=self.result.run.system,
                batch=self.batch,
                as_of=self.set_up.as_of,
                layer_paths=layer_paths,
                progress=progress_of(feedback),
            )

        return push
