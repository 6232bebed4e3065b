"""Audits the accounts that changed since the last audit, each from its checkpoint on.

What it reads grows with what happened, not with what there is. Cut off anywhere, the next run goes
on: a checkpoint and the sums that it stands for are written together.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.audit.audit import unreadable
from referrals.model.audit.chain import Chain
from referrals.model.audit.night import NightAudit, next_night
from referrals.model.errors import MISSHAPEN
from referrals.model.work import HasTime
from referrals.store.audit.audit import Audits
from referrals.store.reward.ledger import Ledger
from referrals.store.table import CancelledError, ConditionFailedError

ACCOUNTS_A_PAGE = 100
LINES_A_PAGE = 500
TRIES = 20


@dataclass(frozen=True, slots=True)
class AuditDesk:
    ledger: Ledger
    audits: Audits
    lines: int = LINES_A_PAGE
    """Of one account, read at once."""


def audit_changes(desk: AuditDesk, *, now: datetime, has_time: HasTime) -> NightAudit:
    """The audit as far as the time brings it, or as another run has it that is at it, too."""
    for _ in range(TRIES):
        night = next_night(desk.audits.night(), now)
        try:
            return _audit_days(night, desk, now, has_time)
        except (CancelledError, ConditionFailedError):
            continue  # Another run was first, or our own write came twice: from what is kept on.
    return next_night(desk.audits.night(), now)


def _audit_days(night: NightAudit, desk: AuditDesk, now: datetime, has_time: HasTime) -> NightAudit:
    while night.finished_at is None:
        accounts, after = desk.audits.changed_on(night.day, ACCOUNTS_A_PAGE, night.cursor)
        for account in accounts:
            point = desk.audits.checkpoint(account)
            while point.as_of != night.as_of:
                if not has_time():
                    return night
                try:
                    night, point = _audit_lines(point, night, desk)
                except MISSHAPEN:
                    # One account that can't be read must not keep all others unseen.
                    found = night.with_flaws((unreadable(account, point.seq),))
                    night = desk.audits.keep_night(found)
                    break
        night = desk.audits.keep_night(night.turn(after, now))
    return night


def _audit_lines(point: Chain, night: NightAudit, desk: AuditDesk) -> tuple[NightAudit, Chain]:
    """The account's next lines, or all of its last ones: kept, and where its checkpoint is now."""
    account, chain = point.account, point
    balance = desk.ledger.balance(account)
    while lines := desk.ledger.some_entries(account, chain.seq, balance.seq, desk.lines):
        before = chain.seq
        for entry in lines:
            settled = point == chain and entry.posted_at <= night.as_of
            chain, flaws = chain.follow(entry)
            point = chain if settled else point
            night = night.with_entry(entry, flaws)
        if chain.seq <= before:
            break  # A line that lies about its number must not have it go round for ever.
        if point == chain and chain.seq < balance.seq:
            return desk.audits.keep_checkpoint(night, point), point
    night = night.with_flaws(chain.compare(balance))
    night = night.model_copy(update={"accounts": night.accounts + 1})
    point = point.model_copy(update={"as_of": night.as_of})
    return desk.audits.keep_checkpoint(night, point), point
