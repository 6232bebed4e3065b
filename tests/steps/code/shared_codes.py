"""A program whose friends share a code, and the outbox carried to the shop."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from referrals.desks import gift as gift_desk
from referrals.model.code.gift_code import GiftCode
from referrals.model.delivery.delivery import Done
from referrals.model.delivery.outbox import Channel
from referrals.model.link.link import Link
from referrals.steps.code.deliver_gift import deliver_gift
from referrals.steps.code.settle_gift import GiftDesk
from referrals.steps.code.share_gift import share_gift
from referrals.store.delivery.outbox_item import read_outbox_item
from referrals.wiring import stores
from tests.gifts import FRIEND, OFFER, a_gift_program
from tests.world import NOW, a_link, a_reader


def shared(**terms: Any) -> dict[str, Any]:
    return {**OFFER, "friend": {**FRIEND, "codes": "shared", **terms}}


def open_shared_shop(**changes: Any) -> None:
    stores.programs().add(a_gift_program(**{"offers": [shared()], "landing": "shop", **changes}))
    stores.people().add(a_reader())
    stores.links().create(a_link())


def desk() -> GiftDesk:
    real = gift_desk.gifts()
    return replace(real, codes=replace(real.codes, pause=lambda _: None, pauses={}))


def link() -> Link:
    return stores.links().get("ada-bakes")


def share(now: datetime = NOW) -> GiftCode | None:
    return share_gift(link(), stores.programs().get("friends"), desk().share, now=now)


def deliver_codes(now: datetime = NOW) -> None:
    """Every item that waits for a shop, once."""
    for record in list(stores.outbox().table.scan()):
        item = read_outbox_item(record)
        if item.channel == Channel.CODE:
            assert isinstance(deliver_gift(item, desk(), now=now), Done)
