"""Reserving: never more than there is, the same reference once for ever, however many at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from awswire.dynamo import AwsError, Dynamo
from referrals.desks import audit as audit_desk
from referrals.desks import redemption as redemption_desk
from referrals.desks import reward as reward_desk
from referrals.model.errors import UnavailableError
from referrals.model.redemption.redemption import (
    NotEnoughError,
    RedemptionStatus,
    ReferenceReusedError,
    UnknownAssetError,
)
from referrals.model.reward.ledger import Part
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.redemption.reserve_value import reserve_value
from referrals.store.people.person import PersonNotFoundError
from referrals.store.table import Table
from referrals.wiring import clients
from tests.credit import a_wish, credit, has, reserve
from tests.steps.reward.turns import Orderly
from tests.world import NOW, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()
    credit(500)


def is_sound() -> bool:
    audit = audit_full_ledger(audit_desk.audits(), now=NOW + timedelta(days=1))
    return audit.sound and set(audit.sums.values()) == {0}


def test_what_is_reserved_is_no_longer_available() -> None:
    made = reserve(300)

    assert (has(), has(Part.RESERVED)) == (200, 300)
    assert made.ends_at == NOW + timedelta(minutes=30)
    assert is_sound()


def test_the_same_reference_reserves_once() -> None:
    first = reserve(300)
    again = reserve_value(a_wish(300), redemption_desk.redemptions(), now=NOW + timedelta(days=400))

    assert (again.redemption, again.new) == (first, False)
    assert has() == 200


def test_a_reference_names_one_redemption_for_ever() -> None:
    reserve(300)

    with pytest.raises(ReferenceReusedError, match="names another redemption, of 300 EUR"):
        reserve(200)


def test_nobody_reserves_more_than_they_have() -> None:
    with pytest.raises(NotEnoughError, match="500 of EUR are available, and 501 are wanted"):
        reserve(501)
    assert has() == 500


def test_what_is_spent_at_once_needs_no_capture() -> None:
    wish = replace(a_wish(500), immediate=True)

    made = reserve_value(wish, redemption_desk.redemptions(), now=NOW).redemption

    assert (made.status, made.captured) == (RedemptionStatus.CAPTURED, 500)
    assert (has(), has(Part.RESERVED), is_sound()) == (0, 0, True)


def test_a_program_keeps_its_own_currency_and_points() -> None:
    credit(90, "points")
    points = replace(a_wish(90), asset="points")
    reserve_value(points, redemption_desk.redemptions(), now=NOW)

    assert (has(asset="points"), has()) == (0, 500)
    with pytest.raises(UnknownAssetError, match="Use EUR or points"):
        reserve_value(
            replace(a_wish(reference="x"), asset="USD"), redemption_desk.redemptions(), now=NOW
        )


def test_nobody_redeems_for_a_stranger() -> None:
    wish = replace(a_wish(), person_id="adv_nobody")

    with pytest.raises(PersonNotFoundError):
        reserve_value(wish, redemption_desk.redemptions(), now=NOW)


def test_a_lapsed_reservation_makes_room_before_it_is_swept() -> None:
    reserve(500)

    reserve(500, "till-2", NOW + timedelta(minutes=30))

    assert (has(), has(Part.RESERVED), is_sound()) == (0, 500, True)


def test_fifty_at_once_never_reserve_more_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """moto breaks under threads; calls still interleave in any order."""
    orderly = Orderly(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: orderly)
    desk = redemption_desk.redemptions()

    def attempt(number: int) -> bool | None:
        try:
            return reserve_value(a_wish(30, f"till-{number}"), desk, now=NOW).new
        except NotEnoughError:
            return False
        except UnavailableError:
            return None

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(attempt, range(50)))
    # Whoever found the account busy asks again, as they are told to.
    outcomes = [attempt(n) if each is None else each for n, each in enumerate(outcomes)]

    assert outcomes.count(True) == 16
    assert (has(), has(Part.RESERVED)) == (20, 480)
    assert is_sound()


def test_fifty_of_one_reference_at_once_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    orderly = Orderly(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: orderly)
    desk = redemption_desk.redemptions()

    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: reserve_value(a_wish(300), desk, now=NOW), range(50)))

    assert [each.new for each in made].count(True) == 1
    assert (has(), has(Part.RESERVED)) == (200, 300)


def test_a_copy_that_was_overtaken_finds_what_the_other_made() -> None:
    desk = redemption_desk.redemptions()
    wire = OvertakenWire(clients.dynamo(), lambda: reserve(300))
    ledger = replace(desk.books.ledger, table=Table(wire, "LedgerTable"))

    made = reserve_value(
        a_wish(300), replace(desk, books=replace(desk.books, ledger=ledger)), now=NOW
    )

    assert (made.new, has(), has(Part.RESERVED)) == (False, 200, 300)


class OvertakenWire:
    """A wire on which something else is done before the first read."""

    def __init__(self, dynamo: Dynamo, meanwhile: Callable[[], object]) -> None:
        self.dynamo, self.meanwhile = dynamo, [meanwhile]

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        if self.meanwhile:
            self.meanwhile.pop()()
        return self.dynamo.call(operation, request)


def test_a_busy_account_is_said_to_be_busy() -> None:
    books = replace(reward_desk.books(), pause=lambda _: None)
    ledger = replace(books.ledger, table=Table(LateWire(clients.dynamo()), "LedgerTable"))
    desk = replace(redemption_desk.redemptions(), books=replace(books, ledger=ledger))

    with pytest.raises(UnavailableError, match="busy"):
        reserve_value(a_wish(), desk, now=NOW)


class LateWire:
    """A wire on which every transaction comes second."""

    def __init__(self, dynamo: Dynamo) -> None:
        self.dynamo = dynamo

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        if operation == "TransactWriteItems":
            codes = ["None", "ConditionalCheckFailed"]
            raise AwsError("TransactionCanceledException", "busy", codes)
        return self.dynamo.call(operation, request)
