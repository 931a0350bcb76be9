"""The page of a pool's audit, for a reader who has never seen the tool (储备库校验报告)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..pool.integrity import Fault, FaultGroup, PoolAudit
from ..survey.wording import Wording
from .html_page import page, paragraph, section, table
from .language import tr

_MOST_ROWS = 2000


def pool_audit_page(audit: PoolAudit, pool: str, say: Callable[[Wording], str]) -> str:
    """HTML of an audit. What was found comes first, then what was examined, then what each examination means."""
    parts = [
        paragraph(verdict_of(audit)),
        table([], _identity(audit, pool)),
        section(
            tr("What was examined"),
            table([tr("Part"), tr("What is recomputed"), tr("Problems"), tr("Result")], _groups(audit), numbers=(2,)),
        ),
        *([section(tr("Problems"), _problems(audit.faults, say))] if audit.faults else []),
        section(tr("How to read this"), "".join(map(paragraph, _explanation()))),
    ]
    return page(tr("Audit of a reserve pool"), parts)


def verdict_of(audit: PoolAudit) -> str:
    """The result in one sentence."""
    if not audit.faults:
        return tr("The pool is sound: everything that can be recomputed agrees with what is written down.")
    return tr("The pool is not sound: {count} problems were found.").format(count=len(audit.faults))


def group_name(group: FaultGroup) -> str:
    """A part of the audit in the user's language."""
    return {
        FaultGroup.SCHEMA: tr("Storage and safeguards"),
        FaultGroup.CHAIN: tr("History"),
        FaultGroup.RECORDS: tr("Records and papers"),
        FaultGroup.SUMS: tr("Areas and sums"),
        FaultGroup.CLAIMS: tr("Claims on ground"),
    }[group]


def _what_is_recomputed(group: FaultGroup) -> str:
    return {
        FaultGroup.SCHEMA: tr(
            "Tables, triggers and indexes are those of the schema, links between rows lead somewhere, and the file "
            "isn't damaged."
        ),
        FaultGroup.CHAIN: tr(
            "Every entry holds the hash of the one before it, so none was changed, taken out or put in between."
        ),
        FaultGroup.RECORDS: tr(
            "Shapes, findings, verdicts, waivers, forms, evidence files and rules have the hashes that the history "
            "testifies to."
        ),
        FaultGroup.SUMS: tr(
            "Areas follow from the shapes on the ellipsoid. Postings sum to zero, balances and lots follow from the "
            "postings, and none is overdrawn."
        ),
        FaultGroup.CLAIMS: tr("No ground is claimed twice, in whatever system."),
    }[group]


def _identity(audit: PoolAudit, pool: str) -> list[list[str]]:
    return [
        [tr("Reserve pool"), pool],
        [tr("County"), audit.identity.county],
        [tr("Reference system"), f"EPSG:{audit.identity.epsg}"],
        [tr("Version of the schema"), str(audit.identity.schema_version)],
        *([count_name(name), str(count)] for name, count in audit.counts.items()),
        [tr("Entries of the history"), str(audit.events)],
        [tr("Last entry recorded"), audit.recorded_at or "–"],
        [tr("Head hash (SHA-256 of the last entry)"), audit.head_hash],
        *([[tr("Entry that the paper names"), str(audit.printed_no)]] if audit.printed_no is not None else []),
    ]


def count_name(name: str) -> str:
    """What was counted, in the user's language."""
    return {
        "parcels": tr("Parcels"),
        "claims": tr("Active claims"),
        "evidence": tr("Pieces of evidence"),
        "lots": tr("Lots"),
        "postings": tr("Postings"),
    }.get(name, name)


def _groups(audit: PoolAudit) -> Iterable[list[str]]:
    for group in FaultGroup:
        count = sum(fault.group is group for fault in audit.faults)
        yield [group_name(group), _what_is_recomputed(group), str(count), tr("in order") if not count else tr("wrong")]


def _problems(faults: Sequence[Fault], say: Callable[[Wording], str]) -> str:
    rows = ([str(i), group_name(f.group), say(f.wording)] for i, f in enumerate(faults[:_MOST_ROWS], 1))
    more = len(faults) - _MOST_ROWS
    rest = paragraph(tr("{count} more are not listed.").format(count=more)) if more > 0 else ""
    return table([tr("No."), tr("Part"), tr("What was found")], rows, numbers=(0,)) + rest


def _explanation() -> list[str]:
    return [
        tr(
            "The pool keeps a history of everything that happened to it. Each entry contains the SHA-256 of the entry "
            "before it; the hash of the last one, the head hash, therefore stands for the whole history."
        ),
        tr(
            "Papers made from the pool carry the head hash of their day. To prove that the history on which a paper "
            "rests wasn't rewritten or cut off since, give the hash on the paper to the audit: an entry must have it."
        ),
        tr(
            "A problem doesn't say who caused it. Compare with the last backup, and with the papers that were signed; "
            "until it is explained, nothing should be posted in this pool."
        ),
    ]
