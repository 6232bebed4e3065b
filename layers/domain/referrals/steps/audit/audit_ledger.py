"""Audits the ledger: chains, balances, and that every asset adds up to zero.

Each night the accounts that changed; in what time is left, a slice of the proof of all history,
from the first line of every account, which begins anew every four weeks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from referrals.model.audit.audit import Audit, is_due, new_audit, unreadable
from referrals.model.audit.night import NightAudit
from referrals.model.errors import MISSHAPEN
from referrals.model.reward.ledger import Balance
from referrals.model.work import HasTime
from referrals.steps.audit.audit_changes import AuditDesk, audit_changes
from referrals.store.audit.audit import behind

ITEMS_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class AuditRun:
    night: NightAudit
    proof: Audit | None
    """As far as it has come; None where none was due in this run."""


def audit_ledger(desk: AuditDesk, *, now: datetime, has_time: HasTime) -> AuditRun:
    night = audit_changes(desk, now=now, has_time=has_time)
    proof = prove_ledger(desk, now=now, has_time=has_time) if night.finished_at else None
    return AuditRun(night, proof)


def prove_ledger(
    desk: AuditDesk, *, now: datetime, has_time: HasTime, items: int = ITEMS_A_PAGE
) -> Audit | None:
    """All history, as far as the time brings it; None where it was proven lately."""
    kept = desk.audits.proof()
    if not is_due(kept, now):
        return None
    start = kept if kept and kept.finished_at is None else new_audit(now)
    for audit in _stretches(start, desk, now, items):
        desk.audits.keep_proof(audit)
        if audit.finished_at or not has_time():
            return audit
    return start


def audit_full_ledger(desk: AuditDesk, *, now: datetime) -> Audit:
    """From start to end, however long it takes, keeping nothing: for people."""
    *_, last = _stretches(new_audit(now), desk, now, ITEMS_A_PAGE)
    return last


def _stretches(audit: Audit, desk: AuditDesk, now: datetime, items: int) -> Iterator[Audit]:
    """The audit at each place where it can go on: after a page of accounts, and within an account
    after so many of its lines."""
    while audit.finished_at is None:
        balances, cursor = desk.audits.some_balances(audit.cursor, items)
        for account, balance in balances.items():
            if balance is None:
                audit = audit.with_flaws([unreadable(account)]).after_account()
            else:
                for stretch in _along(audit, balance, desk):
                    audit = stretch
                    if audit.within:
                        yield audit
            audit = audit.model_copy(update={"cursor": behind(account)})
        audit = audit.model_copy(update={"cursor": cursor}) if cursor else audit.finish(now)
        yield audit


def _along(audit: Audit, balance: Balance, desk: AuditDesk) -> Iterator[Audit]:
    """The account's lines, so many at once, and its end."""
    account, seq, before = balance.account, audit.chain_of(balance.account).seq, -1
    # A line that lies about its number must not have it go round for ever.
    while seq > before:
        try:
            lines = desk.ledger.some_entries(account, seq, balance.seq, desk.lines)
        except MISSHAPEN:
            yield audit.with_flaws([unreadable(account, seq)]).after_account()
            return
        if lines:
            audit = audit.with_lines(account, lines)
            yield audit
        before, seq = seq, audit.chain_of(account).seq
    yield audit.with_balance(balance)
