"""An advocate who is erased: the code that friends shared pays nothing off any more."""

from datetime import timedelta

import pytest

from referrals.desks import gift as gift_desk
from referrals.desks import privacy as privacy_desk
from referrals.model.delivery.delivery import Done
from referrals.model.delivery.outbox import Channel
from referrals.model.link.link import LinkStatus
from referrals.model.privacy.request import PrivacyKind, PrivacyRequest
from referrals.steps.code.deliver_gift import deliver_gift
from referrals.steps.privacy.answer_privacy import answer_privacy
from referrals.steps.privacy.note_privacy import asked_of, note_privacy
from referrals.store.delivery.outbox_item import read_outbox_item
from referrals.wiring import stores
from tests.shops.tills import open_till
from tests.steps.code.shared_codes import deliver_codes, open_shared_shop, share
from tests.world import IDENTITY, NOW, hash_of, store_credential, webhook_secret


@pytest.mark.usefixtures("account")
def test_the_code_of_an_erased_advocate_ends_in_the_shop() -> None:
    webhook_secret("shopify", "hush", shop="bakery.myshopify.com")
    with open_till("shopify") as till:
        store_credential(till.platform, till.credential)
        open_shared_shop(codes_by="shopify")
        made = share()
        assert made
        deliver_codes()
        assert till.shop.live(made.code) > 1

        asked = PrivacyRequest(
            PrivacyKind.CUSTOMER_REDACT, hash_of("ada@example.com"), (), shop="bakery.myshopify.com"
        )
        stored = asked_of(asked, "friends", "shopify", key=IDENTITY, received_at=NOW)
        note_privacy(stored, stores.privacy_requests())
        answer_privacy(privacy_desk.privacy(), now=NOW)
        assert stores.links().get("ada-bakes").status is LinkStatus.CLOSED

        (item,) = [
            each
            for each in map(read_outbox_item, stores.outbox().table.scan())
            if each.channel == Channel.CODE and each.item_id.endswith("#closed")
        ]
        assert item.due_at > NOW
        later = NOW + timedelta(hours=1)
        assert deliver_gift(item, gift_desk.gifts(), now=later) == Done(made.code)
        assert till.shop.live(made.code) == 0
