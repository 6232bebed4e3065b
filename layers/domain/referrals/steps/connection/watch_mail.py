"""Looks once an hour at how mail and the alarms stand, and writes it down for the desk to read."""

from collections.abc import Callable
from datetime import datetime

from referrals.model.connection.mail_standing import MailStanding
from referrals.store.connection.mail_standing import MailStandings


def watch_mail(
    ask: Callable[[datetime], MailStanding], standings: MailStandings, *, now: datetime
) -> MailStanding:
    """Safe to repeat: the newest look takes the place of the one before."""
    found = ask(now)
    standings.note(found)
    return found
