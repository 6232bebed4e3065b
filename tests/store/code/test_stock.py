"""Codes in stock: each once, findable while free, taken by one transaction."""

import pytest

from referrals.store.code.stock import FreeCode, Stock
from referrals.store.table import CancelledError, transact
from referrals.wiring import stores
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")
POOL = "two-for-joy/friend/0f0f0f0f"


def filled(*codes: str) -> Stock:
    stock = stores.stock()
    stock.add("friends", POOL, codes, NOW)
    return stock


def test_a_code_is_added_once_whatever_its_case() -> None:
    stock = filled("Spring-1", "Spring-2")

    assert stock.add("friends", POOL, ["SPRING-1", "spring-3"], NOW) == {"spring-3"}
    assert stock.count_free("friends", POOL, 100) == 3


def test_more_codes_than_one_transaction_takes_are_added() -> None:
    stock = stores.stock()
    codes = [f"CODE-{number}" for number in range(95)]

    assert len(stock.add("friends", POOL, codes, NOW)) == 95
    assert stock.count_free("friends", POOL, 1000) == 95
    assert stock.count_free("friends", POOL, 10) == 10


def test_a_taken_code_is_free_for_nobody_else() -> None:
    stock = filled("Spring-1")
    (free,) = stock.free("friends", POOL, "reward-1")
    assert free == FreeCode("friends", POOL, "Spring-1")
    transact(stock.table.dynamo, stock.take_actions(free, "reward-1"))

    assert list(stock.free("friends", POOL, "reward-2")) == []
    with pytest.raises(CancelledError):
        transact(stock.table.dynamo, stock.take_actions(free, "reward-2"))


def test_a_taken_code_is_not_added_again() -> None:
    stock = filled("Spring-1")
    (free,) = stock.free("friends", POOL, "reward-1")
    transact(stock.table.dynamo, stock.take_actions(free, "reward-1"))

    assert stock.add("friends", POOL, ["spring-1"], NOW) == set()
    assert stock.count_free("friends", POOL, 9) == 0


def test_takers_begin_at_different_codes() -> None:
    stock = filled(*(f"CODE-{number}" for number in range(64)))

    first = {next(stock.free("friends", POOL, f"reward-{n}")).code for n in range(40)}

    assert len(first) > 15


def test_pools_are_apart_and_known_by_their_imports() -> None:
    stock = filled("Spring-1")
    stock.note_import("friends", POOL, 1)
    stock.note_import("friends", POOL, 2)

    (pool,) = stock.pools("friends")

    assert (pool.name, pool.imports, pool.codes) == (POOL, 2, 3)
    assert stock.count_free("friends", "another/friend/0", 9) == 0
    assert stock.pools("others") == []


def test_one_code_pays_for_one_promise() -> None:
    stock = filled("Spring-1")

    assert stock.add("friends", "another/friend/0", ["SPRING-1", "Spring-2"], NOW) == {"spring-2"}
    assert stock.count_free("friends", "another/friend/0", 9) == 1
    assert stock.add("others", POOL, ["Spring-1"], NOW) == {"spring-1"}
