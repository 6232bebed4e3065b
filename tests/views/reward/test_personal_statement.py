"""A statement in words: what came, went, waits and ends, page by page at one cost."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from referrals.desks import redemption as redemption_desk
from referrals.desks import reward as reward_desk
from referrals.model.reward.ledger import (
    EntryKind,
    Part,
    Posting,
    person_account,
    program_account,
)
from referrals.model.words.wording import languages, wording
from referrals.steps.redemption.release_redemption import release_redemption
from referrals.steps.redemption.settle_redemption import capture_redemption
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.views.reward.personal_statement import (
    PersonalLine,
    PersonalStatement,
    Places,
    StatementQuestion,
    personal_statement,
)
from referrals.wiring import stores
from tests.credit import credit, reserve
from tests.world import NOW, a_program, an_advocate, an_order, hash_of, refer, store_program

pytestmark = pytest.mark.usefixtures("account")
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())


def question(tag: str = "en", asset: str = "EUR", now: datetime = LATER) -> StatementQuestion:
    rules = stores.programs().get("friends").rules
    return StatementQuestion(an_advocate(), asset, rules, wording(tag), now)


def statement(tag: str = "en", asset: str = "EUR", now: datetime = LATER) -> PersonalStatement:
    books = stores.ledger(), stores.grants()
    return personal_statement(question(tag, asset, now), *books, limit=100, places={})[0]


def earn(number: int = 1) -> None:
    order = an_order(customer_hash=hash_of(f"friend{number}@example.com"))
    key = refer(order, order_id=str(number), friend_id=f"fri_{number}")
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)


def pages(limit: int) -> Iterator[tuple[PersonalLine, ...]]:
    places: Places | None = {}
    while places is not None:
        books = stores.ledger(), stores.grants()
        page, places = personal_statement(question(), *books, limit=limit, places=places)
        yield page.lines


def test_what_waits_says_until_when() -> None:
    earn()

    told = statement()

    assert (told.available, told.pending) == (0, 500)
    assert [each.words for each in told.waits] == [
        "Waits until 6 December 2026, in case the order is sent back: €5.00."
    ]
    assert [each.words for each in told.lines] == [
        "22 November 2026: €5.00 came. Earned by a good word."
    ]


def test_what_waits_of_many_orders_is_told_of_ten() -> None:
    for number in range(12):
        earn(number)

    told = statement()

    assert [each.amount for each in told.waits] == [500] * 10 + [1000]
    assert told.waits[-1].words == "Waits, of other orders: €10.00."


def test_a_hold_that_is_over_waits_for_a_last_look() -> None:
    earn()

    [waiting] = statement(now=NOW + timedelta(days=15)).waits

    assert waiting.words == "Waits for a last look at the order: €5.00."


def test_what_went_through_two_accounts_is_one_line() -> None:
    earn()
    release_holds(reward_desk.books(), now=NOW + timedelta(days=14))
    desk = redemption_desk.redemptions()
    capture_redemption(reserve(200).redemption_id, 150, desk, now=NOW)

    movements = [(each.movement.value, each.kind.value, each.amount) for each in statement().lines]

    assert sorted(movements) == [
        ("came", "grant", 500),
        ("moved", "release", 500),
        ("moved", "reserve", 200),
        ("moved", "return", 50),
        ("went", "spend", 150),
    ]


def test_what_is_reserved_is_told_apart() -> None:
    credit()
    reserve(200)

    assert statement().holds == ("Yours to use: €3.00.", "Reserved for a purchase: €2.00.")


def test_what_ends_says_its_last_day() -> None:
    credit(300, ends_at=NOW + timedelta(days=60))
    credit(200)

    told = statement()

    assert [(each.amount, each.words) for each in told.ends] == [
        (300, "Use it by 21 January 2027, its last day: €3.00.")
    ]


def test_what_has_ended_is_not_to_be_used() -> None:
    credit(300, ends_at=NOW + timedelta(hours=1))

    told = statement()

    assert (told.available, told.ends) == (0, ())


def test_points_are_counted() -> None:
    credit(20, "points")

    assert statement(asset="points").holds == ("Yours to use: 20 points.",)


def test_somebody_new_has_nothing_yet() -> None:
    told = statement()

    assert (told.holds, told.waits, told.lines) == (("Yours to use: €0.00.",), (), ())


def test_pages_together_tell_each_line_once() -> None:
    earn()
    credit(700)
    for number in range(6):
        made = reserve(100, f"till-{number}")
        release_redemption(made.redemption_id, redemption_desk.redemptions(), now=LATER)

    told = [line for page in pages(3) for line in page]

    assert len(told) == len(statement().lines) == 14
    assert {(each.kind, each.cause) for each in told} == {
        (each.kind, each.cause) for each in statement().lines
    }


@pytest.mark.parametrize("tag", languages())
def test_every_sentence_is_there_in_every_language(tag: str) -> None:
    earn()
    credit(300, ends_at=NOW + timedelta(days=60))
    reserve(200)

    told = statement(tag)

    parts = (each.words for each in told.waits), (each.words for each in told.lines)
    sentences = [*told.holds, *parts[0], *parts[1]]
    assert len(sentences) == len(set(sentences)) == 7
    assert not any("{" in sentence for sentence in sentences)


def test_a_page_costs_the_same_however_many_lines_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cost(lines: int) -> tuple[int, int]:
        fill(lines)
        asked = question()
        requests: list[str] = []
        dynamo = stores.ledger().table.dynamo
        call = type(dynamo).call

        def counted(this: object, operation: str, request: dict[str, object]) -> object:
            requests.append(operation)
            return call(dynamo, operation, request)

        with monkeypatch.context() as patch:
            patch.setattr(type(dynamo), "call", counted)
            page = personal_statement(asked, stores.ledger(), stores.grants(), limit=50, places={})[
                0
            ]
        return len(requests), len(page.lines)

    assert cost(60) == cost(600) == (2, 50)


def fill(lines: int) -> None:
    """So many small credits, as their lines lie in the table."""
    giver = program_account("friends", "EUR", 0)
    taker = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
    postings = [Posting(giver, taker, 1, EntryKind.GRANT, "friends#shopify#1")] * lines
    books = reward_desk.books()
    for start in range(0, lines, 20):
        batch = postings[start : start + 20]
        assert not books.commit(books.lines(batch, NOW))
