"""Which of a platform's transactions stands for which reward: one for one, for ever."""

from dataclasses import dataclass

from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class ShopClaims:
    table: Table
    """The ledger's."""

    def claim(self, place: str, reference: str, name: str) -> bool:
        """Whether it stands for `name`, now or since before; False where it is another's."""
        item = {"account": f"shop-credit#{place}", "entry": reference, "claimed_for": name}
        free = Change(
            guard="attribute_not_exists(account) OR claimed_for = :name", values={":name": name}
        )
        try:
            self.table.put(item, free)
        except ConditionFailedError:
            return False
        return True
