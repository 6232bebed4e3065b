"""Erased is erased (I13): nothing of a friend or an advocate is left, and the ledger is sound."""

from itertools import count

import pytest

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.link.link import LinkStatus
from referrals.model.people.person import Role
from referrals.model.reward.grant import GrantStatus
from referrals.store.link.link import LinkClosedError
from referrals.wiring import clock as time_clock
from referrals.wiring import session_stores, stores
from tests.clicks import a_click
from tests.desk import a_member, seat
from tests.estate import (
    ADA,
    BEN,
    CODE,
    EVE,
    SHOP,
    advance_clock,
    clock,
    deliver_webhook,
    dump,
    erase_by_webhook,
    furnish_estate,
    order,
    rest,
    sound,
    traces,
)
from tests.streams import Streams
from tests.world import AT, DAY, NOW, a_key, a_token, hash_of


@pytest.fixture
def streams(account: None, monkeypatch: pytest.MonkeyPatch) -> Streams:
    return furnish_estate(monkeypatch)


def test_a_friend_is_known_before(streams: Streams) -> None:
    assert traces(BEN, dump()) == list(BEN)
    assert stores.grants().get(str(a_key("1001", "signed"))).status is GrantStatus.HELD


def test_nothing_of_an_erased_friend_is_left(
    streams: Streams, capsys: pytest.CaptureFixture[str]
) -> None:
    erase_by_webhook(BEN[0])
    rest(streams)

    assert traces(BEN, dump() + capsys.readouterr().out) == []
    assert traces(EVE, dump()) == list(EVE)
    assert sound()


def test_the_click_that_an_erased_order_told_of_goes_too(streams: Streams) -> None:
    (click_id,) = stores.referrals().get(str(a_key("1001", "signed"))).click_ids
    stores.clicks().record(a_click(click_id))

    erase_by_webhook(BEN[0])
    rest(streams)

    assert stores.clicks().get(click_id) is None


def test_what_the_friend_brought_stays_and_can_still_go_back(streams: Streams) -> None:
    grant = stores.grants().get(str(a_key("1001", "signed")))
    erase_by_webhook(BEN[0])

    deliver_webhook(
        "signed",
        {
            "type": "refund.created",
            "timestamp": "2026-11-22T09:30:00Z",
            "data": {"order_id": "1001", "refund_id": "r1", "amount": "50.00"},
        },
    )
    rest(streams)

    after = stores.grants().get(grant.key)
    tally = stores.tallies().tally(f"friends#friend#{after.customer_hash}")
    assert after.status is GrantStatus.REVERSED
    assert (tally.lifetime, after.customer_hash[:7]) == (0, "erased-")
    assert sound()


def test_orders_not_yet_granted_keep_their_limit(streams: Streams) -> None:
    erase_by_webhook(BEN[0])

    orders = [stores.conversions().state(a_key(name, "signed")).order for name in ("1001", "1002")]
    first, second = (each.customer_hash for each in orders if each)
    assert first == second != ""


def test_nothing_of_an_erased_advocate_is_left(
    streams: Streams, capsys: pytest.CaptureFixture[str]
) -> None:
    assert traces(ADA, dump()) == list(ADA)

    erase_by_webhook(ADA[0])
    rest(streams)

    assert traces(ADA, dump() + capsys.readouterr().out) == []
    assert stores.people().find_by_hash(Role.ADVOCATE, ADA[3]) is None
    assert sound()


def test_an_erased_advocate_s_links_stay_closed(streams: Streams) -> None:
    erase_by_webhook(ADA[0])

    with pytest.raises(LinkClosedError):
        stores.links().change(CODE, status=LinkStatus.ACTIVE)
    assert not stores.links().get(CODE).live(NOW)


def test_an_erased_advocate_s_balance_stays_in_the_books(streams: Streams) -> None:
    (before,) = stores.ledger().of_person("adv_ada")
    erase_by_webhook(ADA[0])

    assert stores.ledger().of_person("adv_ada") == [before]


def test_mail_that_waited_is_not_sent(streams: Streams) -> None:
    letter = stores.outbox().get(f"{a_key('1001', 'signed')}#thanks")
    assert letter.state is DeliveryState.PENDING

    erase_by_webhook(ADA[0])

    after = stores.outbox().get(letter.item_id)
    assert (after.state, after.reason) == (DeliveryState.SKIPPED, "erased")


def test_a_named_order_is_erased_without_an_address(streams: Streams) -> None:
    shop_order = {
        "id": 77,
        "name": "#77",
        "email": "kim@example.com",
        "currency": "EUR",
        "total_price": "20.00",
        "financial_status": "paid",
        "created_at": "2026-11-22T09:00:00Z",
        "updated_at": "2026-11-22T09:00:00Z",
        "note_attributes": [{"name": "gw", "value": a_token(CODE)}],
    }
    deliver_webhook("shopify", shop_order, "orders/paid")
    rest(streams)
    body = {**SHOP, "customer": {"id": 9}, "orders_to_redact": [77]}

    assert deliver_webhook("shopify", body, "customers/redact")["outcome"] == "noted"
    clock("answer_privacy")
    rest(streams)

    kim = ("kim@example.com", hash_of("kim@example.com"))
    assert traces(kim, dump()) == []


def test_a_late_delivery_is_erased_the_next_day(
    streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase_by_webhook(BEN[0])
    deliver_webhook("signed", order("1001", BEN[0], BEN[1], updated_at="2026-11-22T09:29:30Z"))
    rest(streams)
    assert traces(BEN, dump()) == list(BEN)

    advance_clock(monkeypatch, days=1, minutes=1)
    clock("answer_privacy")
    rest(streams)

    assert traces(BEN, dump()) == []
    assert sound()


def test_a_whole_shop_is_forgotten_in_parts(streams: Streams) -> None:
    for number in range(5):
        email = f"kim{number}@example.com"
        deliver_webhook(
            "shopify",
            {
                "id": 700 + number,
                "email": email,
                "currency": "EUR",
                "total_price": "20.00",
                "financial_status": "paid",
                "created_at": "2026-11-22T09:00:00Z",
                "updated_at": "2026-11-22T09:00:00Z",
                "note_attributes": [{"name": "gw", "value": a_token(CODE)}],
            },
            "orders/paid",
        )
    deliver_webhook("shopify", {"financial_status": "paid", "id": 1, "email": "kim9@example.com"})
    rest(streams)

    deliver_webhook("shopify", SHOP, "shop/redact", at=AT + 3 * DAY)
    clock("answer_privacy")
    rest(streams)

    kims = tuple(f"kim{n}@example.com" for n in (0, 1, 2, 3, 4, 9))
    hashes = tuple(map(hash_of, kims))
    assert traces(kims + hashes, dump()) == []
    assert traces(BEN, dump()) == list(BEN)
    assert sound()


def test_a_shop_for_which_no_time_was_left_goes_on_next(
    streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver_webhook("shopify", SHOP, "shop/redact", at=AT + 3 * DAY)
    passing = count(0, 1000)
    with monkeypatch.context() as patch:
        patch.setattr(time_clock, "monotonic", lambda: next(passing))
        told = clock("answer_privacy")

    assert told["shop_items_left"] > 0
    assert clock("answer_privacy")["shop_items_left"] == 0


def test_a_friend_who_works_there_leaves_the_desk_too(streams: Streams) -> None:
    seat(a_member(staff_id="stf_eve", email=EVE[0]), a_member(staff_id="stf_ben", email=BEN[0]))

    erase_by_webhook(BEN[0])
    rest(streams)

    (left,) = session_stores.staff().register().members
    assert left.staff_id == "stf_eve"
    assert traces(BEN, dump()) == []


def test_the_last_owner_keeps_a_place_until_there_is_another(streams: Streams) -> None:
    seat(a_member(staff_id="stf_ben", email=BEN[0], name="B."))

    erase_by_webhook(BEN[0])
    rest(streams)

    assert [each.staff_id for each in session_stores.staff().register().members] == ["stf_ben"]
