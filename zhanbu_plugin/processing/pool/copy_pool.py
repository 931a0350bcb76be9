"""``zhanbu:copypool``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...pool.moving import copy_pool
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs


@dataclass(frozen=True)
class _Inputs:
    pool: str
    target: str
    evidence: str


class CopyPool(ZhanbuAlgorithm[_Inputs]):
    """A pool, moved to the other engine or copied."""

    NAME = "copypool"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Copy a reserve pool")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Copies a pool with history, ledger and files into a new file or a new schema of a database. This is how "
            "an office that begins to share moves its pool to a server, and back. The pool is verified first and the "
            "copy compared with it row by row; the original stays as it is. Work goes on in one of the two only."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        self.add(
            QgsProcessingParameterString("TARGET", tr("New pool")),
            tr("Path of the new file, ending in .gpkg; or pg:CONNECTION/SCHEMA with a PostgreSQL connection of QGIS."),
        )
        self.add(
            QgsProcessingParameterFile(
                "EVIDENCE_FOLDER",
                tr("Folder for evidence"),
                behavior=QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            ),
            tr(
                "For a pool on a server: where papers and photos are kept, a folder that everybody who works with the "
                "pool reaches under the same name. A pool in a file keeps them beside it."
            ),
        )
        self.addOutput(QgsProcessingOutputFile("POOL", tr("Reserve pool")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The two addresses and the folder."""
        self.path(parameters, "TARGET", context)
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsString(parameters, "TARGET", context).strip(),
            self.parameterAsString(parameters, "EVIDENCE_FOLDER", context).strip(),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Copy."""
        copy_pool(inputs.pool, inputs.target, evidence=inputs.evidence)
        return {"POOL": inputs.target}
