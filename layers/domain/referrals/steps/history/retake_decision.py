"""Takes decisions again by what they rested on and under their own rules; writes nothing.

The same functions as for a new order, so a difference means that the code decides otherwise today.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from referrals.model.attribution.ground import known_ground, retake_attribution
from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.history.retake import RetakeAnswer, Retaken, worst_of
from referrals.model.history.reward_ground import RewardGround, known_reward_ground
from referrals.model.program.budget import LinePlace, Shard
from referrals.model.program.program import AppliedProgram
from referrals.model.program.tally import Tally
from referrals.model.reward.ledger import Balance
from referrals.model.reward.settlement import Settlement, settle
from referrals.steps.reward.gather_reward import RuleBook, gather_reward
from referrals.store.reward.former_decision import RewardRuling


def retake_order(
    referral: Referral | None,
    rulings: Sequence[RewardRuling],
    programs: RuleBook,
    until: datetime | None = None,
) -> Retaken:
    """All decisions on an order that were taken by `until`, each taken again."""
    if referral is None:
        return Retaken(attribution=RetakeAnswer.NONE, reward=RetakeAnswer.NONE)
    return Retaken(
        attribution=worst_of(retake_attributions(referral, programs, until)),
        reward=worst_of(retake_rewards(referral, rulings, programs, until)),
    )


@dataclass(frozen=True, slots=True)
class GroundRules:
    """The versions that a decision was taken by."""

    ground: RewardGround
    programs: RuleBook

    def get(self, program_id: str) -> AppliedProgram:
        return self.programs.get_version(program_id, self.ground.current_version)

    def get_version(self, program_id: str, version: int) -> AppliedProgram:
        return self.programs.get_version(program_id, version)


@dataclass(frozen=True, slots=True)
class GroundCounts:
    """The counts as they were read for a decision."""

    ground: RewardGround

    def tally(self, subject: str) -> Tally:
        kind = {"day": "today"}
        about = subject.split("#")[1]
        return self.ground.tally(kind.get(about, about), subject)

    def shards(self, program_id: str) -> tuple[Shard, ...]:  # noqa: ARG002
        return self.ground.all_shards

    def ahead(self, place: LinePlace) -> int:  # noqa: ARG002
        return self.ground.ahead


def retake_attributions(
    referral: Referral, programs: RuleBook, until: datetime | None = None
) -> Iterator[RetakeAnswer]:
    """One answer for each decision of attribution, oldest first."""
    for place, decision in enumerate(referral.decisions):
        if until and decision.decided_at > until:
            return
        ground = known_ground(referral, place)
        if ground is None:
            yield RetakeAnswer.UNKNOWN
            continue
        rules = programs.get_version(referral.program_id, ground.program_version)
        found = retake_attribution(referral, place, ground, rules)
        # The terms that were promised go on, whoever is found to have brought the order.
        kept = found.model_copy(update={"program_version": decision.program_version})
        yield RetakeAnswer.SAME if kept == decision else RetakeAnswer.DIFFERENT


def retake_rewards(
    referral: Referral,
    rulings: Sequence[RewardRuling],
    programs: RuleBook,
    until: datetime | None = None,
) -> Iterator[RetakeAnswer]:
    """One answer for each decision on the reward, oldest first."""
    previous: RewardDecision | None = None
    for ruling in rulings:
        if until and ruling.decision.decided_at > until:
            return
        ground = known_reward_ground(ruling.ground)
        if ground is None:
            yield RetakeAnswer.UNKNOWN
        else:
            found = retake_reward(referral, ruling.decision, previous, ground, programs=programs)
            same = found.decision == ruling.decision
            yield RetakeAnswer.SAME if same else RetakeAnswer.DIFFERENT
        previous = ruling.decision


def retake_reward(
    referral: Referral,
    decision: RewardDecision,
    previous: RewardDecision | None,
    ground: RewardGround,
    *,
    programs: RuleBook,
) -> Settlement:
    """The settlement that came to `decision`, as the same rules make it today."""
    then = ground.past_referral(referral, previous)
    rules, counts = GroundRules(ground, programs), GroundCounts(ground)
    question = gather_reward(then, ground.grant_before, rules, counts)
    balances = {
        account: Balance(account=account, balance=amount)
        for account, amount in ground.balances.items()
    }
    return settle(question, balances, decision.decided_at)
