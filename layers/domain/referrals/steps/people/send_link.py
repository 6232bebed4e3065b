"""Sends a new advocate their link, in one letter, once for each program."""

from datetime import datetime, timedelta

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel
from referrals.model.delivery.outgoing import an_item
from referrals.model.people.person import Person
from referrals.store.delivery.outbox import Outbox

NEWS = timedelta(days=1)


def send_link(person: Person, program_id: str, outbox: Outbox, *, now: datetime) -> bool:
    """Whether they are new enough for it: enrolled again after a year, nobody gets it anew.

    Safe to repeat: a call that was cut off before the letter sends it when it is made again.
    """
    if person.enrolled_at < now - NEWS:
        return False
    outbox.add(
        an_item(
            f"enrolled#{person.person_id}#{program_id}",
            Channel.EMAIL,
            Topic.ADVOCATE_ENROLLED,
            program_id=program_id,
            at=now,
            person_id=person.person_id,
            data={},
        )
    )
    return True
