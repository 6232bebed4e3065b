"""Links in memory: fresh for half a minute, bounded, and older while the table is away."""

import pytest

from awswire.dynamo import AwsError
from referrals.model.errors import UnavailableError
from referrals.store.link import memory as link_memory
from referrals.store.link.link import Links
from referrals.store.link.memory import LinkMemory
from referrals.store.table import Table
from referrals.wiring import stores
from tests.world import a_link


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Away:
    """A DynamoDB that answers nothing but "too busy"."""

    def call(self, operation: str, request: object) -> dict[str, object]:
        raise AwsError("ThrottlingException", f"too busy for {operation} of {request}")


def test_a_link_is_remembered_for_half_a_minute(account: None) -> None:
    clock = Clock()
    memory = LinkMemory(stores.links(), clock)
    stores.links().create(a_link())
    memory.find("ada-bakes")
    stores.links().change("ada-bakes", offer="new")

    clock.now += 29
    before = memory.find("ada-bakes")
    clock.now += 1
    after = memory.find("ada-bakes")

    assert [link and link.offer for link in (before, after)] == ["", "new"]


def test_an_absent_code_is_looked_up_again_soon(account: None) -> None:
    clock = Clock()
    memory = LinkMemory(stores.links(), clock)
    memory.find("ada-bakes")
    stores.links().create(a_link())

    clock.now += 4
    before = memory.find("ada-bakes")
    clock.now += 1

    assert before is None
    assert memory.find("ada-bakes") == a_link()


def test_an_old_link_is_better_than_none(account: None) -> None:
    clock = Clock()
    away = Links(Table(Away(), "LinksTable"))
    memory = LinkMemory(away, clock)
    memory.known["ada-bakes"] = (clock.now - 1, a_link())

    assert memory.find("ada-bakes") == a_link()
    with pytest.raises(UnavailableError):
        memory.find("never-seen")


def test_made_up_codes_push_no_real_one_out(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_memory, "MOST_CODES", 3)
    memory = LinkMemory(stores.links(), Clock())
    stores.links().create(a_link())
    memory.find("ada-bakes")

    for number in range(10):
        memory.find(f"made-up-{number}")

    assert list(memory.known) == ["ada-bakes"]
    assert list(memory.absent) == ["made-up-7", "made-up-8", "made-up-9"]
