"""Customers from before: kept by hash and day, and nobody new to the programs they are known in."""

from datetime import date, datetime
from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import customer as customer_desk
from referrals.model.order.conversion import Signals
from referrals.model.people.person import Role
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.people.import_customers import (
    CustomerRow,
    ImportCounts,
    RowFault,
    import_customers,
)
from referrals.wiring import stores
from tests.world import NOW, a_key, a_program, an_order, hash_of, store_program

pytestmark = pytest.mark.usefixtures("account")
TODAY = NOW.date()
BEN = "ben@example.com"
BY_CODE = Signals(ref_codes=("ada-bakes",))


def keep(*rows: CustomerRow | RowFault | None) -> ImportCounts:
    return import_customers("friends", rows, customer_desk.customers(), today=TODAY)


def row(day: str, email: str = BEN, line: int = 2) -> CustomerRow:
    return CustomerRow(line, email, date.fromisoformat(day))


def day_of(email: str = BEN) -> date | None:
    return stores.former_customers().first_order_on("friends", hash_of(email))


def attribute(**changes: Any) -> tuple[str, bool]:
    store_program(a_program(**changes.pop("program", {})))
    stores.conversions().record(a_key(), an_order(signals=BY_CODE, **changes), body="sha", at=NOW)
    referral = attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
    assert referral
    return referral.attribution.reason, referral.figures.first_order


@pytest.mark.parametrize("days", [("2024-05-01", "2023-01-02"), ("2023-01-02", "2024-05-01")])
def test_of_several_days_the_earliest_stays(days: tuple[str, str]) -> None:
    for day in days:
        keep(row(day))

    assert day_of() == date(2023, 1, 2)


def test_all_spellings_of_a_mailbox_are_one_customer() -> None:
    counts = keep(row("2024-05-01", "Ben+shop@Example.com"), row("2023-01-02"))

    assert (counts.added, day_of()) == (1, date(2023, 1, 2))


def test_a_repeat_finds_everybody_known() -> None:
    keep(row("2024-05-01"))

    again = keep(row("2024-05-01"))

    assert (again.added, again.known) == (0, 1)


def test_what_cannot_be_read_is_told_by_its_line_alone() -> None:
    counts = keep(
        row("2024-05-01", "no address", line=2),
        row("2026-11-23", line=3),
        RowFault(4, "its day is none"),
        None,
        row("2024-05-01", line=6),
    )

    assert [fault.line for fault in counts.faults] == [2, 3, 4]
    assert (counts.added, counts.skipped, counts.refused) == (1, 1, 3)
    assert not any("no address" in fault.message for fault in counts.faults)


def test_nobody_becomes_a_person_by_it() -> None:
    keep(row("2024-05-01"))

    assert stores.people().find_by_hash(Role.FRIEND, hash_of(BEN)) is None
    assert not list(stores.conversions().of_customer("friends", hash_of(BEN), NOW))


def test_somebody_who_came_before_is_no_new_customer() -> None:
    keep(row("2024-05-01"))

    assert attribute() == ("existing_customer", False)


def test_a_stranger_to_the_file_is_new() -> None:
    keep(row("2024-05-01", "eve@example.com"))

    assert attribute() == ("last_valid_code", True)


def test_a_first_order_of_the_same_day_is_this_one() -> None:
    keep(row("2026-11-22"))

    assert attribute() == ("last_valid_code", True)


def test_the_day_is_that_of_the_program_s_calendar() -> None:
    keep(row("2026-11-22"))
    after_midnight = datetime.fromisoformat("2026-11-22T23:30:00+00:00")

    assert attribute(occurred_at=after_midnight, program={"time_zone": "Europe/Berlin"}) == (
        "existing_customer",
        False,
    )


def test_another_program_knows_nothing_of_it() -> None:
    import_customers("others", [row("2024-05-01")], customer_desk.customers(), today=TODAY)

    assert attribute() == ("last_valid_code", True)
