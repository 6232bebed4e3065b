"""Stores of what the clock's jobs remember: audits, and how far links have followed."""

from referrals.store.audit.audit import Audits
from referrals.store.link.link_walk import LinkWalks
from referrals.wiring import clients


def audits() -> Audits:
    return Audits(clients.table("ledger"))


def link_walks() -> LinkWalks:
    return LinkWalks(clients.table("programs"))
