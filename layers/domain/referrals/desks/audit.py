"""What audits of the ledger work with."""

from referrals.steps.audit.audit_changes import AuditDesk
from referrals.store.audit.audit import Audits
from referrals.wiring import clients, stores


def audits() -> AuditDesk:
    return AuditDesk(stores.ledger(), Audits(clients.table("ledger")))
