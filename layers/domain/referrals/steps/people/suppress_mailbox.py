"""Keeps the list of mailboxes that take no mail: whoever reads one, as advocate and as friend."""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.people.mailbox import readable_hashes
from referrals.model.people.suppression import Suppression
from referrals.providers.channels.ses_feedback import MailFeedback, read_feedback
from referrals.store.people.person import People
from referrals.store.people.suppression import Suppressions


@dataclass(frozen=True, slots=True)
class FeedbackDesk:
    suppressions: Suppressions
    identity_key: bytes


def record_feedback(text: str, desk: FeedbackDesk, *, now: datetime) -> tuple[str, ...]:
    """The kinds of what a message tells; ValueError for one that can't be read."""
    told = read_feedback(text)
    for each in told:
        suppress_mailbox(each, desk, now=now)
    return tuple(each.kind for each in told)


def suppress_mailbox(feedback: MailFeedback, desk: FeedbackDesk, *, now: datetime) -> bool:
    """Whether the mailbox was put on the list by this. Safe to repeat, in any order.

    By every hash that its readers may be found by: who still has the one of the former rule gets
    no letter either.
    """
    if feedback.reason is None:
        return False
    told = [
        Suppression(
            email_hash=hashed,
            reason=feedback.reason,
            since=now,
            feedback_id=feedback.feedback_id,
        )
        for hashed in readable_hashes(desk.identity_key, feedback.address)
    ]
    added = {desk.suppressions.add(each) for each in told}
    return True in added


def lift_suppression(
    person_id: str, *, by: str, people: People, desk: FeedbackDesk, now: datetime
) -> bool:
    """Letters go to this person's mailbox again; False where nothing stood in their way."""
    person = people.get(person_id)
    hashes = {person.email_hash, *readable_hashes(desk.identity_key, person.email)}
    lifted = {desk.suppressions.lift(each, by, now) for each in sorted(hashes)}
    return True in lifted
