"""An advocate's account: links, and both parts of every asset side by side."""

from datetime import timedelta

import pytest

from referrals.model.expiry.lot import Lot
from referrals.model.link.share import link_address, scan_address
from referrals.model.people.person import Role
from referrals.model.reward.ledger import Balance, Part, person_account
from referrals.store.people.person import PersonNotFoundError
from referrals.views.link.link_qr import Drawing, link_qr
from referrals.views.people.advocate_account import Holding, advocate_account, holdings
from referrals.wiring import stores
from tests.world import NOW, a_link, an_advocate, store_program


def balance(program: str, asset: str, part: Part, amount: int) -> Balance:
    return Balance(account=person_account("adv_ada", program, asset, part), balance=amount)


def test_pending_and_available_stand_side_by_side() -> None:
    found = holdings(
        [
            balance("friends", "EUR", Part.PENDING, 500),
            balance("friends", "points", Part.AVAILABLE, 20),
            balance("friends", "EUR", Part.AVAILABLE, 1200),
        ],
        NOW,
    )

    assert found == (
        Holding(program="friends", asset="EUR", pending=500, available=1200),
        Holding(program="friends", asset="points", pending=0, available=20),
    )


def test_what_has_ended_is_not_available_and_the_rest_says_when() -> None:
    soon, over = NOW + timedelta(days=1), NOW
    full = balance("friends", "EUR", Part.AVAILABLE, 1200)
    ending = full.model_copy(update={"lots": (Lot(over, 300), Lot(soon, 500))})

    (found,) = holdings([ending], NOW)

    assert found.available == 900
    assert [(each.ends_at, each.amount) for each in found.ending] == [(soon, 500)]


def test_an_account_shows_all_links(account: None) -> None:
    store_program(None, a_link(), a_link("ada-runs"))

    shown = advocate_account("adv_ada", stores.people(), stores.links(), stores.ledger(), now=NOW)

    assert {link.code for link in shown.links} == {"ada-bakes", "ada-runs"}


def test_a_friend_is_no_advocate(account: None) -> None:
    stores.people().add(an_advocate(person_id="fri_ben").model_copy(update={"role": Role.FRIEND}))

    with pytest.raises(PersonNotFoundError):
        advocate_account("fri_ben", stores.people(), stores.links(), stores.ledger(), now=NOW)


def test_a_scan_spells_the_link_in_upper_case() -> None:
    address, mark = scan_address("https://go.shop.example/", "ada-bakes")

    assert address + mark == "HTTPS://GO.SHOP.EXAMPLE/R/ADA-BAKES?q=1"
    assert link_address("https://go.shop.example", "ada-bakes") == (
        "https://go.shop.example/r/ada-bakes"
    )


def test_a_larger_scale_draws_a_larger_code() -> None:
    small, large = (link_qr("https://a.example", "ada", Drawing.SVG, scale) for scale in (1, 9))

    assert b'width="' in small
    assert small != large
