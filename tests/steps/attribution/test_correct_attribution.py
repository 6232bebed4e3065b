"""Corrections become facts of an order: what is refused, what repeats, what nobody overwrites."""

from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import claim as claim_desk
from referrals.model.attribution.referral import Referral
from referrals.model.errors import GoodwordError
from referrals.model.order.claim import TooManyCorrectionsError
from referrals.model.order.conversion import RefundFact, Signals
from referrals.model.order.provenance import Provenance
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.attribution.correct_attribution import (
    CorrectionWish,
    MadeCorrection,
    OrderIsTestError,
    OtherProgramError,
    SelfReferralError,
    correct_attribution,
)
from referrals.steps.order.join_names import Names
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.store.order.conversion import ConversionNotFoundError, order_key
from referrals.wiring import clients, stores
from tests.world import (
    AT,
    NOW,
    a_key,
    a_link,
    a_program,
    an_advocate,
    an_order,
    hash_of,
    store_program,
)

INVOICE, PAYMENT = a_key("in_1", "stripe"), a_key("pi_1", "stripe")
LATER = AT * 1000 + 5


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(), a_link(), a_link("cleos", advocate_id="adv_cleo"))
    stores.links().create(a_link("elsewhere", program_id="strangers"))
    stores.people().add(an_advocate("cleo@example.com", "adv_cleo"))


def report(**changes: Any) -> None:
    order = an_order(**{"signals": Signals(ref_codes=("ada-bakes",)), **changes})
    stores.conversions().record(a_key(), order, body="", at=NOW)


def correct(to: str | None = "cleos", reason: str = "they wrote", **more: Any) -> MadeCorrection:
    given = {"key": a_key(), "made_by": "eve", **more}
    wish = CorrectionWish(named=AdvocateReference(code=to) if to else None, reason=reason, **given)
    return correct_attribution(wish, claim_desk.corrections(), now=NOW)


def attribute() -> Referral:
    found = attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
    assert found
    return found


def test_a_correction_is_another_decision_and_overwrites_none() -> None:
    report()
    first = attribute()
    correct()

    found = attribute()

    assert found.decisions[0] == first.attribution
    assert (found.attribution.advocate_id, found.attribution.decided_by) == ("adv_cleo", "eve")
    assert found == stores.referrals().get(found.key)
    assert found.friend_id == first.friend_id


def test_nobody_leaves_the_advocate_s_list() -> None:
    report()
    attribute()
    correct(None)

    found = attribute()

    stored = stores.referrals().table.get({"referral_key": found.key}) or {}
    assert (found.is_attributed, found.friend_id) == (False, "")
    assert "advocate_id" not in stored
    assert "decided_at" not in stored


def test_later_facts_leave_a_correction_alone() -> None:
    report()
    attribute()
    correct(None)
    attribute()

    report(signals=Signals(ref_codes=("cleos",)), version_ms=LATER)
    stores.conversions().record(a_key(), RefundFact("1", 2500, LATER), body="", at=NOW)

    found = attribute()
    assert [each.reason for each in found.decisions] == ["last_valid_code", "corrected_to_nobody"]
    assert found.figures.lost_minor == 2500


def test_a_correction_before_the_decision_is_in_the_first_one() -> None:
    report()
    correct()

    assert [each.reason for each in attribute().decisions] == ["corrected"]


def test_the_last_of_several_corrections_holds() -> None:
    report()
    attribute()
    for to, reason in (("cleos", "one"), (None, "two"), ("ada-bakes", "three")):
        correct(to, reason)

    assert [each.note for each in attribute().decisions] == ["", "three"]


def test_the_promised_version_goes_on_after_a_correction() -> None:
    report()
    attribute()
    stores.programs().add(a_program(hold_days=3).model_copy(update={"version": 2}))
    correct()

    assert [each.program_version for each in attribute().decisions] == [1, 1]


@pytest.mark.parametrize(
    ("order", "to", "error"),
    [
        ({"customer_hash": hash_of("cleo@example.com")}, "cleos", SelfReferralError),
        ({}, "elsewhere", OtherProgramError),
        ({"test": True}, "cleos", OrderIsTestError),
    ],
)
def test_what_no_correction_sets_aside_is_refused(
    order: dict[str, Any], to: str, error: type[GoodwordError]
) -> None:
    report(**order)

    with pytest.raises(error) as told:
        correct(to)

    assert told.value.field
    assert told.value.remedy
    assert stores.conversions().state(a_key()).corrections == ()


def test_a_self_referral_that_shows_later_is_heard_and_changes_nothing() -> None:
    report(customer_hash="")
    first = attribute()
    correct()
    report(customer_hash=hash_of("cleo@example.com"), version_ms=LATER)

    found = attribute()

    assert found.decisions == first.decisions
    assert [each.valid for each in found.heard] == [False]


def test_an_order_that_was_never_told_of_cannot_be_corrected() -> None:
    with pytest.raises(ConversionNotFoundError):
        correct()
    stores.conversions().record(a_key(), RefundFact("1", 5, AT), body="", at=NOW)
    with pytest.raises(ConversionNotFoundError):
        correct()


def test_what_the_newest_one_says_is_not_said_twice() -> None:
    report()

    made = [correct("cleos"), correct("cleos"), correct(None), correct("cleos")]

    assert [each.new for each in made] == [True, False, True, True]
    assert [each.correction.number for each in made] == [1, 1, 2, 3]


def test_a_named_request_is_one_correction_for_ever() -> None:
    report()

    first = correct("cleos", request="a")
    correct(None, "another", request="b")

    assert correct("cleos", request="a").correction == first.correction
    assert len(stores.conversions().state(a_key()).corrections) == 2


def test_corrections_have_a_bound() -> None:
    report()
    for number in range(10):
        correct(None, f"time {number}")

    with pytest.raises(TooManyCorrectionsError):
        correct("cleos")


def join_names() -> None:
    names = Names(stores.aliases(), stores.conversions(), stores.bodies())
    names.join([INVOICE, PAYMENT])


def test_corrections_under_two_names_are_one_list() -> None:
    for key in (INVOICE, PAYMENT):
        stores.conversions().record(key, an_order(), body="", at=NOW)
    for key, to in ((PAYMENT, "cleos"), (PAYMENT, None), (INVOICE, "ada-bakes")):
        correct(to, key=key)
    join_names()

    made = correct(None, "at last", key=PAYMENT)

    kept = stores.conversions().state(INVOICE).corrections
    assert (made.new, made.correction.number) == (True, 4)
    assert kept[-1] == made.correction
    assert [each.number for each in kept] == [1, 2, 3, 4]


def test_a_correction_that_moves_is_not_heard_of_the_shop() -> None:
    for key in (INVOICE, PAYMENT):
        stores.conversions().record(key, an_order(), body="", at=NOW, via=Provenance.RECONCILIATION)
    correct(key=PAYMENT)
    join_names()

    item = clients.table("conversions").get(order_key(INVOICE)) or {}
    assert len(stores.conversions().state(INVOICE).corrections) == 1
    assert "heard_at" not in item


def test_an_order_is_corrected_by_any_of_its_names() -> None:
    stores.conversions().record(INVOICE, an_order(), body="", at=NOW)
    join_names()

    assert correct(key=PAYMENT).key == INVOICE
    assert len(stores.conversions().state(INVOICE).corrections) == 1
