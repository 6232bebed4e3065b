"""The ground of a reward's decision: all that it was a function of, so that it can be retaken.

The rules aren't in it, only which versions: those never change. Nor is anybody's address.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.program.budget import Shard
from referrals.model.program.tally import Tally
from referrals.model.reward.grant import Grant, Side
from referrals.model.reward.ledger import Balance
from referrals.model.reward.question import RewardQuestion

# In place of the keyed hash of somebody whose address is known.
SOMEBODY = "somebody"
# Of a referral: what is no input of the decision, and what names people.
_APART = {"decisions", "grounds", "heard", "reward", "reward_ground", "traces", "recalled_at"}


class RewardGround(BaseModel):
    model_config = ConfigDict(frozen=True)
    number: int = 1
    """Counts the decisions on the order's reward."""
    rules_version: int
    current_version: int
    decisions: int = 1
    """How many decisions of attribution there were: the last one held."""
    referral: dict[str, Any]
    """As it was, but for its decisions."""
    advocate: dict[str, Any] | None = None
    """Counts, as they were read; None where they weren't needed."""
    friend: dict[str, Any] | None = None
    today: dict[str, Any] | None = None
    renewals: dict[str, Any] | None = None
    shards: tuple[tuple[int, int], ...] = ()
    """Left and spent of each."""
    ahead: int = 0
    grant: dict[str, Any] | None = None
    """As it stood before."""
    balances: dict[str, int] = {}

    def tally(self, name: str, subject: str) -> Tally:
        fields = getattr(self, name) or {}
        return Tally.model_validate({"subject": subject, **fields})

    @property
    def all_shards(self) -> tuple[Shard, ...]:
        pairs = enumerate(self.shards)
        return tuple(Shard(number, left, spent) for number, (left, spent) in pairs)

    @property
    def grant_before(self) -> Grant | None:
        return Grant.model_validate(self.grant) if self.grant else None

    def past_referral(self, now: Referral, previous: RewardDecision | None) -> Referral:
        """The referral that the decision was about; `previous` is the decision before it."""
        decisions = now.decisions[: self.decisions]
        then = Referral.model_validate({**self.referral, "decisions": decisions})
        return then.model_copy(update={"reward": previous})


def reward_ground(
    question: RewardQuestion, balances: Mapping[str, Balance], *, number: int
) -> dict[str, Any]:
    """As plain values, the defaults left out."""
    referral = question.referral
    ground = RewardGround(
        number=number,
        rules_version=question.rules_version,
        current_version=question.current_version,
        decisions=len(referral.decisions),
        referral=_plain_referral(referral),
        advocate=_counts(question.advocate),
        friend=_counts(question.friend),
        today=_counts(question.today),
        renewals=_counts(question.renewals),
        shards=_pairs(question.shards),
        ahead=question.ahead,
        grant=_plain_grant(question.grant) if question.grant else None,
        balances={name: each.balance for name, each in balances.items()},
    )
    return ground.model_dump(mode="json", exclude_defaults=True)


def known_reward_ground(found: dict[str, Any] | None) -> RewardGround | None:
    """None of a decision from before grounds were kept."""
    return RewardGround.model_validate(found) if found else None


def number_of(referral: Referral) -> int:
    """Which decision on its reward the referral has; 0 before the first."""
    ground = referral.reward_ground or {}
    return int(ground.get("number", 1)) if referral.reward else 0


def _counts(tally: Tally) -> dict[str, Any] | None:
    if not tally.subject:
        return None
    return tally.model_dump(mode="json", exclude_defaults=True, exclude={"subject"})


def _pairs(shards: Sequence[Shard]) -> tuple[tuple[int, int], ...]:
    return tuple((shard.left_minor, shard.spent_minor) for shard in shards)


def _plain_referral(referral: Referral) -> dict[str, Any]:
    figures = referral.figures
    known = SOMEBODY if figures.customer_hash else ""
    hidden = referral.model_copy(
        update={"figures": figures.model_copy(update={"customer_hash": known})}
    )
    return hidden.model_dump(mode="json", exclude=_APART, exclude_defaults=True)


def _plain_grant(grant: Grant) -> dict[str, Any]:
    """Without codes, which are as good as money, and without the friend's hash."""
    hidden = grant.model_copy(
        update={
            "customer_hash": SOMEBODY if grant.customer_hash else "",
            "sides": tuple(map(_without_code, grant.sides)),
            "former": tuple(map(_without_code, grant.former)),
        }
    )
    return hidden.model_dump(mode="json", exclude_defaults=True)


def _without_code(side: Side) -> Side:
    return side.model_copy(update={"code": "", "shop_code": None})
