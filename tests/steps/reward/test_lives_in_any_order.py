"""Every source's own lives of an order, told in any order: one decision, the same words, the same
balances.

Lives are cut off at several places, so that they end edited, unpaid, disputed in part, called off.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.conversion import Fact, OrderFact, Report, Signals
from referrals.providers.shops.registry import MODULES
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.account import lay_tables
from tests.corrector import has, shop, sound
from tests.lives import seconds
from tests.log_metrics import count
from tests.reward_sentences import for_advocate, for_friend
from tests.shops.fact_modules import facts_of
from tests.shops.life import read_reports
from tests.world import NOW, a_key, hash_of

SHUFFLES = 2
CUTS = 4


def by_ada(fact: Fact) -> Fact:
    """The same order, brought by Ada's link to Ben."""
    if not isinstance(fact, OrderFact):
        return fact
    hints = Signals(ref_codes=("ada-bakes",))
    return replace(fact, signals=hints, customer_hash=hash_of("ben@example.com"))


def end_of(reports: Sequence[Report], anew: pytest.MonkeyPatch) -> dict[str, object]:
    """Every stage is woken after every body, and the last of all comes twice."""
    lay_tables(anew)
    shop(qualifies={"minimum_minor": 2000, "base": "gross"})
    key = a_key()
    for report in (*reports, *reports[-1:]):
        for fact in report.facts:
            stores.conversions().record(key, by_ada(fact), body="", at=NOW)
        if attribute_conversion(key, attribution_desk.attribution(), now=NOW):
            settle_rewards(str(key), reward_desk.orders(), reward_desk.books(), now=NOW)
    referral, grant = stores.referrals().find(str(key)), stores.grants().find(str(key))
    decision = referral.reward if referral else None
    assert sound()
    return {
        "decision": decision and (decision.status, decision.reason),
        "facts": decision and decision.facts,
        "sentences": decision and (for_advocate(decision), for_friend(decision)),
        "checks": decision and [(check.rule, check.verdict) for check in decision.checks],
        "sides": [(s.role, s.remaining) for s in grant.sides if s.remaining] if grant else [],
        "credit": has("adv_ada"),
    }


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("source", sorted(MODULES))
def test_decisions_and_sentences_are_the_same_in_any_order(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(source)  # noqa: S311
    ends = []
    reports = read_reports(source, seconds(facts_of(source).life))
    cuts = sorted({len(reports), *random.choices(range(2, len(reports) + 1), k=CUTS)})

    for cut in cuts:
        life = reports[:cut]
        in_order = end_of(life, monkeypatch)
        ends.append(in_order)
        for _ in range(SHUFFLES):
            count("lives settled in any order", source)
            shuffled = random.sample(life, len(life))
            assert (cut, end_of(shuffled, monkeypatch)) == (cut, in_order)
    paid = source != "segment"  # A browser's word is never a payment.
    assert len({str(end["decision"]) for end in ends}) > 1 or not paid
