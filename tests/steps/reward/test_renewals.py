"""Renewals on real tables: whose they are, how long they count, and what they bring at most."""

import pytest

from tests.corrector import has, sound
from tests.subscriber import (
    CREDIT,
    GIFT,
    RENEWAL,
    SubscriberBooks,
    cancellation,
    first_order,
    open_shop,
    refund,
    renewal,
)


@pytest.fixture
def books(account: None) -> SubscriberBooks:
    open_shop(**RENEWAL)
    return SubscriberBooks()


def a_year(books: SubscriberBooks, months: int) -> None:
    books.tell("1", first_order())
    for month in range(1, months + 1):
        books.tell(f"r{month}", renewal(month))


def test_a_renewal_is_that_of_who_brought_the_first_order(books: SubscriberBooks) -> None:
    a_year(books, 1)

    found = books.referral("r1")

    assert found
    assert found.attribution.advocate_id == "adv_ada"
    assert found.attribution.reason == "same_as_first_order"
    assert (books.reason("1"), books.given("1")) == ("other_act", 0)
    assert (books.reason("r1"), books.given("r1")) == ("all_checks_passed", 200)
    assert sound()


def test_the_last_one_is_cut_to_what_the_ceiling_leaves(account: None) -> None:
    open_shop(**{**RENEWAL, "qualifies": {"on": "renewal", "ceiling_minor": 500}})
    books = SubscriberBooks()

    a_year(books, 4)

    assert [books.given(f"r{month}") for month in range(1, 5)] == [200, 200, 100, 0]
    assert books.reason("r4") == "ceiling_reached"
    assert has("adv_ada") == 500


def test_none_counts_after_the_months_are_over(account: None) -> None:
    open_shop(**{**RENEWAL, "qualifies": {"on": "renewal", "months": 2}})
    books = SubscriberBooks()

    a_year(books, 3)

    assert [books.given(f"r{month}") for month in range(1, 4)] == [200, 0, 0]
    assert books.reason("r3") == "months_over"


def test_what_goes_back_makes_room_for_who_came_too_late(account: None) -> None:
    open_shop(**{**RENEWAL, "qualifies": {"on": "renewal", "ceiling_minor": 500}})
    books = SubscriberBooks()
    a_year(books, 4)

    books.tell("r1", refund())

    assert [books.given(f"r{month}") for month in range(1, 5)] == [0, 200, 200, 100]
    assert has("adv_ada") == 500
    assert sound()


def test_a_renewal_that_came_first_waits_for_its_beginning(books: SubscriberBooks) -> None:
    books.tell("r1", renewal(1))

    assert books.referral("r1")
    assert has("adv_ada") == 0

    books.tell("1", first_order())

    assert books.given("r1") == 200


def test_a_later_correction_takes_every_renewal_along(books: SubscriberBooks) -> None:
    a_year(books, 3)

    books.correct("1", "cleos")

    assert (has("adv_ada"), has("adv_cleo")) == (0, 600)
    assert sound()

    books.correct("1", "")

    assert (has("adv_ada"), has("adv_cleo")) == (0, 0)
    assert books.reason("r2") == "corrected_to_nobody"


def test_a_renewal_that_was_corrected_itself_stays_so(books: SubscriberBooks) -> None:
    a_year(books, 2)
    books.correct("r1", "cleos")

    books.correct("1", "")

    assert (has("adv_ada"), has("adv_cleo")) == (0, 200)


def test_a_renewal_that_is_called_off_gives_its_share_back(books: SubscriberBooks) -> None:
    a_year(books, 2)

    books.tell("r1", cancellation())

    assert (books.given("r1"), books.given("r2")) == (0, 200)
    assert books.reason("r1") == "cancelled"


def test_the_friend_has_a_part_where_one_is_named(books: SubscriberBooks) -> None:
    a_year(books, 2)

    assert [side.role for side in books.sides("r2")] == ["advocate", "friend"]


def test_a_gift_on_the_first_bill_is_not_given_again(account: None) -> None:
    offer = {"name": "monthly", "advocate": CREDIT, "friend": GIFT}
    open_shop(**{**RENEWAL, "offers": [offer]})
    books = SubscriberBooks()

    a_year(books, 1)

    assert [side.role for side in books.sides("r1")] == ["advocate"]


def test_renewals_come_on_top_of_what_a_first_order_brings(account: None) -> None:
    offer = {
        "name": "both",
        "advocate": {"kind": "store_credit", "amount_minor": 1000},
        "friend": {"kind": "points", "amount": 5},
        "renewal": {"advocate": {"kind": "store_credit", "percent": 20}},
    }
    qualifies = {"on": "first_purchase", "minimum_minor": 1000, "ceiling_minor": 300}
    open_shop(qualifies=qualifies, offers=[offer], hold_days=14)
    books = SubscriberBooks()

    books.tell("1", first_order())
    books.tell("r1", renewal(1, minor=900))
    books.tell("r2", renewal(2, minor=900))

    assert [books.given(each) for each in ("1", "r1", "r2")] == [1000, 180, 120]


def test_a_renewal_counts_for_no_milestone(account: None) -> None:
    milestone = {"at": 2, "reward": {"kind": "points", "amount": 99}}
    open_shop(**{**RENEWAL, "milestones": [milestone]})
    books = SubscriberBooks()

    a_year(books, 3)

    assert {side.role for side in books.sides("r3")} == {"advocate", "friend"}


def test_a_program_without_renewals_judges_them_as_before(account: None) -> None:
    open_shop(qualifies={"on": "first_purchase"}, hold_days=0)
    books = SubscriberBooks()

    a_year(books, 1)

    found = books.referral("r1")
    assert books.given("1")
    assert found
    assert found.attribution.reason == "no_signal"


def test_a_month_told_late_takes_nothing_from_a_later_one(account: None) -> None:
    open_shop(**{**RENEWAL, "qualifies": {"on": "renewal", "ceiling_minor": 500}})
    books = SubscriberBooks()
    books.tell("1", first_order())
    for month in (2, 3, 4):
        books.tell(f"r{month}", renewal(month))

    books.tell("r1", renewal(1))

    assert [books.given(f"r{month}") for month in range(1, 5)] == [0, 200, 200, 100]
