"""Audits the ledger: chains, balances, and that every asset adds up to zero.

Each night the accounts that changed; in what time is left, a slice of the proof of all history,
from the first line of every account, which begins anew every four weeks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.audit.audit import Audit, is_due, new_audit
from referrals.model.audit.night import NightAudit
from referrals.steps.audit.audit_changes import AuditDesk, audit_changes

ITEMS_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class AuditRun:
    night: NightAudit
    proof: Audit | None
    """As far as it has come; None where none was due in this run."""


def audit_ledger(desk: AuditDesk, *, now: datetime, has_time: Callable[[], bool]) -> AuditRun:
    night = audit_changes(desk, now=now, has_time=has_time)
    proof = prove_ledger(desk, now=now, has_time=has_time) if night.finished_at else None
    return AuditRun(night, proof)


def prove_ledger(
    desk: AuditDesk, *, now: datetime, has_time: Callable[[], bool], items: int = ITEMS_A_PAGE
) -> Audit | None:
    """All history, as far as the time brings it; None where it was proven lately."""
    kept = desk.audits.proof()
    if not is_due(kept, now):
        return None
    audit = kept if kept and kept.finished_at is None else new_audit(now)
    while audit.finished_at is None and has_time():
        audit = audit_page(audit, desk, now=now, items=items)
        desk.audits.keep_proof(audit)
    return audit


def audit_full_ledger(desk: AuditDesk, *, now: datetime) -> Audit:
    """From start to end, however long it takes, keeping nothing: for people."""
    audit = new_audit(now)
    while audit.finished_at is None:
        audit = audit_page(audit, desk, now=now, items=ITEMS_A_PAGE)
    return audit


def audit_page(audit: Audit, desk: AuditDesk, *, now: datetime, items: int) -> Audit:
    balances, cursor = desk.audits.some_balances(audit.cursor, items)
    for balance in balances:
        audit = audit.with_account(balance, desk.ledger.entries(balance.account, balance.seq))
    if cursor is None:
        return audit.finish(now)
    return audit.model_copy(update={"cursor": cursor})
