"""What waits for a person's hands: a gift to pack, a code to enter in a till or to end there."""

from dataclasses import dataclass

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import BY_HAND, DeliveryState, OutboxItem
from referrals.model.redemption.exchange import Exchange
from referrals.model.redemption.redemption import Redemption
from referrals.model.reward.grant import Grant, Side


@dataclass(frozen=True, slots=True)
class Todo:
    item: OutboxItem
    grant: Grant

    @property
    def side(self) -> Side:
        return self.grant.side(str(self.item.data["side"]))

    @property
    def takes_back(self) -> bool:
        """Whether it is to be ended rather than handed over."""
        return self.item.topic == Topic.REWARD_REVERSED

    @property
    def is_open(self) -> bool:
        """Whether the order's present state still asks for it."""
        if self.takes_back:
            return not self.side.remaining
        return bool(self.side.remaining) and self.side.issued_at is None


@dataclass(frozen=True, slots=True)
class ExchangeTodo:
    """What somebody took for their points or credit, and a person must make."""

    item: OutboxItem
    redemption: Redemption
    exchange: Exchange


def redemption_id_of(item: OutboxItem) -> str:
    """Of the exchange that waits for hands; empty for any other item."""
    if item.state is not DeliveryState.PARKED or item.reason != BY_HAND:
        return ""
    return str(item.data.get("redemption_id") or "")


def grant_key_of(item: OutboxItem) -> str:
    """Of whose reward waits for hands; empty for an item that doesn't."""
    if item.state is not DeliveryState.PARKED or item.reason != BY_HAND:
        return ""
    return str(item.data.get("conversion_key") or "")
