"""Every check of risk with a hit, a miss and its edge; honest people by name, and what they get."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from referrals.model.risk.assessment import assess
from referrals.model.risk.evidence import RiskEvidence, Sighting, TraceKind
from referrals.model.risk.name import RiskName
from referrals.model.risk.policy import RiskOutcome, RiskPolicy
from referrals.model.risk.table import CHECKS
from tests.world import NOW

PAGE = Path(__file__).parents[3] / "docs/algorithms/risk.md"
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


MADE_UP = {
    "a second self with the same card at home": (met(K.PAYMENT, K.ADDRESS), 60, RiskOutcome.HOLD),
    "a throw-away mailbox and the same card": (
        replace(met(K.PAYMENT), disposable=True),
        80,
        RiskOutcome.HOLD,
    ),
    "made-up friends by the dozen on one browser": (
        met(K.NETWORK, K.DEVICE, K.ADVOCATE, by=seen(11)),
        80,
        RiskOutcome.HOLD,
    ),
    "orders that go back, from one address": (
        met(K.ADDRESS, K.ADVOCATE, by=seen(6, lost=4, hours=90)),
        60,
        RiskOutcome.HOLD,
    ),
}


@pytest.mark.parametrize("who", MADE_UP)
def test_what_is_made_up_is_looked_at(who: str) -> None:
    evidence, score, outcome = MADE_UP[who]

    found = assess(evidence, POLICY)

    assert (found.score, found.outcome) == (score, outcome)


def rows_of(heading: str) -> list[list[str]]:
    """The cells of the page's tables with this heading."""
    tables = PAGE.read_text().split(heading)[1:]
    found = [table.partition("\n\n")[0].splitlines()[2:] for table in tables]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for rows in found for row in rows]


def test_the_page_has_every_check_with_its_weight() -> None:
    rows = rows_of("| Check | Weight |")

    assert [row[:2] for row in rows] == [[check.name, str(check.weight)] for check in CHECKS]


def test_the_page_says_what_happens_to_whom() -> None:
    told = {row[0]: row[1:] for row in rows_of("| Who | Found |")}

    assert told == {
        who: [", ".join(names_of(evidence)), str(score), outcome.value]
        for who, (evidence, score, outcome) in {**HONEST, **MADE_UP}.items()
    }


def names_of(evidence: RiskEvidence) -> list[str]:
    return [rule.removeprefix("risk_") for rule in hits(evidence)]


def test_the_page_s_program_is_one() -> None:
    written = PAGE.read_text().partition("```yaml\n")[2].partition("```")[0]
    policy = RiskPolicy.model_validate(yaml.safe_load(written)["risk"])

    assert (policy.hold_from, policy.deny_from, policy.answer_within_days) == (60, 120, 3)


def test_no_check_alone_holds_anybody() -> None:
    assert max(check.weight for check in CHECKS) < POLICY.hold_from
    assert {check.outcome for check in CHECKS} == {RiskOutcome.ALLOW}


def test_every_name_has_one_line_in_the_table() -> None:
    assert [check.name for check in CHECKS] == list(RiskName)


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [
        ({"hold_from": 41}, RiskOutcome.ALLOW),
        ({"hold_from": 40}, RiskOutcome.HOLD),
        ({"hold_from": 39, "deny_from": 40}, RiskOutcome.DENY),
        ({"checks": {"same_payment": {"outcome": "hold"}}}, RiskOutcome.HOLD),
        ({"checks": {"same_payment": {"weight": 60}}}, RiskOutcome.HOLD),
        ({"hold_from": 1, "checks": {"same_payment": {"enabled": False}}}, RiskOutcome.ALLOW),
    ],
)
def test_a_policy_says_what_a_hit_comes_to(policy: dict[str, object], outcome: RiskOutcome) -> None:
    assert assess(met(K.PAYMENT), RiskPolicy.model_validate(policy)).outcome is outcome


@pytest.mark.parametrize(
    "policy",
    [
        {"deny_from": 60},
        {"checks": {"tea_leaves": {}}},
        {"checks": {"refunds": {"weight": 101}}},
        {"answer_within_days": 0},
        {"checks": {name.value: {"enabled": False} for name in RiskName}},
    ],
)
def test_a_policy_beyond_its_bounds_is_refused(policy: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RiskPolicy.model_validate(policy)
