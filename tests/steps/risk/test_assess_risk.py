"""Where an order's traces were seen is noted, and each order is asked about once."""

from dataclasses import replace
from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.model.attribution.referral import Referral
from referrals.model.order.conversion import OrderFact, Signals, Traces
from referrals.model.risk.evidence import MOST_SIGHTINGS, Sighting
from referrals.model.risk.policy import RiskOutcome
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.risk.assess_risk import RiskDesk, RiskQuestion, assess_risk
from referrals.wiring import clients, stores
from tests.corrector import record_and_wake, shop
from tests.meter import Meter
from tests.reviewer import adas_own_order, bens_order
from tests.world import NOW, a_key, an_order, hash_of

pytestmark = pytest.mark.usefixtures("account")
KEY = a_key("1001")


def asked_again() -> tuple[Referral, Referral]:
    """The stored referral, and what the step makes of it when nothing new was said."""
    known, order = stores.referrals().get(str(KEY)), stores.conversions().state(KEY).order
    assert order
    question = RiskQuestion(known, known, order, stores.programs().get("friends"))
    return known, assess_risk(question, risk_desk(), now=NOW)


def risk_desk() -> RiskDesk:
    return attribution_desk.attribution().risk


def friends_order(name: str, **traces: Any) -> OrderFact:
    signals = Signals(ref_codes=("ada-bakes",))
    return an_order(customer_hash=hash_of(name), signals=signals, traces=Traces(**traces))


def sighting_keys() -> set[str]:
    keys = (str(item["conversion_key"]) for item in clients.table("conversions").scan())
    return {key.partition("#traces#")[2] for key in keys if "#traces#" in key}


def test_what_an_order_has_in_common_with_the_advocate_is_found() -> None:
    shop()
    adas_own_order(payment="a card")

    record_and_wake(bens_order())

    found = stores.referrals().get(str(KEY)).risk
    assert found
    assert [(hit.rule, hit.weight) for hit in found.hits] == [("risk_same_payment", 40)]
    assert (found.score, found.outcome) == (40, RiskOutcome.ALLOW)


def test_an_order_that_says_nothing_new_is_not_asked_again() -> None:
    shop()
    record_and_wake(bens_order())

    known, again = asked_again()

    assert again == known


def test_an_unread_order_costs_nothing_when_checks_are_off() -> None:
    shop(risk={"enabled": False})

    record_and_wake(bens_order())

    assert stores.referrals().get(str(KEY)).risk is None
    assert sighting_keys() == set()


def test_an_order_is_found_by_each_of_its_traces() -> None:
    shop()

    record_and_wake(friends_order("ben@example.com", network="n", payment="p", address="a"))

    assert sighting_keys() == {"network#n", "payment#p", "address#a", "advocate#adv_ada"}


def test_another_address_moves_the_sighting() -> None:
    shop()
    record_and_wake(friends_order("ben@example.com", address="here"))
    moved = friends_order("ben@example.com", address="there")

    record_and_wake(replace(moved, version_ms=moved.version_ms + 5000))

    assert sighting_keys() == {"address#there", "advocate#adv_ada"}


def test_a_test_order_leaves_no_trace() -> None:
    shop()

    record_and_wake(bens_order(test=True))

    assert sighting_keys() == set()


@pytest.mark.parametrize("before", [1, MOST_SIGHTINGS + 10])
def test_an_order_costs_the_same_however_many_there_were(
    before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop()
    for number in range(before):
        seen = Sighting(
            f"friends#shopify#{number}", NOW, hash_of(f"f{number}@example.com"), "adv_ada"
        )
        stores.sightings().note("friends", {"payment": "p", "advocate": "adv_ada"}, seen)
    stores.conversions().record(KEY, friends_order("ben@example.com", payment="p"), body="", at=NOW)
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)

    attribute_conversion(KEY, attribution_desk.attribution(), now=NOW)

    requests = [each for operation, each in meter.calls if operation == "Query"]
    bounded = [each for each in requests if "Limit" in each and "IndexName" not in each]
    assert [each["Limit"] for each in bounded] == [MOST_SIGHTINGS] * 2
    found = stores.referrals().get(str(KEY)).risk
    assert found
    assert found.weightiest[0].rule == "risk_same_payment"
