"""Addresses that said they are gone: closed by one answer, opened by a person or a new address."""

from referrals.wiring import stores
from tests.world import NOW

HOOK = "https://hooks.shop.example/goodword"


def test_an_address_is_open_until_it_says_otherwise(account: None) -> None:
    endpoints = stores.endpoints()
    assert not endpoints.is_gone("friends", HOOK)

    endpoints.close("friends", HOOK, NOW)

    assert endpoints.is_gone("friends", HOOK)
    assert not endpoints.is_gone("friends", "https://hooks.shop.example/new")
    assert not endpoints.is_gone("others", HOOK)


def test_a_person_opens_an_address_again(account: None) -> None:
    endpoints = stores.endpoints()
    endpoints.close("friends", HOOK, NOW)

    endpoints.open("friends")

    assert not endpoints.is_gone("friends", HOOK)
