"""Audits the ledger a part at a time: chains, balances, and that every asset adds up to zero.

Where it stopped is kept with the result, so each run goes on; the one after the last starts anew.
"""

from datetime import datetime

from referrals.model.reward.audit import Audit, new_audit
from referrals.store.reward.ledger import Ledger

PAGES_A_RUN = 50
ITEMS_A_PAGE = 200


def audit_ledger(
    ledger: Ledger, *, now: datetime, pages: int = PAGES_A_RUN, items: int = ITEMS_A_PAGE
) -> Audit:
    """The audit as far as so many pages bring it; `sound` once it has ended without a flaw."""
    kept = ledger.audit()
    audit = kept if kept and kept.finished_at is None else new_audit(now)
    for _ in range(pages):
        audit = audit_page(audit, ledger, now=now, items=items)
        ledger.keep_audit(audit)
        if audit.finished_at:
            break
    return audit


def audit_full_ledger(ledger: Ledger, *, now: datetime) -> Audit:
    """From start to end, however long it takes, keeping nothing: for people."""
    audit = new_audit(now)
    while audit.finished_at is None:
        audit = audit_page(audit, ledger, now=now, items=ITEMS_A_PAGE)
    return audit


def audit_page(audit: Audit, ledger: Ledger, *, now: datetime, items: int) -> Audit:
    balances, cursor = ledger.some_balances(audit.cursor, items)
    for balance in balances:
        audit = audit.with_account(balance, ledger.entries(balance.account, balance.seq))
    if cursor is None:
        return audit.finish(now)
    return audit.model_copy(update={"cursor": cursor})
