"""What audits of the ledger work with."""

from referrals.model.work import HasTime
from referrals.steps.audit.audit_changes import AuditDesk
from referrals.steps.audit.audit_ledger import AuditRun, audit_ledger
from referrals.wiring import clock, job_stores, stores


def audits() -> AuditDesk:
    return AuditDesk(stores.ledger(), job_stores.audits())


def run(has_time: HasTime) -> AuditRun:
    return audit_ledger(audits(), now=clock.now(), has_time=has_time)
