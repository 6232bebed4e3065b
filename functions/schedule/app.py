"""The clock: each rule of the template names a `job`, which imports its own steps alone. Here are
those whose outcome is counted for alarms; the others are in `desks/job`."""

from collections.abc import Callable, Mapping
from typing import Any

from referrals.desks.job import RUNS, job_time
from referrals.edge.job import job_of, report_outcome, run_job
from referrals.wiring import clock, stores


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Raises what a job raises: the rule tries again, then its queue keeps the event."""
    job = job_of(event, JOBS)
    report_outcome(job, outcome := run_job(job, JOBS[job]))
    return {"job": job, **outcome}


def audit() -> Mapping[str, Any]:
    from referrals.desks import audit as audit_desk
    from referrals.edge.ledger_audit import report_audit

    run = audit_desk.run(job_time())
    return report_audit(run.night, run.proof, clock.now())


def watch() -> Mapping[str, Any]:
    from referrals.desks import insight as insight_desk
    from referrals.edge.source_watch import report_watch
    from referrals.steps.insight.watch_sources import watch_sources

    desk = insight_desk.watch()
    return report_watch(watch_sources(desk, now=clock.now(), has_time=job_time()))


def answer() -> Mapping[str, Any]:
    from referrals.desks import privacy as privacy_desk
    from referrals.edge.privacy_run import report_privacy_run
    from referrals.steps.privacy.answer_privacy import answer_privacy

    desk = privacy_desk.privacy()
    return report_privacy_run(answer_privacy(desk, now=clock.now(), has_time=job_time()))


def reconcile() -> Mapping[str, Any]:
    from referrals.desks import reconciliation as reconciliation_desk
    from referrals.edge.reconciliation_run import report_runs
    from referrals.steps.reconciliation.reconcile_stores import reconcile_stores

    return report_runs(reconcile_stores(reconciliation_desk.stores(), now=clock.now()))


def watch_codes() -> Mapping[str, Any]:
    from referrals.edge.stock_watch import report_stock
    from referrals.steps.code.watch_stock import watch_stock

    shelf = (stores.programs(), stores.stock(), stores.outbox())
    found = watch_stock(*shelf, now=clock.now(), has_time=job_time())
    low = ((each.program_id, each.level.free) for each in found.low)
    return {**report_stock(low), "failed": found.failed, "left": found.left}


def watch_reviews() -> Mapping[str, Any]:
    from referrals.desks import review as review_desk
    from referrals.edge.review_watch import report_reviews
    from referrals.steps.risk import watch_reviews as step

    found = step.watch_reviews(review_desk.review_watch(), now=clock.now(), has_time=job_time())
    return {**report_reviews(found.late), "failed": found.failed, "left": found.left}


JOBS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    **RUNS,
    "audit_ledger": audit,
    "answer_privacy": answer,
    "watch_sources": watch,
    "watch_reviews": watch_reviews,
    "reconcile": reconcile,
    "watch_stock": watch_codes,
}
