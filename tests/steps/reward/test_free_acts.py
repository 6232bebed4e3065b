"""Sign-ups and trials on real tables: what they earn, and what is paid after a trial."""

from referrals.model.reward.grant import GrantStatus
from referrals.wiring import stores
from tests.corrector import has, sound
from tests.subscriber import (
    CREDIT,
    POINTS,
    SubscriberBooks,
    cancellation,
    first_order,
    open_shop,
    renewal,
    signup,
    trial,
)
from tests.world import a_key

OFFERS = [{"name": "free", "advocate": CREDIT, "friend": POINTS}]


def open_books(on: str, months: int = 12) -> SubscriberBooks:
    open_shop(qualifies={"on": on, "months": months}, offers=OFFERS, hold_days=14)
    return SubscriberBooks()


def test_a_sign_up_earns_both_sides_once(account: None) -> None:
    books = open_books("signup")

    books.tell("signup-7", signup())
    books.tell("signup-7", signup())

    assert has("adv_ada") == 200
    assert books.reason("signup-7") == "all_checks_passed"
    assert sound()


def test_a_sign_up_that_is_taken_back_earns_nothing(account: None) -> None:
    books = open_books("signup")
    books.tell("signup-7", signup())

    books.tell("signup-7", cancellation())

    assert has("adv_ada") == 0
    grant = stores.grants().get(str(a_key("signup-7", "signed")))
    assert grant.status is GrantStatus.REVERSED


def test_a_sign_up_is_nothing_where_orders_are_rewarded(account: None) -> None:
    books = open_books("first_purchase")

    books.tell("signup-7", signup())

    assert books.referral("signup-7") is None


def test_an_order_after_a_sign_up_earns_no_second_reward(account: None) -> None:
    books = open_books("signup")
    books.tell("signup-7", signup())

    books.tell("1", first_order())

    assert has("adv_ada") == 200
    assert books.reason("1") == "other_act"


def test_a_trial_earns_where_trials_are_rewarded(account: None) -> None:
    books = open_books("trial")

    books.tell("1", trial())

    assert (books.reason("1"), has("adv_ada")) == ("all_checks_passed", 200)


def test_the_first_payment_after_a_trial_is_the_first_purchase(account: None) -> None:
    books = open_books("first_purchase")
    books.tell("1", trial())

    books.tell("r1", renewal(1))
    books.tell("r2", renewal(2))

    assert (books.reason("1"), books.given("r1")) == ("other_act", 200)
    assert books.given("r2") == 0


def test_months_count_from_the_first_payment_after_a_trial(account: None) -> None:
    books = open_books("renewal", months=1)
    books.tell("1", trial())

    for month in (2, 3, 4):
        books.tell(f"r{month}", renewal(month))

    assert books.reason("r2") == "other_act"
    assert [books.given(f"r{month}") for month in (3, 4)] == [200, 0]
