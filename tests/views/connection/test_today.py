"""Today as the desk and a channel tell it: one set of sentences, which names nobody."""

from datetime import timedelta

import pytest

from referrals.desks import today as today_desk
from referrals.model.connection.mail_standing import AlarmState, MailStanding
from referrals.model.delivery.outbox import Channel, DeliveryState
from referrals.model.insight.source_state import SourceLook, SourceState
from referrals.model.words.wording import wording_of
from referrals.views.connection.day_report import day_news
from referrals.views.connection.today import Today, today
from referrals.views.connection.today_words import troubles, urgencies, waiting
from referrals.views.insight.figures import count_text, money_text
from referrals.wiring import connection_stores, stores, todo_stores
from tests.reviewer import hold_order
from tests.world import NOW, an_item, rules, store_program

WORDS = wording_of({}, "en")


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def found() -> Today:
    return today(rules(), today_desk.books(), now=NOW)


def trouble() -> None:
    quiet = SourceState(source="shopify", quiet_since=NOW - timedelta(days=2))
    todo_stores.source_looks().note("friends", SourceLook(looked_at=NOW, states=(quiet,)))
    rings = (AlarmState(name="a", text="Late."),)
    standing = MailStanding(looked_at=NOW, bounce_rate=0.05, is_paused=True, alarms=rings)
    connection_stores.mail_standings().note(standing)


def park(item_id: str, reason: str) -> None:
    parked = {"state": DeliveryState.PARKED, "reason": reason, "channel": Channel.REWARD}
    stores.outbox().add(an_item(item_id=item_id, **parked))


def test_what_was_given_up_is_wrong_and_hand_work_waits() -> None:
    park("a", "by_hand")
    park("b", "stock_empty")
    park("c", "worn_out")

    waits = [each.text for each in waiting(found(), WORDS)]
    wrong = [each.text for each in troubles(found(), WORDS)]

    assert waits == ["2 things to hand over"]
    assert wrong == ["1 delivery was given up."]


def test_mail_and_alarms_are_told_with_their_step() -> None:
    trouble()

    told = {each.text: each.page for each in troubles(found(), WORDS)}

    assert list(told.values()) == ["connections", "connections", "connections", ""]
    assert any(text.startswith("SES paused the account") for text in told)
    assert "An alarm rings: Late." in told


def test_urgent_trouble_has_a_name_of_its_own() -> None:
    trouble()

    names = [each.name for each in urgencies(found(), WORDS)]

    assert names == [f"quiet-shopify-{NOW - timedelta(days=2):%Y%m%d%H}"]


def test_a_channel_hears_what_the_desk_says_and_no_name() -> None:
    trouble()
    hold_order()

    news = day_news(found(), WORDS, "https://go.shop.example/console")

    said = news.model_dump_json()
    lines = [line for each in news.day.lists for line in each.lines]
    assert "1 order to look at before a reward" in lines
    assert not [name for name in ("Ada", "Ben", "@example", "adv_", "1001") if name in said]


def test_numbers_are_said_as_people_say_them() -> None:
    assert count_text(1, "order", "orders", WORDS) == "1 order"
    assert money_text({"EUR": 500, "points": 3}, WORDS, "EUR") == "€5.00"
