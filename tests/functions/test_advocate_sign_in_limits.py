"""How often links may be asked for: with one address, from one network, and in all."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.advocate.app import handler
from referrals.model.session.sign_in import MOST_A_DAY, MOST_A_WINDOW, MOST_OF_NETWORK
from referrals.steps.session import ask_sign_in
from referrals.wiring import stores
from tests.advocate import event
from tests.letters import stop_clock
from tests.mailed_link import ask
from tests.world import NOW, a_program

QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def pass_time(account: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    stores.programs().add(a_program())
    return stop_clock(monkeypatch, NOW)


def test_an_address_gets_three_links_in_a_quarter_of_an_hour(
    pass_time: Callable[[timedelta], None],
) -> None:
    told = [ask()["statusCode"] for _ in range(MOST_A_WINDOW + 1)]

    assert told == [200] * MOST_A_WINDOW + [429]
    again = ask("Ada+spelled@EXAMPLE.com")
    assert (again["statusCode"], again["headers"]["retry-after"]) == (429, "900")
    assert ask("ben@example.com")["statusCode"] == 200
    pass_time(QUARTER)
    assert ask()["statusCode"] == 200


def test_an_address_gets_ten_links_a_day(pass_time: Callable[[timedelta], None]) -> None:
    told = []
    for _ in range(MOST_A_DAY + 1):
        told.append(ask()["statusCode"])
        pass_time(QUARTER)

    assert told == [200] * MOST_A_DAY + [429]
    pass_time(timedelta(days=1))
    assert ask()["statusCode"] == 200


def test_one_network_does_not_try_addresses_by_the_hundred() -> None:
    told = [ask(f"person{n}@example.com")["statusCode"] for n in range(MOST_OF_NETWORK + 1)]

    assert told == [200] * MOST_OF_NETWORK + [429]
    elsewhere = event("sign_in", {"email": "ada@example.com"})
    elsewhere["requestContext"]["http"]["sourceIp"] = "203.0.113.9"
    assert handler(elsewhere, None)["statusCode"] == 200


def test_no_flood_of_networks_makes_letters_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask_sign_in, "MOST_IN_ALL", 2)

    def ask_from(network: str) -> int:
        asking = event("sign_in", {"email": f"{network}@example.com"})
        asking["requestContext"]["http"]["sourceIp"] = network
        return int(handler(asking, None)["statusCode"])

    assert [ask_from(f"203.0.113.{n}") for n in range(3)] == [200, 200, 429]
