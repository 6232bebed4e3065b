"""Sends a test letter to somebody of the shop: only to mailboxes that the program itself names.

The outbox keeps no address: an item carries the place in the program's list, and the address is
read there when it is sent. So nobody with a key can write to anybody else.
"""

from datetime import datetime

from referrals.model.delivery.delivery import Hopeless, Outgoing
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.errors import RefusedError
from referrals.model.letter.sample import SAMPLE, sample_letter
from referrals.model.program.program import Program
from referrals.store.delivery.outbox import Outbox

GONE = Hopeless("no_tester_any_more")


class NoTesterError(RefusedError):
    """Test letters go to the shop's own people alone."""

    code = "no_tester"


def try_letter(
    rules: Program, topic: str, language: str, *, to: str, outbox: Outbox, now: datetime
) -> OutboxItem:
    """The item that sends it; once a minute for each letter and mailbox."""
    testers = [address.casefold() for address in rules.mail.test_to]
    if to.strip().casefold() not in testers:
        raise NoTesterError(
            "this mailbox is not one of the program's testers.",
            field="to",
            remedy="Name it in mail.test_to and apply the program.",
        )
    place = testers.index(to.strip().casefold())
    # Refuses a topic that has no letter.
    sample_letter(rules, topic, language, now=now)
    minute = now.strftime("%Y%m%d%H%M")
    item = an_item(
        f"{rules.program}#test#{topic}#{language}#{place}#{minute}",
        Channel.EMAIL,
        topic,
        program_id=rules.program,
        at=now,
        data={SAMPLE: {"to": place, "language": language}},
    )
    outbox.add(item)
    return item


def sample_parcel(item: OutboxItem, rules: Program, *, now: datetime) -> Outgoing | Hopeless:
    """What such an item sends, to the mailbox that the program names now."""
    asked = item.data[SAMPLE]
    place, language = int(asked["to"]), str(asked["language"])
    if place >= len(rules.mail.test_to):
        return GONE
    address = rules.mail.test_to[place]
    return sample_letter(rules, item.topic, language, email=address, now=now)
