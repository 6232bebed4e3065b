"""Addresses that said they are gone: closed by one answer, opened by a person or a new address."""

from datetime import timedelta

from referrals.store.delivery.endpoint import Endpoint
from referrals.wiring import stores
from tests.world import NOW

HOOK = "https://hooks.shop.example/goodword"


def test_an_address_is_open_until_it_says_otherwise(account: None) -> None:
    endpoints = stores.endpoints()
    assert not endpoints.find("friends", HOOK).gone

    endpoints.close("friends", HOOK, NOW)

    assert endpoints.find("friends", HOOK).gone
    assert not endpoints.find("friends", "https://hooks.shop.example/new").gone
    assert not endpoints.find("others", HOOK).gone


def test_a_person_opens_an_address_again(account: None) -> None:
    endpoints = stores.endpoints()
    endpoints.close("friends", HOOK, NOW)

    endpoints.open("friends")

    assert not endpoints.find("friends", HOOK).gone


def test_an_endpoint_that_fails_again_and_again_rests_longer_each_time(account: None) -> None:
    endpoints, rests = stores.endpoints(), []
    for _ in range(9):
        endpoints.note_failure(endpoints.find("friends", HOOK), NOW)
        until = endpoints.find("friends", HOOK).rests_until
        rests.append((until - NOW).seconds // 60 if until else 0)

    assert rests == [0, 0, 1, 2, 4, 8, 15, 15, 15]
    assert endpoints.find("friends", HOOK).rests(NOW)
    assert not endpoints.find("friends", HOOK).rests(NOW + timedelta(minutes=15))
    assert endpoints.find("friends", "https://new.example/hook") == Endpoint(
        "friends", "https://new.example/hook"
    )


def test_an_answer_ends_all_of_that_unless_the_endpoint_is_gone(account: None) -> None:
    endpoints = stores.endpoints()
    endpoints.note_failure(endpoints.find("friends", HOOK), NOW)

    endpoints.note_answer(endpoints.find("friends", HOOK))
    assert endpoints.find("friends", HOOK) == Endpoint("friends", HOOK)

    endpoints.close("friends", HOOK, NOW)
    endpoints.note_answer(endpoints.find("friends", HOOK))
    assert endpoints.find("friends", HOOK).gone
