"""A person's newest word on mail holds, in whatever order it is heard."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from botocore.client import BaseClient

from referrals.desks import attribution as attribution_desk
from referrals.model.order.conversion import Contact, Signals
from referrals.model.order.payment import Payment
from referrals.model.people.consent import ConsentChange
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Person, Role
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.order.note_consent import note_consent
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.steps.people.stop_letters import stop_mail
from referrals.store.order.body import RawBody
from referrals.wiring import session_stores, stores
from tests.world import NOW, a_key, a_program, an_advocate, an_order, hash_of, store_program

BEN = "ben@example.com"
BY_ADA = Signals(ref_codes=("ada-bakes",))


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(qualifies={"new_customers_only": False}))


def buy(
    order_id: str, agreed: bool | None, *, day: int = 0, said_at: datetime | None = None
) -> None:
    """The first order comes by Ada's link, all others by nobody's."""
    contact = Contact(email=BEN, first_name="Ben", may_write=agreed, said_at=said_at)
    raw = RawBody(f"{order_id} {agreed}".encode(), {}, NOW)
    stores.bodies().keep(a_key(order_id), raw, contact)
    placed_at = NOW - timedelta(days=30 - day)
    signals = BY_ADA if order_id == "1" else Signals()
    fact = an_order(occurred_at=placed_at, signals=signals)
    stores.conversions().record(a_key(order_id), fact, body=raw.sha, at=NOW)
    wake(order_id)


def wake(order_id: str) -> None:
    attribute_conversion(a_key(order_id), attribution_desk.attribution(), now=NOW)


def ben(role: Role = Role.FRIEND) -> Person:
    found = stores.people().find_by_hash(role, hash_of(BEN))
    assert found
    return found


def records() -> list[ConsentChange]:
    return list(session_stores.consent_records().of_person(ben()))


def say(role: Role, *, mail: bool, place: ConsentPlace, at: datetime = NOW) -> None:
    wish = ConsentWish(consents={"mail": mail}, place=place, sentences={})
    desk = ConsentDesk(stores.people(), session_stores.consent_records())
    change_consents(ben(role).person_id, wish, desk, now=at)


def test_the_first_order_s_word_is_kept_with_moment_and_source() -> None:
    buy("1", agreed=True)

    (first,) = records()

    assert (first.given, first.place, first.source) == (True, ConsentPlace.ORDER, str(a_key("1")))
    assert first.at == NOW - timedelta(days=30)


def test_a_newer_order_that_says_no_is_believed() -> None:
    buy("1", agreed=True)
    buy("2", agreed=False, day=1)

    assert not ben().consents.mail
    assert [each.given for each in records()] == [True, False]


def test_an_order_that_says_nothing_changes_nothing() -> None:
    buy("1", agreed=True)
    buy("2", agreed=None, day=1)

    assert ben().consents.mail
    assert len(records()) == 1


@pytest.mark.parametrize("order", list(permutations([("2", 1), ("3", 2), ("4", 3)])))
@pytest.mark.parametrize("words", [(True, False, True), (False, True, False)])
def test_the_newest_word_holds_whenever_it_is_told(
    order: tuple[tuple[str, int], ...], words: tuple[bool, ...]
) -> None:
    buy("1", agreed=None)

    for order_id, day in order:
        buy(order_id, agreed=words[day - 1], day=day)
    note_all("4", "2", "3")

    assert ben().consents.mail is words[2]
    assert ben().consent_words["mail"].source == str(a_key("4"))


@pytest.mark.parametrize("newest", [True, False])
def test_newer_orders_told_before_the_one_that_makes_a_friend_are_heard(newest: bool) -> None:
    buy("2", agreed=not newest, day=1)
    buy("3", agreed=newest, day=2)
    buy("4", agreed=None, day=3)
    buy("1", agreed=not newest)

    assert ben().consents.mail is newest
    word = ben().consent_words["mail"]
    assert (word.source, word.place) == (str(a_key("3")), ConsentPlace.ORDER)


def test_an_older_order_told_before_changes_nothing() -> None:
    buy("0", agreed=False, day=-5)
    buy("1", agreed=True)

    assert ben().consents.mail


def test_an_order_that_was_never_paid_says_nothing() -> None:
    buy("1", agreed=True)
    raw = RawBody(b"unpaid", {}, NOW)
    contact = Contact(email=BEN, first_name="Ben", may_write=False)
    stores.bodies().keep(a_key("2"), raw, contact)
    fact = an_order(occurred_at=NOW - timedelta(days=1), payment=Payment.PENDING)
    stores.conversions().record(a_key("2"), fact, body=raw.sha, at=NOW)

    note_all("1")

    assert ben().consents.mail


def note_all(*order_ids: str) -> None:
    for order_id in order_ids:
        conversion = stores.conversions().state(a_key(order_id))
        note_consent(conversion, attribution_desk.attribution().friends, now=NOW)


def test_what_a_page_said_since_stands_before_an_older_order() -> None:
    buy("1", agreed=False)
    say(Role.FRIEND, mail=True, place=ConsentPlace.SETTINGS)

    buy("2", agreed=False, day=1)

    assert ben().consents.mail


def test_no_order_gives_what_the_person_took_back() -> None:
    buy("1", agreed=True)
    say(Role.FRIEND, mail=False, place=ConsentPlace.UNSUBSCRIBE, at=NOW - timedelta(days=20))

    buy("2", agreed=True, day=15)

    assert not ben().consents.mail


def test_no_order_begins_mail_that_was_stopped() -> None:
    buy("1", agreed=True)
    stop_mail(ben().person_id, stores.people(), now=NOW)

    buy("2", agreed=True, day=15)

    assert (ben().consents.mail, ben().mail_stopped) == (False, True)


def test_an_advocate_s_own_word_is_about_our_letters() -> None:
    stores.people().add(an_advocate(BEN, "adv_ben"))
    say(Role.ADVOCATE, mail=True, place=ConsentPlace.JOIN, at=NOW - timedelta(days=40))

    buy("1", agreed=False)

    assert ben(Role.ADVOCATE).consents.mail


def test_what_a_shop_said_of_an_advocate_follows_their_orders() -> None:
    stores.people().add(an_advocate(BEN, "adv_ben"))
    say(Role.ADVOCATE, mail=True, place=ConsentPlace.SHOP, at=NOW - timedelta(days=40))

    buy("1", agreed=False)

    assert not ben(Role.ADVOCATE).consents.mail


def test_a_moment_still_to_come_keeps_no_later_word_out() -> None:
    buy("1", agreed=True, said_at=NOW + timedelta(days=4000))

    say(Role.FRIEND, mail=False, place=ConsentPlace.SETTINGS)

    assert ben().consent_words["mail"].at == NOW
    assert not ben().consents.mail


def calls_of(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The operations that AWS is asked for."""
    real: Any = BaseClient._make_api_call
    heard: list[str] = []

    def call(client: Any, operation: str, request: Any) -> Any:
        heard.append(operation)
        return real(client, operation, request)

    with monkeypatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", call)
        act()
    return heard


def test_a_repeat_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    buy("1", agreed=True)
    buy("2", agreed=False, day=1)

    calls = calls_of(lambda: note_all("1", "2"), monkeypatch)

    assert set(calls) == {"GetItem", "Query"}


@pytest.mark.parametrize("count", [1, 12])
def test_its_cost_is_the_same_after_many_orders(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, count + 1):
        buy(str(number), agreed=number % 2 == 0, day=number)
    buy("last", agreed=count % 2 == 1, day=20)

    assert len(calls_of(lambda: note_all("last"), monkeypatch)) <= 7
