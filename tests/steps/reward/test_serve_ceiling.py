"""Who was cut by the ceiling stands in line, and leaves it once it has all."""

from referrals.desks import reward as reward_desk
from referrals.model.reward.posting import homes_of
from referrals.model.reward.settlement import settle
from referrals.steps.reward.gather_reward import gather_reward
from referrals.steps.reward.serve_ceiling import ceiling_changes
from referrals.wiring import stores
from tests.subscriber import (
    RENEWAL,
    SubscriberBooks,
    cancellation,
    first_order,
    open_shop,
    renewal,
)
from tests.world import NOW


def line(books: SubscriberBooks) -> list[str]:
    first = books.referral("r1")
    assert first
    places = stores.tallies().line(f"friends#renewals#{first.friend_id}", 10)
    return [place.key.rpartition("#")[2] for place in places]


def test_whoever_is_cut_waits_and_leaves(account: None) -> None:
    open_shop(**{**RENEWAL, "qualifies": {"on": "renewal", "ceiling_minor": 300}})
    books = SubscriberBooks()
    books.tell("1", first_order())
    for month in (1, 2, 3):
        books.tell(f"r{month}", renewal(month))
    assert line(books) == ["r2", "r3"]

    books.tell("r1", cancellation())

    assert line(books) == ["r3"]
    assert (books.given("r2"), books.given("r3")) == (200, 100)


def test_who_waits_already_is_not_written_again(account: None) -> None:
    open_shop(**{**RENEWAL, "qualifies": {"on": "renewal", "ceiling_minor": 100}})
    books = SubscriberBooks()
    books.tell("1", first_order())
    books.tell("r1", renewal(1))
    cut = books.referral("r1")
    assert cut
    grant, desk = stores.grants().get(cut.key), reward_desk.books()
    question = gather_reward(cut, grant, desk.programs, desk.tallies)
    settlement = settle(question, desk.ledger.balances(homes_of(grant)), NOW)

    assert question.cut_minor == 100
    assert list(ceiling_changes(settlement, question, reward_desk.orders(), desk)) == []
