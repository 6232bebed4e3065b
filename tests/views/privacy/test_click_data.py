"""The clicks that an order told of, as long as they are kept."""

from referrals.desks import attribution as attribution_desk
from referrals.model.order.conversion import Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.views.privacy.click_data import clicks_of
from referrals.wiring import stores
from tests.clicks import a_click
from tests.world import NOW, a_key, a_token, an_order, store_program


def test_a_click_is_told_until_it_goes(account: None) -> None:
    store_program()
    order = an_order(signals=Signals(click_tokens=(a_token(),)))
    stores.conversions().record(a_key(), order, body="sha", at=NOW)
    referral = attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
    assert referral
    (click_id,) = referral.click_ids
    before = list(clicks_of(referral, stores.clicks()))

    stores.clicks().record(a_click(click_id))
    (told,) = clicks_of(referral, stores.clicks())
    stores.clicks().remove(click_id)

    assert (told.click_id, told.clicked_at, told.ip_hash) == (click_id, NOW, "a-hash-of-the-day")
    assert before == list(clicks_of(referral, stores.clicks())) == []


def test_an_order_of_which_nothing_was_decided_has_none(account: None) -> None:
    assert list(clicks_of(None, stores.clicks())) == []
