"""Goodwill: once a reference, bounded, booked as what it is, and told to its person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import audit as audit_desk
from referrals.desks import goodwill as goodwill_desk
from referrals.model.delivery.outbox import Channel
from referrals.model.goodwill.goodwill import GoodwillTooLargeError, GoodwillTooOftenError
from referrals.model.redemption.redemption import ReferenceReusedError, UnknownAssetError
from referrals.model.reward.ledger import EntryKind, Part, person_account
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.goodwill.give_goodwill import GoodwillResult, GoodwillWish, give_goodwill
from referrals.store.people.person import PersonNotFoundError
from referrals.wiring import clients, stores
from tests.credit import has
from tests.world import NOW, a_program, store_program

LIMIT = {"most_minor": 1000, "most_points": 50, "a_year": 3}
RULES: dict[str, Any] = {"limits": {"goodwill": LIMIT}, "expiry": {"credit_days": 60}}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(webhook_url="https://shop.example/goodword", **RULES))


def give(amount: int = 500, reference: str = "ticket-1", **changes: Any) -> GoodwillResult:
    fields = {"program_id": "friends", "person_id": "adv_ada", "asset": "EUR"}
    said = {"reason": "the parcel came late", "made_by": "eve"}
    now = changes.pop("now", NOW)
    wish = GoodwillWish(**{**fields, **said, "amount": amount, "reference": reference, **changes})
    return give_goodwill(wish, goodwill_desk.goodwill(), now=now)


def items() -> list[Any]:
    return sorted(clients.table("outbox").scan(), key=lambda item: str(item["channel"]))


def test_it_is_theirs_at_once_as_a_kind_of_its_own() -> None:
    made = give()

    account = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
    [line] = stores.ledger().entries(account, 1)
    assert has() == 500
    assert (line.kind, line.cause) == (EntryKind.GOODWILL, made.gesture.goodwill_id)
    assert audit_full_ledger(audit_desk.audits(), now=NOW).sound


def test_the_same_reference_gives_nothing_twice() -> None:
    first, second = give(), give(reason="asked again", now=NOW + timedelta(days=900))

    assert (first.new, second.new, has()) == (True, False, 500)
    assert second.gesture == first.gesture


def test_a_reference_stays_with_what_it_named() -> None:
    give()

    with pytest.raises(ReferenceReusedError):
        give(amount=400)
    assert has() == 500


@pytest.mark.parametrize(("asset", "amount"), [("EUR", 1001), ("points", 51)])
def test_more_than_the_program_allows_is_refused(asset: str, amount: int) -> None:
    with pytest.raises(GoodwillTooLargeError):
        give(amount, asset=asset)
    assert (has(), items()) == (0, [])


def test_a_person_has_only_so_many_a_year() -> None:
    for number in range(3):
        give(reference=f"ticket-{number}")

    with pytest.raises(GoodwillTooOftenError):
        give(reference="ticket-4")

    assert give(reference="ticket-2").new is False
    assert give(reference="next-year", now=NOW + timedelta(days=60)).new
    assert has() == 2000


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"person_id": "adv_nobody"}, PersonNotFoundError), ({"asset": "USD"}, UnknownAssetError)],
)
def test_nobody_and_nothing_known_is_refused(
    changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        give(**changes)


def test_its_person_is_written_to_without_the_reason() -> None:
    give()

    letter, webhook = items()
    assert (letter["channel"], letter["person_id"]) == (Channel.EMAIL, "adv_ada")
    assert "parcel" not in str(letter)
    assert webhook["data"]["reason"] == "the parcel came late"


def test_it_ends_as_other_credit_does() -> None:
    give()

    balance = stores.ledger().balance(person_account("adv_ada", "friends", "EUR", Part.AVAILABLE))
    assert [lot.amount for lot in balance.lots] == [500]
    assert "ends_at" in items()[0]["data"]


def test_many_copies_at_once_give_one() -> None:
    with ThreadPoolExecutor(8) as pool:
        made: list[GoodwillResult] = list(pool.map(lambda _: give(), range(8)))

    assert sum(each.new for each in made) == 1
    assert has() == 500
