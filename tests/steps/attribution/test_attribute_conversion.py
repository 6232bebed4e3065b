"""Attributing on real tables: who is found, what is kept, what a repeat changes."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest

from referrals.desks import attribution as attribution_desk
from referrals.model.attribution.referral import Referral
from referrals.model.order.conversion import Contact, OrderFact, RefundFact, Signals
from referrals.model.people.person import Role
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.store.order.body import RawBody
from referrals.wiring import stores
from tests.world import (
    AT,
    DAY,
    NOW,
    SIGNING,
    a_key,
    a_link,
    a_program,
    a_token,
    an_order,
    hash_of,
    store_program,
)

BEN = Contact("ben@example.com", "Ben", "de", may_write=True)
BODY = RawBody(b"{}", {}, NOW)
CODE = Signals(ref_codes=("ada-bakes",))


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def report(order: OrderFact, order_id: str = "1001", contact: Contact = BEN) -> None:
    stores.bodies().keep(a_key(order_id), BODY, contact)
    stores.conversions().record(a_key(order_id), order, body=BODY.sha, at=NOW)


def attribute(order_id: str = "1001") -> Referral:
    found = attribute_conversion(a_key(order_id), attribution_desk.attribution(), now=NOW)
    assert found is not None
    return found


def test_a_click_token_leads_to_its_advocate() -> None:
    report(an_order(signals=Signals(click_tokens=(a_token(),))))

    decision = attribute().attribution

    assert (decision.advocate_id, decision.code) == ("adv_ada", "ada-bakes")
    assert decision.click_id.startswith("clk_")


PASTED = [".", ")", ",", "/", "\u200b", "”", "&utm_source=x"]


@pytest.mark.parametrize("behind", PASTED, ids=ascii)
@pytest.mark.parametrize("hint", ["ref_codes", "coupon_codes"])
def test_a_code_is_found_with_what_was_pasted_along(behind: str, hint: str) -> None:
    hints: dict[str, Any] = {hint: (f"Ada-Bakes{behind}",)}
    report(an_order(signals=Signals(**hints)))

    assert attribute().attribution.code == "ada-bakes"


def test_a_body_s_odd_contact_is_left_out() -> None:
    report(an_order(signals=CODE), contact=Contact("mailto:b@x.example", "evil.example"))

    friend = stores.people().get(attribute().friend_id)

    assert (friend.email, friend.name) == ("", "")


def test_the_friend_becomes_a_person() -> None:
    report(an_order(signals=CODE))

    friend = stores.people().get(attribute().friend_id)

    assert (friend.role, friend.first_name, friend.locale) == (Role.FRIEND, "Ben", "de")
    assert friend.consents.mail


@pytest.mark.parametrize("contact", [replace(BEN, may_write=False), Contact(may_write=True)])
def test_a_friend_who_did_not_agree_becomes_none_who_did(contact: Contact) -> None:
    """Nor does one agree who left no address to be written to."""
    report(an_order(signals=CODE), contact=contact)

    assert not stores.people().get(attribute().friend_id).consents.mail


def test_a_token_of_the_secret_before_leads_to_its_advocate_too() -> None:
    """While a secret is changed both live; friends on their way carry the old one's tokens."""
    secret = {"live": ["brand-new-signing-secret", SIGNING.decode()]}
    boto3.client("secretsmanager").put_secret_value(
        SecretId="goodword/signing", SecretString=json.dumps(secret)
    )
    report(an_order(signals=Signals(click_tokens=(a_token(),))))

    decision = attribute().attribution

    assert (decision.reason, decision.code) == ("last_valid_click", "ada-bakes")


def test_a_second_order_finds_the_same_friend() -> None:
    welcoming = a_program(qualifies={"new_customers_only": False})
    stores.programs().add(welcoming.model_copy(update={"version": 2}))
    report(an_order(signals=CODE))
    report(an_order(signals=CODE, occurred_at=NOW - timedelta(seconds=60)), "1000")

    assert attribute("1000").friend_id == attribute("1001").friend_id


def test_friends_without_an_address_stay_apart() -> None:
    for order_id in ("1", "2"):
        report(an_order(signals=CODE, customer_hash=""), order_id, Contact())

    assert attribute("1").friend_id != attribute("2").friend_id


def test_an_unattributed_order_makes_no_friend() -> None:
    report(an_order())

    found = attribute()

    assert (found.friend_id, found.attribution.reason) == ("", "no_signal")
    assert "advocate_id" not in (stores.referrals().table.get({"referral_key": found.key}) or {})


def test_a_token_in_a_forged_hand_is_kept_and_refused() -> None:
    tampered = a_token()[:-4] + "AAAA"
    report(an_order(signals=Signals(click_tokens=(tampered,))))

    assert attribute().attribution.reason == "forged_token"


def test_an_advocates_own_order_earns_nothing() -> None:
    report(an_order(signals=CODE, customer_hash=hash_of("ada+cake@example.com")))

    assert attribute().attribution.reason == "self_referral"


def test_a_paused_link_earns_nothing() -> None:
    stores.links().change("ada-bakes", status="paused")
    report(an_order(signals=CODE))

    assert attribute().attribution.reason == "link_not_live"


def test_a_later_order_of_a_known_customer_is_refused() -> None:
    report(an_order(occurred_at=NOW - timedelta(seconds=9 * DAY)), "0999")
    report(an_order(signals=CODE))

    found = attribute()

    assert not found.figures.first_order
    assert found.attribution.reason == "existing_customer"


def test_an_order_that_came_later_proves_nothing() -> None:
    report(an_order(occurred_at=NOW + timedelta(seconds=9 * DAY)), "1002")
    report(an_order(signals=CODE))

    assert attribute().is_attributed


def test_a_refund_updates_figures_but_not_the_decision() -> None:
    report(an_order(signals=CODE))
    first = attribute()
    refund = RefundFact("1", 2500, AT * 1000 + 1, currency="EUR")
    stores.conversions().record(a_key(), refund, body="b", at=NOW + timedelta(seconds=1))
    stores.links().change("ada-bakes", status="paused")

    second = attribute()

    assert second.figures.lost_minor == 2500
    assert second.decisions == first.decisions


def test_an_order_that_tells_more_is_decided_again() -> None:
    report(an_order())
    assert not attribute().is_attributed

    report(an_order(signals=CODE, version_ms=AT * 1000 + 5))
    later = attribute()

    assert [each.reason for each in later.decisions] == ["no_signal", "last_valid_code"]
    assert stores.referrals().get(later.key) == later
    assert stores.people().get(later.friend_id).first_name == "Ben"


def test_a_refusal_stands_while_nothing_new_is_told() -> None:
    stores.links().change("ada-bakes", status="paused")
    report(an_order(signals=CODE))
    refused = attribute()

    stores.links().change("ada-bakes", status="active")
    refund = RefundFact("1", 100, AT * 1000 + 1, currency="EUR")
    stores.conversions().record(a_key(), refund, body="b", at=NOW + timedelta(seconds=1))

    assert attribute().decisions == refused.decisions


def test_figures_never_go_back_to_an_older_revision() -> None:
    report(an_order(signals=CODE))
    newer = attribute()
    older = newer.model_copy(
        update={"figures": newer.figures.model_copy(update={"revision": 0, "gross_minor": 1})}
    )

    assert not stores.referrals().revise(newer, older)
    assert stores.referrals().get(newer.key).figures.gross_minor == 5000


def test_links_of_another_program_do_not_count() -> None:
    stores.links().create(a_link("elsewhere", program_id="strangers"))
    report(an_order(signals=Signals(ref_codes=("elsewhere",))))

    assert attribute().attribution.reason == "other_program"
