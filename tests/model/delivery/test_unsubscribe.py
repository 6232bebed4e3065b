"""Unsubscribe links: nobody can make one, and changing the key leaves older ones working."""

import pytest

from referrals.model.delivery.unsubscribe import (
    BadUnsubscribeLinkError,
    read_unsubscribe,
    sign_unsubscribe,
)

OLD, NEW = b"old key", b"new key"
TOKEN = sign_unsubscribe(OLD, "adv_ada")


def test_a_link_names_its_person_by_id_only() -> None:
    assert read_unsubscribe([OLD], TOKEN) == "adv_ada"
    assert TOKEN.startswith("adv_ada.")


def test_a_link_outlives_a_change_of_keys() -> None:
    assert read_unsubscribe([NEW, OLD], TOKEN) == "adv_ada"


@pytest.mark.parametrize(
    "token",
    ["", ".", "adv_ada", "adv_ada.", TOKEN[:-1], TOKEN.replace("ada", "eve"), "é.ü", "\ud800.x"],
)
def test_a_made_up_link_is_refused(token: str) -> None:
    with pytest.raises(BadUnsubscribeLinkError):
        read_unsubscribe([OLD], token)


def test_no_key_means_no_entry() -> None:
    with pytest.raises(BadUnsubscribeLinkError):
        read_unsubscribe([], TOKEN)
