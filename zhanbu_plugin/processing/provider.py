"""The ``zhanbu`` provider."""

from __future__ import annotations

from qgis.core import QgsProcessingModelAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..paths import resource
from ..reports.language import tr
from .advance_state import AdvanceState
from .annual_reviews import AnnualReviews
from .attach_evidence import AttachEvidence
from .change_shape import ChangeShape
from .check_parcels import CheckParcels
from .check_records import CheckRecords
from .check_rule_set import CheckRuleSet
from .close_year import CloseYear
from .compare_submissions import CompareSubmissions
from .constraint_overlaps import ConstraintOverlaps
from .contiguity import Contiguity
from .copy_pool import CopyPool
from .correct_posting import CorrectPosting
from .create_pool import CreatePool
from .cut_out import CutOutParts
from .deduct import Deduct
from .draw_sample import DrawSample
from .due_list import DueList
from .ellipsoidal_area import EllipsoidalArea
from .end_freeze import EndFreeze
from .export_coordinates import ExportCoordinates
from .export_submission import ExportSubmission
from .freeze import FreezeAmount
from .grand_account import GrandAccountOfYear
from .import_coordinates import ImportCoordinates
from .import_return import ImportReturn
from .in_out_statement import InOutStatementOfYear
from .inputs.rules import look_for_county_rules
from .inputs.stored_connections import use_stored_connections
from .ledger_statement import LedgerStatement
from .link_matter import LinkMatter
from .link_occupation import LinkOccupation
from .make_papers import MakePapers
from .merge_pools import MergePools
from .net_increase import NetIncreaseOfCropland
from .open_matter import OpenMatter
from .pool_balance import PoolBalance
from .print_link_sheet import PrintLinkSheet
from .push_to_pool import PushToPool
from .reconcile_survey import ReconcileSurvey
from .record_form import RecordForm
from .release_link import ReleaseLink
from .relink import Relink
from .second_survey_split import SecondSurveySplit
from .select_candidates import SelectCandidates
from .serve_quota import ServeQuota
from .set_cap import SetCap
from .slope_grades import SlopeGrades
from .split_quota import SplitQuota
from .take_over import TakeOver
from .transfer import Transfer
from .use_plan import UsePlan
from .verify_pool import VerifyPool
from .verify_submission import VerifySubmission
from .write_off import WriteOff
from .write_review import WriteReview

_ALGORITHMS = (
    EllipsoidalArea,
    ImportCoordinates,
    ExportCoordinates,
    SelectCandidates,
    SlopeGrades,
    ConstraintOverlaps,
    Contiguity,
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
