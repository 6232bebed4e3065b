"""Stores of what waits for the shop's own people: work by hand, sources that fell silent."""

from referrals.store.delivery.hand_work import HandWork
from referrals.store.insight.quiet_period import QuietPeriods
from referrals.store.insight.source_look import SourceLooks
from referrals.wiring import clients


def hand_work() -> HandWork:
    return HandWork(clients.table("outbox"))


def source_looks() -> SourceLooks:
    return SourceLooks(clients.table("insights"))


def quiet_periods() -> QuietPeriods:
    return QuietPeriods(clients.table("insights"))
