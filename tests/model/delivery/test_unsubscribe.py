"""Unsubscribe links: nobody can make one, and changing the key leaves older ones working."""

import pytest

from referrals.model.delivery.unsubscribe import (
    FRIENDLY_KINDS,
    BadUnsubscribeLinkError,
    StopLink,
    WayOut,
    chosen_way,
    read_unsubscribe,
    sign_unsubscribe,
    stopped_kinds,
    ways_out,
)

OLD, NEW = b"old key", b"new key"
TOKEN = sign_unsubscribe(OLD, StopLink("adv_ada"))


def test_a_link_names_its_person_by_id_only() -> None:
    assert read_unsubscribe([OLD], TOKEN) == StopLink("adv_ada", "")
    assert TOKEN.startswith("adv_ada.")


def test_a_link_outlives_a_change_of_keys() -> None:
    assert read_unsubscribe([NEW, OLD], TOKEN).person_id == "adv_ada"


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


def test_a_link_names_the_kind_of_its_letter() -> None:
    link = StopLink("adv_ada", "surveys")

    assert read_unsubscribe([OLD], sign_unsubscribe(OLD, link)) == link


def test_nobody_changes_the_kind_of_a_link() -> None:
    token = sign_unsubscribe(OLD, StopLink("adv_ada", "surveys"))

    with pytest.raises(BadUnsubscribeLinkError):
        read_unsubscribe([OLD], token.replace("surveys", "mail"))


@pytest.mark.parametrize("kind", FRIENDLY_KINDS)
def test_one_click_stops_the_kind_of_a_friendly_letter(kind: str) -> None:
    link = StopLink("adv_ada", kind)

    assert chosen_way(link, "") is WayOut.KIND
    assert stopped_kinds(link, WayOut.KIND) == (kind,)


@pytest.mark.parametrize("kind", ["", "show_first_name", "everything"])
def test_one_click_beside_what_is_theirs_stops_everything(kind: str) -> None:
    assert chosen_way(StopLink("adv_ada", kind), "") is WayOut.ALL
    assert WayOut.KIND not in ways_out(kind)


@pytest.mark.parametrize("kind", ["", "mail"])
def test_all_friendly_letters_can_stop_from_any(kind: str) -> None:
    link = StopLink("adv_ada", kind)

    assert chosen_way(link, "friendly") is WayOut.FRIENDLY
    assert stopped_kinds(link, WayOut.FRIENDLY) == FRIENDLY_KINDS


def test_what_is_not_offered_is_what_one_click_does() -> None:
    assert chosen_way(StopLink("adv_ada"), "kind") is WayOut.ALL
