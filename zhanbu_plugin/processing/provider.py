"""The ``zhanbu`` provider."""

from __future__ import annotations

from qgis.core import QgsProcessingModelAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..paths import resource
from ..reports.language import tr
from .accounts.annual_reviews import AnnualReviews
from .accounts.close_year import CloseYear
from .accounts.grand_account import GrandAccountOfYear
from .accounts.in_out_statement import InOutStatementOfYear
from .accounts.net_increase import NetIncreaseOfCropland
from .accounts.reconcile_survey import ReconcileSurvey
from .accounts.use_plan import UsePlan
from .check.check_parcels import CheckParcels
from .check.check_records import CheckRecords
from .check.check_rule_set import CheckRuleSet
from .check.classes_by_year import ClassesByYear
from .check.constraint_overlaps import ConstraintOverlaps
from .check.contiguity import Contiguity
from .check.cut_out import CutOutParts
from .check.ellipsoidal_area import EllipsoidalArea
from .check.neighbours import NeighbouringParcels
from .check.second_survey_split import SecondSurveySplit
from .check.select_candidates import SelectCandidates
from .check.slope_grades import SlopeGrades
from .inputs.rules import look_for_county_rules
from .inputs.stored_connections import use_stored_connections
from .ledger.correct_posting import CorrectPosting
from .ledger.deduct import Deduct
from .ledger.end_freeze import EndFreeze
from .ledger.freeze import FreezeAmount
from .ledger.ledger_statement import LedgerStatement
from .ledger.link_occupation import LinkOccupation
from .ledger.pool_balance import PoolBalance
from .ledger.print_link_sheet import PrintLinkSheet
from .ledger.release_link import ReleaseLink
from .ledger.relink import Relink
from .ledger.serve_quota import ServeQuota
from .ledger.set_cap import SetCap
from .ledger.split_quota import SplitQuota
from .ledger.take_over import TakeOver
from .ledger.transfer import Transfer
from .ledger.write_off import WriteOff
from .pool.advance_state import AdvanceState
from .pool.attach_evidence import AttachEvidence
from .pool.change_shape import ChangeShape
from .pool.copy_pool import CopyPool
from .pool.create_pool import CreatePool
from .pool.due_list import DueList
from .pool.link_matter import LinkMatter
from .pool.open_matter import OpenMatter
from .pool.push_to_pool import PushToPool
from .pool.record_form import RecordForm
from .pool.verify_pool import VerifyPool
from .submission.compare_submissions import CompareSubmissions
from .submission.draw_sample import DrawSample
from .submission.export_coordinates import ExportCoordinates
from .submission.export_submission import ExportSubmission
from .submission.import_coordinates import ImportCoordinates
from .submission.import_return import ImportReturn
from .submission.make_papers import MakePapers
from .submission.merge_pools import MergePools
from .submission.verify_submission import VerifySubmission
from .submission.write_review import WriteReview

_ALGORITHMS = (
    EllipsoidalArea,
    ImportCoordinates,
    ExportCoordinates,
    SelectCandidates,
    SlopeGrades,
    ConstraintOverlaps,
    Contiguity,
    NeighbouringParcels,
    ClassesByYear,
    SecondSurveySplit,
    CheckParcels,
    CutOutParts,
    CheckRecords,
    CreatePool,
    CopyPool,
    PushToPool,
    AttachEvidence,
    RecordForm,
    OpenMatter,
    LinkMatter,
    AdvanceState,
    ChangeShape,
    DueList,
    PoolBalance,
    NetIncreaseOfCropland,
    InOutStatementOfYear,
    GrandAccountOfYear,
    AnnualReviews,
    UsePlan,
    ReconcileSurvey,
    LinkOccupation,
    WriteOff,
    ReleaseLink,
    Relink,
    CorrectPosting,
    PrintLinkSheet,
    SplitQuota,
    ServeQuota,
    SetCap,
    TakeOver,
    FreezeAmount,
    EndFreeze,
    Deduct,
    Transfer,
    CloseYear,
    LedgerStatement,
    VerifyPool,
    MakePapers,
    ExportSubmission,
    VerifySubmission,
    WriteReview,
    ImportReturn,
    CompareSubmissions,
    MergePools,
    CheckRuleSet,
    DrawSample,
)


class ZhanbuProvider(QgsProcessingProvider):
    """Everything the plugin does, for the toolbox, models and ``qgis_process``."""

    def id(self) -> str:
        """Public id; never changes, never translated."""
        return "zhanbu"

    def name(self) -> str:
        """Displayed name."""
        return tr("Zhanbu")

    def longName(self) -> str:
        """Displayed name with what it is for."""
        return tr("Zhanbu: reserve pools for land-supplement balance")

    def icon(self) -> QIcon:
        """The plugin's icon."""
        return QIcon(str(resource("icons", "zhanbu.svg")))

    def loadAlgorithms(self) -> None:
        """A new instance of each algorithm, and the ready models, which may be opened and changed in the designer."""
        look_for_county_rules()
        use_stored_connections()
        for algorithm in _ALGORITHMS:
            self.addAlgorithm(algorithm())
        for file in sorted(resource("models").glob("*.model3")):
            model = QgsProcessingModelAlgorithm()
            if model.fromFile(str(file)):
                self.addAlgorithm(model)
