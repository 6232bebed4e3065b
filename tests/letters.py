"""The post of advocates' pages: what waits in the outbox goes out, and is read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Outgoing
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.steps.delivery.deliver import deliver
from referrals.wiring import clock, stores


class Postbox:
    """A channel that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:  # noqa: ARG002
        self.sent.append(parcel)
        return Done("msg")

    @property
    def readers(self) -> list[str]:
        return [parcel.recipient.email for parcel in self.sent if parcel.recipient]

    @property
    def last(self) -> Letter:
        addresses = LetterAddresses("https://go.shop.example/unsubscribe", link="https://x")
        return write_letter(self.sent[-1], clock.now(), addresses)

    @property
    def token(self) -> str:
        """Of the newest sign-in link."""
        return parse_qs(urlsplit(self.last.button_url).query)["token"][0]


def waiting_letters() -> list[OutboxItem]:
    far = clock.now() + timedelta(days=400)
    return list(stores.outbox().in_state(DeliveryState.PENDING, far))


def post_letters() -> Postbox:
    """All that waits goes out now."""
    box = Postbox()
    desk = replace(delivery_desk.delivery_desk(), sender=lambda _: box)
    for item in waiting_letters():
        deliver(item.item_id, desk, now=clock.now(), jitter=0)
    return box


def stop_clock(patch: pytest.MonkeyPatch, start: datetime) -> Callable[[timedelta], None]:
    """Time stands at `start`; the answer moves it on."""
    moment = [start]
    patch.setattr(clock, "now", lambda: moment[0])

    def pass_time(span: timedelta) -> None:
        moment[0] += span

    return pass_time
