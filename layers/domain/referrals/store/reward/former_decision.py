"""Former decisions on rewards, each an item beside the order's grant: nothing is overwritten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from awswire.codec import Item
from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.history.reward_ground import known_reward_ground, number_of
from referrals.store.attribution.compression import pack, unpack
from referrals.store.table import Table


class RewardRuling(NamedTuple):
    """A decision on an order's reward, and what it rested on."""

    decision: RewardDecision
    ground: dict[str, Any] | None
    """None of one from before grounds were kept."""


@dataclass(frozen=True, slots=True)
class FormerDecisions:
    table: Table

    def keep_action(self, referral: Referral) -> Item:
        """Keeps the decision that is about to be replaced, in the transaction that replaces it."""
        assert referral.reward
        ruling = {
            "decision": referral.reward.model_dump(mode="json", exclude_none=True),
            **({"ground": referral.reward_ground} if referral.reward_ground else {}),
        }
        place = _place(referral.key, number_of(referral))
        return self.table.put_action({**place, "packed": pack(ruling)})

    def of_order(self, key: str) -> Iterator[RewardRuling]:
        """Oldest first, without the one that holds."""
        for item in self.table.query("account = :a", {":a": _account(key)}, ConsistentRead=True):
            ruling = unpack(item["packed"]) if "packed" in item else item
            decision = RewardDecision.model_validate(ruling["decision"])
            yield RewardRuling(decision, ruling.get("ground"))

    def rulings(self, referral: Referral) -> list[RewardRuling]:
        """Every decision on its reward, oldest first; one query where there was a former."""
        if referral.reward is None:
            return []
        newest = RewardRuling(referral.reward, referral.reward_ground)
        ground = known_reward_ground(referral.reward_ground)
        alone = ground is not None and ground.number == 1
        return [newest] if alone else [*self.of_order(referral.key), newest]


def _account(key: str) -> str:
    return f"decided#{key}"


def _place(key: str, number: int) -> Item:
    return {"account": _account(key), "entry": f"{number:08d}"}
