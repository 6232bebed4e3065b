"""Reconciliations: a store's own list of orders against what it told, and how far that has come."""

from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.moment import Moment
from referrals.model.reconciliation.reconciliation import Kind, WindowReport
from referrals.model.session.api_key import Scope
from referrals.routes.fields import ProgramPath, SourcePath
from referrals.wiring import stores

router = Routes()


class ReconciliationReport(BaseModel):
    """What came of the orders that changed in one stretch of time."""

    since: Moment
    until: Moment
    counts: dict[Kind, int]
    """Rows by what they came to, and one order may have several; kinds without any are left out."""
    examples: dict[Kind, list[str]]
    """The ids of the first few that a person may want to look at."""


class ReconciliationPage(BaseModel):
    items: list[ReconciliationReport]
    """The newest first."""
    next_cursor: str | None
    reached: Moment | None
    """Everything changed before was compared; absent before the first report."""
    failing: str
    """The code of what went wrong in the last run; empty when nothing did."""
    failing_since: Moment | None


@router.get(
    "/v1/reconciliations/<program>/<source>",
    tags=["reconciliations"],
    **needs(Scope.CONVERSIONS_READ),
)
def list_all(
    program: ProgramPath, source: SourcePath, limit: Limit = 50, cursor: Cursor = ""
) -> ReconciliationPage:
    """Reports of a source, page by page; they are kept for half a year."""
    start = start_of(cursor, until=str) or {"until": ""}
    kept = stores.reconciliations()
    reports, after = kept.reports(program, source, limit, start["until"])
    standing = kept.find(program, source)
    return ReconciliationPage(
        items=[_report_answer(report) for report in reports],
        next_cursor=cursor_of({"until": after} if after else None),
        reached=standing.reached,
        failing=standing.failing,
        failing_since=standing.failing_since,
    )


def _report_answer(report: WindowReport) -> ReconciliationReport:
    return ReconciliationReport(
        since=report.since,
        until=report.until,
        counts=report.tally.counts,
        examples={kind: list(ids) for kind, ids in report.tally.examples.items()},
    )
