"""Every check of risk with a hit, a miss and its edge; honest people by name, and what they get."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from referrals.model.risk.assessment import assess
from referrals.model.risk.evidence import RiskEvidence, Sighting, TraceKind
from referrals.model.risk.name import RiskName
from referrals.model.risk.policy import RiskOutcome, RiskPolicy
from referrals.model.risk.table import CHECKS
from tests.world import NOW

POLICY = RiskPolicy()
BEN = RiskEvidence(placed_at=NOW, customer="ben", advocate_id="adv_ada", advocate_customer="ada")
K = TraceKind


def seen(
    count: int, customer: str = "", advocate_id: str = "adv_ada", **more: int
) -> tuple[Sighting, ...]:
    """Orders of so many customers, or of one that is named; `lost` of them went back."""
    lost = more.get("lost", 0)
    at = NOW - timedelta(hours=more.get("hours", 1))
    return tuple(
        Sighting(f"o{customer}{n}", at, customer or f"friend{n}", advocate_id, n < lost)
        for n in range(count)
    )


ADAS_OWN = seen(1, "ada", "")


def met(*kinds: TraceKind, by: tuple[Sighting, ...] = ADAS_OWN) -> RiskEvidence:
    return replace(BEN, sightings=dict.fromkeys(kinds, by))


def hits(evidence: RiskEvidence) -> list[str]:
    return [hit.rule for hit in assess(evidence, POLICY).hits]


@pytest.mark.parametrize(
    ("evidence", "rule"),
    [
        (replace(BEN, near_names=True), "risk_respelled_mailbox"),
        (replace(BEN, disposable=True), "risk_disposable_mailbox"),
        (replace(BEN, first_order=False), "risk_known_customer"),
        (replace(BEN, paid_search=True), "risk_paid_search"),
        (replace(BEN, coupon_site=True), "risk_coupon_site"),
        (met(K.NETWORK), "risk_same_network"),
        (met(K.VISIT, by=seen(2)), "risk_same_network"),
        (met(K.NETWORK, by=seen(20, advocate_id="adv_eve")), "risk_busy_network"),
        (met(K.DEVICE, by=seen(1)), "risk_same_device"),
        (met(K.PAYMENT, by=seen(1)), "risk_same_payment"),
        (met(K.ADDRESS, by=seen(2)), "risk_same_address"),
        (met(K.ADVOCATE, by=seen(10)), "risk_busy_advocate"),
        (met(K.ADVOCATE, by=seen(5, lost=3, hours=90)), "risk_refunds"),
    ],
)
def test_a_check_finds_what_it_is_named_for(evidence: RiskEvidence, rule: str) -> None:
    assert hits(evidence) == [rule]


@pytest.mark.parametrize(
    "evidence",
    [
        BEN,
        met(K.VISIT, by=seen(1)),
        met(K.NETWORK, by=seen(19, advocate_id="adv_eve")),
        met(K.DEVICE, by=seen(3, advocate_id="adv_eve")),
        met(K.PAYMENT, by=seen(3, customer="ben")),
        met(K.ADDRESS, by=seen(1)),
        met(K.ADVOCATE, by=seen(9)),
        met(K.ADVOCATE, by=seen(4, lost=4, hours=90)),
        met(K.ADVOCATE, by=seen(6, lost=3, hours=90)),
    ],
)
def test_below_its_edge_a_check_finds_nothing(evidence: RiskEvidence) -> None:
    assert hits(evidence) == []


HOUSEHOLD = met(K.NETWORK, K.ADDRESS)
HONEST = {
    "a couple at one address and network": (HOUSEHOLD, 40, RiskOutcome.ALLOW),
    "an office behind one network": (met(K.NETWORK, by=seen(8)), 20, RiskOutcome.ALLOW),
    "a phone network": (met(K.VISIT, by=seen(50, advocate_id="adv_eve")), 10, RiskOutcome.ALLOW),
    "a dormitory": (met(K.NETWORK, K.ADDRESS, by=seen(30)), 50, RiskOutcome.ALLOW),
    "a couple on one tablet": (met(K.NETWORK, K.DEVICE), 50, RiskOutcome.ALLOW),
    "a parent who pays elsewhere": (met(K.PAYMENT), 40, RiskOutcome.ALLOW),
    "a family of one card and home": (met(K.NETWORK, K.ADDRESS, K.PAYMENT), 80, RiskOutcome.HOLD),
}


@pytest.mark.parametrize("who", HONEST)
def test_honest_people_are_never_denied_by_checks(who: str) -> None:
    evidence, score, outcome = HONEST[who]

    found = assess(evidence, POLICY)

    assert (found.score, found.outcome) == (score, outcome)


def test_no_check_alone_holds_anybody() -> None:
    assert max(check.weight for check in CHECKS) < POLICY.hold_at
    assert {check.outcome for check in CHECKS} == {RiskOutcome.ALLOW}


def test_every_name_has_one_line_in_the_table() -> None:
    assert [check.name for check in CHECKS] == list(RiskName)


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [
        ({"hold_at": 41}, RiskOutcome.ALLOW),
        ({"hold_at": 40}, RiskOutcome.HOLD),
        ({"hold_at": 39, "deny_at": 40}, RiskOutcome.DENY),
        ({"checks": {"same_payment": {"outcome": "hold"}}}, RiskOutcome.HOLD),
        ({"checks": {"same_payment": {"weight": 60}}}, RiskOutcome.HOLD),
        ({"hold_at": 1, "checks": {"same_payment": {"off": True}}}, RiskOutcome.ALLOW),
    ],
)
def test_a_policy_says_what_a_hit_comes_to(policy: dict[str, object], outcome: RiskOutcome) -> None:
    assert assess(met(K.PAYMENT), RiskPolicy.model_validate(policy)).outcome is outcome


@pytest.mark.parametrize(
    "policy",
    [
        {"deny_at": 60},
        {"checks": {"tea_leaves": {}}},
        {"checks": {"refunds": {"weight": 101}}},
        {"answer_within_days": 0},
        {"checks": {name.value: {"off": True} for name in RiskName}},
    ],
)
def test_a_policy_beyond_its_bounds_is_refused(policy: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RiskPolicy.model_validate(policy)
