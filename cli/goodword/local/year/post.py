"""What went out in the year: decided on as ever, and taken by a postman who keeps nothing.

The letters of a year ago are in nobody's inbox any more, and what the shop's server was told it has
forgotten; that they went out stays known."""

from dataclasses import replace
from datetime import datetime

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, DeliveryState, OutboxItem
from referrals.steps.delivery.deliver import hand_over
from referrals.steps.delivery.try_item import try_item
from referrals.store.delivery.outbox import Outbox
from referrals.wiring import clock, stores

TAKEN = Done("taken")


class YearPostman:
    """Stands where a channel would."""

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:  # noqa: ARG002
        return TAKEN


def carry_post() -> list[str]:
    """The surveys that went out with it, by their ids. What is handed over may bring more post."""
    outbox, tried = stores.outbox(), set[str]()
    desk = replace(delivery_desk.delivery_desk(), sender=lambda _: YearPostman())
    asked: list[str] = []

    def attempt(item: OutboxItem) -> DeliveryOutcome:
        if item.topic == Topic.SURVEY_ASKED:
            asked.append(str(item.data["survey_id"]))
        return hand_over(item, desk, now=now)

    while waiting := _waiting(outbox, now := clock.now(), tried):
        tried |= {each.item_id for each in waiting}
        for item in waiting:
            if item.channel is Channel.WEBHOOK:
                outbox.remove(item.item_id)
            else:
                try_item(item.item_id, outbox, attempt, now=now, jitter=0.5)
    return asked


def _waiting(outbox: Outbox, now: datetime, tried: set[str]) -> list[OutboxItem]:
    found = outbox.in_state(DeliveryState.PENDING, now)
    return [each for each in found if each.item_id not in tried]
