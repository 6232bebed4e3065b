"""Marks of counted changes; a container remembers which of their items are full."""

from functools import cache

from referrals.store.insight.moment_marks import FullMarks, MomentMarks
from referrals.wiring import clients


@cache
def full_marks() -> FullMarks:
    return FullMarks()


def moment_marks() -> MomentMarks:
    return MomentMarks(clients.table("insights"), full_marks())
