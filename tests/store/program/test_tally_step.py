"""A count that is moved within its bounds: exact, whatever others count meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.errors import UnavailableError
from referrals.model.program.tally import Tally, TallyStep, advocate_subject
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.program.limit import Tallies
from referrals.store.table import CancelledError, transact
from referrals.wiring import clients, stores
from tests.oracle import oracle_account
from tests.world import NOW, a_program, an_advocate, an_order, hash_of, refer

ADA = advocate_subject("friends", "adv_ada")
STEP = TallyStep(ADA, "2026-11", "2026-11", 1, 500)


@pytest.fixture
def tallies(account: None) -> Tallies:
    """Ada brought one friend in October."""
    before = Tally(subject=ADA).with_grant("2026-10", month="2026-10", worth_minor=500)
    transact(clients.dynamo(), [stores.tallies().tally_action(before)])
    return stores.tallies()


def take(step: TallyStep) -> bool:
    try:
        transact(clients.dynamo(), [stores.tallies().add_action(step)])
    except CancelledError:
        return False
    return True


def test_a_step_counts_as_a_grant_does(tallies: Tallies) -> None:
    before = tallies.tally(ADA)

    assert take(STEP)
    assert take(STEP)

    both = before.with_grant("2026-11", month="2026-11", worth_minor=500)
    assert tallies.tally(ADA) == both.with_grant("2026-11", month="2026-11", worth_minor=500)


def test_whoever_read_its_version_sees_that_it_moved(tallies: Tallies) -> None:
    seen = tallies.tally(ADA)
    take(STEP)

    with pytest.raises(CancelledError):
        transact(clients.dynamo(), [tallies.tally_action(seen.with_grant("2026-11"))])


@pytest.mark.parametrize("bound", [{"most": 2}, {"most_ever": 3}, {"most_worth_minor": 1499}])
def test_no_step_goes_beyond_its_bound(tallies: Tallies, bound: dict[str, Any]) -> None:
    step = STEP._replace(**bound)

    assert [take(step) for _ in range(4)] == [True, True, False, False]


def test_a_count_that_has_no_room_for_it_is_refused(account: None) -> None:
    """Written before months were counted, or not there at all: its version settles it."""
    table = stores.tallies().table
    assert not take(STEP)
    place = {"account": f"tally#{ADA}", "entry": "tally"}
    table.put({**place, "subject": ADA, "version": 1, "lifetime": 1, "periods": {}})

    assert not take(STEP)


def test_a_renewal_counts_its_worth_and_no_friend(tallies: Tallies) -> None:
    assert take(STEP._replace(friends=0, most_worth_minor=500))

    after = tallies.tally(ADA)
    assert (after.lifetime, after.periods["2026-11"], after.worths["2026-11"]) == (1, 0, 500)


@pytest.fixture
def real_tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whose transactions meet each other as on AWS."""
    with oracle_account(monkeypatch):
        yield


def settle(key: str) -> str:
    for _ in range(60):
        try:
            decision = settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
        except UnavailableError:
            continue
        assert decision
        return decision.reason
    raise AssertionError(f"{key} was never decided on")


@pytest.mark.parametrize(
    ("limits", "advocates", "granted", "reason"),
    [
        ({"per_advocate": {"count": 5, "every": "month"}}, 1, 5, "advocate_limit"),
        ({"per_advocate": {"at_most_minor": 2400, "every": "month"}}, 1, 4, "advocate_worth"),
        ({"per_day": 7}, 12, 7, "day_limit"),
    ],
)
def test_limits_hold_exactly_however_many_come_at_once(
    real_tables: None, limits: dict[str, Any], advocates: int, granted: int, reason: str
) -> None:
    stores.programs().add(a_program(limits=limits))
    for number in range(advocates):
        stores.people().add(an_advocate(f"adv{number}@example.com", f"adv_{number}"))
    keys = [
        refer(
            an_order(customer_hash=hash_of(f"friend{number}@example.com")),
            order_id=str(number),
            friend_id=f"fri_{number}",
            advocate_id=f"adv_{number % advocates}",
        )
        for number in range(12)
    ]

    with ThreadPoolExecutor(6) as pool:
        reasons = list(pool.map(settle, keys))

    assert reasons.count("all_checks_passed") == granted
    assert {*reasons} == {"all_checks_passed", reason}
