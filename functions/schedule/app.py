"""The clock: each rule of the template names a `job`, and this runs it.

Each job imports its own steps, so that the minutely ones don't pay for the hourly ones'.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from referrals import desks, wiring
from referrals.edge.job import job_of
from referrals.edge.log import count, log, stack


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Raises what a job raises: the rule tries again, then its queue keeps the event."""
    job = job_of(event, JOBS)
    told = dict(JOBS[job]())
    log("INFO", "job done", job=job, **told)
    return {"job": job, **told}


def sweep() -> Mapping[str, Any]:
    from referrals.steps.sweep_outbox import sweep_outbox

    return asdict(sweep_outbox(wiring.outbox(), wiring.now()))


def release() -> Mapping[str, Any]:
    from referrals.steps.release_holds import release_holds

    return asdict(release_holds(desks.books(), wiring.now()))


def audit() -> Mapping[str, Any]:
    """An unsound ledger is counted, so that an alarm can stand on it."""
    from referrals.steps.audit_ledger import audit_ledger

    found = audit_ledger(wiring.ledger(), wiring.now())
    if found.flaws:
        count("LedgerFlaws", len(found.flaws), stack=stack())
    return {"accounts": found.accounts, "sound": found.sound, "flaws": len(found.flaws)}


def watch() -> Mapping[str, Any]:
    from referrals.edge.watched import watched
    from referrals.steps.watch_sources import watch_sources

    return watched(watch_sources(desks.watch(), wiring.now()))


def answer() -> Mapping[str, Any]:
    from referrals.edge.answered import answered
    from referrals.steps.answer_privacy import answer_privacy

    return answered(answer_privacy(desks.privacy(), wiring.now()))


def reconcile() -> Mapping[str, Any]:
    from referrals.edge.reconciled import reconciled
    from referrals.steps.reconcile_stores import reconcile_stores

    return reconciled(reconcile_stores(desks.stores(), wiring.now()))


JOBS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "release_holds": release,
    "sweep_outbox": sweep,
    "audit_ledger": audit,
    "answer_privacy": answer,
    "watch_sources": watch,
    "reconcile": reconcile,
}
