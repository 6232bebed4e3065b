"""What the stores' own lists came to, as metrics for the alarms and lines for people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from referrals.edge.log import count, log, stack
from referrals.model.reconciliation.reconciliation import Ending, Kind, Run


def report_runs(runs: Iterable[Run]) -> Mapping[str, Any]:
    """Count and log each run as it ends, since a later one may be cut off."""
    totals, stores = Counter[str](), 0
    for run in runs:
        stores += 1
        _tell(run)
        totals.update({kind.value: number for kind, number in run.tally.counts.items()})
        totals["failures"] += run.ending is Ending.FAILED
        totals["late"] += run.late
    return {"stores": stores, **totals}


def _tell(run: Run) -> None:
    where = {"program": run.program_id, "source": run.source}
    for kind, number in run.tally.counts.items():
        count("Reconciled", number, kind=kind.value, source=run.source)
    missed = run.tally.counts.get(Kind.MISSING, 0) + run.tally.counts.get(Kind.BEHIND, 0)
    if missed:
        count("MissedOrders", missed, stack=stack(), **where)
        log("WARNING", "orders no webhook told of", count=missed, **where)
    held = run.tally.counts.get(Kind.HELD, 0)
    if held:
        count("HeldDeliveries", held, source=run.source, stack=stack())
    _tell_failures(run, where)


def _tell_failures(run: Run, where: Mapping[str, str]) -> None:
    """How far behind is what counts: a store that only ever limits us or hangs is down as well."""
    failures = run.tally.counts.get(Kind.FAILED, 0) + run.late
    if failures:
        count("ReconciliationFailures", failures, stack=stack(), **where)
    if failures or run.ending is Ending.FAILED:
        fields = {"ending": run.ending.value, "reason": run.error.partition(":")[0]}
        log(
            "WARNING", "reconciliation failed", count=failures, behind=run.behind, **fields, **where
        )
