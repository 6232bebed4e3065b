"""Decisions of a whole past, taken again under their own rules, give the same answer."""

from collections import Counter

import pytest

from referrals.model.attribution.referral import Referral, Verdict
from referrals.model.history.retake import RetakeAnswer
from referrals.model.program.program import AppliedProgram
from referrals.steps.history.retake_decision import retake_attributions, retake_rewards
from referrals.wiring import clients, stores
from tests.past import VERSIONS, Past
from tests.world import a_key, rules

pytestmark = pytest.mark.usefixtures("account")
DAYS = 20


def referral_of(order_id: str) -> Referral | None:
    return stores.referrals().find(str(a_key(order_id)))


def a_past(seed: int, days: int = DAYS) -> list[Referral]:
    past = Past(seed)
    past.open()
    past.go_on(days)
    past.apply(rules(**VERSIONS[1]))
    past.go_on(days)
    return [found for each in past.orders if (found := referral_of(each))]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_whole_past_taken_again_is_the_same(seed: int) -> None:
    referrals = a_past(seed)
    programs, former = stores.programs(), stores.former_decisions()

    answers: Counter[RetakeAnswer] = Counter()
    failed: Counter[str] = Counter()
    for each in referrals:
        rulings = former.rulings(each)
        answers.update(retake_attributions(each, programs))
        answers.update(retake_rewards(each, rulings, programs))
        for ruling in rulings:
            failed.update(c.rule for c in ruling.decision.checks if c.verdict is Verdict.FAIL)

    assert set(answers) == {RetakeAnswer.SAME}
    assert len(referrals) > 50
    assert answers[RetakeAnswer.SAME] > 1.5 * len(referrals)
    assert {"minimum", "friend_limit", "not_cancelled", "kept"} <= set(failed)


def test_other_code_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    referrals = a_past(3, days=5)
    programs, former = stores.programs(), stores.former_decisions()

    class LaterRules:
        """The same versions with a higher minimum: what a change of the code might do."""

        def get(self, program_id: str) -> AppliedProgram:
            return programs.get(program_id)

        def get_version(self, program_id: str, version: int) -> AppliedProgram:
            found = programs.get_version(program_id, version)
            dear = found.rules.qualifies.model_copy(update={"minimum_minor": 8000})
            changed = found.rules.model_copy(update={"qualifies": dear})
            return found.model_copy(update={"rules": changed})

    answers = Counter(
        answer
        for each in referrals
        for answer in retake_rewards(each, former.rulings(each), LaterRules())
    )

    assert answers[RetakeAnswer.DIFFERENT]


def test_no_address_is_in_what_decisions_rest_on() -> None:
    a_past(4, days=5)

    kept = [item for item in clients.table("ledger").scan() if "ground" in item]
    grounds = [str(item["ground"]) for item in kept]
    grounds += [
        str(item.get(name, ""))
        for item in clients.table("referrals").scan()
        for name in ("grounds", "reward_ground")
    ]

    hashes = {
        item["figures"]["customer_hash"]
        for item in clients.table("referrals").scan()
        if item["figures"]["customer_hash"]
    }
    assert grounds
    assert not [each for each in grounds if any(known in each for known in hashes)]
