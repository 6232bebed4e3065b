"""Which facts stand on a profile, of whom, and what of them is kept for it."""

from referrals.model.connection.profile_event import EVENTS, joined_event, profile_event
from referrals.model.delivery.outbox import Channel, DeliveryState
from referrals.model.people.person import Consents
from referrals.model.words.letter_data import PARTS
from tests.world import NOW, a_reader, an_item


def test_every_event_has_a_letter_of_its_topic() -> None:
    assert set(EVENTS) <= set(PARTS)


def test_an_event_is_an_item_of_its_own_that_waits() -> None:
    sent = an_item(state=DeliveryState.SENDING, attempts=3)

    made = profile_event(sent, a_reader(), NOW)

    assert made is not None
    assert (made.channel, made.state, made.attempts) == (Channel.KLAVIYO, DeliveryState.PENDING, 0)
    assert made.item_id == f"{sent.item_id}#klaviyo"
    assert "friend_id" not in made.data


def test_who_joins_without_agreeing_is_told_of_nowhere() -> None:
    agreed = joined_event(a_reader(), "friends", NOW)

    assert agreed is not None
    assert agreed.person_id == "adv_ada"
    assert joined_event(a_reader(consents=Consents()), "friends", NOW) is None
