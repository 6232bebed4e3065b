"""Sends a test letter to somebody of the shop: to mailboxes that the program itself names, or from
the desk to whoever is signed in there, whose address was proven by a link.

The outbox keeps no address: an item carries the place in the program's list or a staff id, and the
address is read there when it is sent. So nobody with a key can write to anybody else.
"""

from collections.abc import Callable
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
    return _add(rules, topic, {"to": place, "language": language}, outbox, now=now)


def try_own_letter(
    rules: Program, topic: str, language: str, *, staff_id: str, outbox: Outbox, now: datetime
) -> OutboxItem:
    """To the mailbox of whoever asks for it at the desk, as often as any other."""
    return _add(rules, topic, {"staff_id": staff_id, "language": language}, outbox, now=now)


def _add(
    rules: Program, topic: str, asked: dict[str, object], outbox: Outbox, *, now: datetime
) -> OutboxItem:
    language = str(asked["language"])
    # Refuses a topic that has no letter.
    sample_letter(rules, topic, language, now=now)
    reader = asked.get("staff_id", asked.get("to"))
    minute = now.strftime("%Y%m%d%H%M")
    item = an_item(
        f"{rules.program}#test#{topic}#{language}#{reader}#{minute}",
        Channel.EMAIL,
        topic,
        program_id=rules.program,
        at=now,
        data={SAMPLE: asked},
    )
    outbox.add(item)
    return item


def sample_parcel(
    item: OutboxItem,
    rules: Program,
    mailbox_of: Callable[[str], str],
    *,
    now: datetime,
) -> Outgoing | Hopeless:
    """What such an item sends, to the mailbox that the program has now, or `mailbox_of` for a staff
    id: empty for nobody's."""
    asked = item.data[SAMPLE]
    language = str(asked["language"])
    if "staff_id" in asked:
        address = mailbox_of(str(asked["staff_id"]))
    else:
        address = next(iter(rules.mail.test_to[int(asked["to"]) :]), "")
    if not address:
        return GONE
    return sample_letter(rules, item.topic, language, email=address, now=now)
