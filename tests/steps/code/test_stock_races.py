"""Many at once at one stock, on AWS's own DynamoDB Local: no code for two, no two for one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.desks import reward as reward_desk
from referrals.model.delivery.delivery import Done
from referrals.model.errors import UnavailableError
from referrals.steps.code.import_codes import import_codes, pool_for
from referrals.steps.code.watch_stock import stock_levels
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.oracle import oracle_account
from tests.world import NOW, a_program, an_order, hash_of, refer


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with oracle_account(monkeypatch):
        rules = {"hold_days": 0, "codes_by": "stock", "limits": {}}
        stores.programs().add(a_program(**rules))
        yield


def bring(number: int) -> None:
    rules = stores.programs().get("friends").rules
    pool = pool_for(rules, offer=rules.offers[0].name, side="friend", milestone=None)
    raw = "\n".join(f"SPRING-{each}" for each in range(number)).encode()
    import_codes(raw, pool, "friends", stock=stores.stock(), outbox=stores.outbox(), now=NOW)


def left() -> int:
    levels = stock_levels(stores.programs().get("friends").rules, stores.stock())
    return sum(level.free for level in levels)


def reward(number: int) -> str:
    order = an_order(customer_hash=hash_of(f"friend{number}@example.com"))
    key = refer(order, order_id=str(number), friend_id=f"fri_{number}")
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    return key


def give(key: str) -> str:
    """As often as the outbox would."""
    desk = delivery_desk.handover()
    for _ in range(50):
        item = stores.outbox().get(f"{key}#reward-friend")
        try:
            outcome = fulfil_reward(item, desk, now=NOW)
        except UnavailableError:
            continue
        if isinstance(outcome, Done):
            return outcome.reference
    raise AssertionError("no code after fifty tries")


def test_rewards_at_once_take_different_codes() -> None:
    bring(12)
    keys = [reward(number) for number in range(10)]

    with ThreadPoolExecutor(10) as pool:
        codes = list(pool.map(give, keys))

    assert len(set(codes)) == 10
    assert left() == 2


def test_tries_at_one_reward_take_one_code() -> None:
    bring(8)
    key = reward(1)

    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(give, [key] * 8))

    assert codes == {stores.grants().get(key).side("friend").code}
    assert left() == 7
