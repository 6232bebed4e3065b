"""Gives what was written before the index of mailboxes its place there, while there is time.

Where it stopped is kept, so the next run goes on; once it has ended a run costs a look.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.store.order.mailbox import Mailboxes

ITEMS_A_PAGE = 200
# Until then the code before the index may still run beside ours, and writes no mailbox.
DEPLOYED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class IndexReport:
    indexed: int
    """Items that lacked their place."""
    done: bool


def index_mailboxes(
    mailboxes: Mailboxes, *, now: datetime, has_time: Callable[[], bool]
) -> IndexReport:
    indexed, cursor = 0, mailboxes.cursor()
    if cursor is not None and mailboxes.begin_walk(now) + DEPLOYED_AFTER > now:
        return IndexReport(0, done=False)
    while cursor is not None and has_time():
        given, cursor = mailboxes.walk(cursor, ITEMS_A_PAGE)
        indexed += given
    return IndexReport(indexed, done=cursor is None)
