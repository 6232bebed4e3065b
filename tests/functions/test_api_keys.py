"""Keys at the API's door: their end, and the day of their last use."""

from datetime import timedelta

import pytest

from referrals.model.session.api_key import Scope, describe_key, key_hash
from referrals.wiring import clients, clock, stores
from tests.caller import a_shop_with_a_key, body_of, call_api
from tests.world import NOW

TEXT = "gw_test_" + "e" * 52
SHOWN = {"authorization": f"Bearer {TEXT}"}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def a_key_that_ends(days: int) -> None:
    ends = clock.now().date() + timedelta(days=days)
    key = describe_key(
        TEXT, "tests", (Scope.PROGRAMS_READ,), now=NOW, random=bytes(10), expires_on=ends
    )
    stores.sessions().add_key(key_hash(TEXT), key)


def test_a_key_works_until_the_day_of_its_end() -> None:
    a_key_that_ends(1)

    assert call_api("read_program", SHOWN)["statusCode"] == 200


def test_a_key_that_is_over_is_like_none() -> None:
    a_key_that_ends(0)

    answer = call_api("read_program", SHOWN)

    assert (answer["statusCode"], body_of(answer)["code"]) == (401, "unknown_key")


def test_the_day_of_its_last_use_is_kept_with_one_write() -> None:
    a_key_that_ends(1)
    for _ in range(3):
        call_api("read_program", SHOWN)

    key = stores.sessions().find_key(key_hash(TEXT))

    assert key
    assert key.last_used_on == clock.now().date()


def test_a_key_made_up_leaves_nothing_behind() -> None:
    call_api("read_program", SHOWN)

    assert [i for i in clients.table("sessions").scan() if key_hash(TEXT) in i["token_hash"]] == []
