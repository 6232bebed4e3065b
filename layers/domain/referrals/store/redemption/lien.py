"""Liens on what a person has reserved: few items, and a count that moves with every new one."""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.redemption.spending import Lien
from referrals.store.table import Change, Table

# More than one transaction could settle; the program bears what comes beyond.
MOST_LIENS = 10
_COUNT = "count"


@dataclass(frozen=True, slots=True)
class LienList:
    liens: tuple[Lien, ...]
    laid: int
    """How many were ever laid there."""

    @property
    def total(self) -> int:
        return sum(lien.amount for lien in self.liens)


@dataclass(frozen=True, slots=True)
class Liens:
    table: Table

    def find(self, person_id: str, program_id: str, asset: str) -> LienList:
        names = (person_id, program_id, asset)
        values = {":a": _account(*names)}
        items = list(self.table.query("account = :a", values, ConsistentRead=True))
        liens = [
            Lien(*names, item["grant_key"], item["side"], item["amount"])
            for item in items
            if item["entry"] != _COUNT
        ]
        laid = next((item["laid"] for item in items if item["entry"] == _COUNT), 0)
        return LienList(tuple(liens), laid)

    def lay_action(self, lien: Lien) -> Item:
        """Adds to what the side may collect."""
        change = Change(
            update="SET grant_key = :g, side = :s ADD amount :n",
            values={":g": lien.grant_key, ":s": lien.side, ":n": lien.amount},
        )
        return self.table.update_action(_place(lien), change)

    def count_action(self, person_id: str, program_id: str, asset: str) -> Item:
        place = {"account": _account(person_id, program_id, asset), "entry": _COUNT}
        return self.table.update_action(place, Change(update="ADD laid :one", values={":one": 1}))

    def unmoved_action(self, person_id: str, program_id: str, asset: str, laid: int) -> Item:
        """Fails when another lien was laid since so many were counted."""
        place = {"account": _account(person_id, program_id, asset), "entry": _COUNT}
        guard = Change(guard="laid = :n", values={":n": laid})
        return self.table.check_action(
            place, guard if laid else Change(guard="attribute_not_exists(account)")
        )

    def rest_action(self, lien: Lien, rest: int) -> Item:
        """What is left of a lien; fails when it is not as it was read."""
        unmoved = Change(guard="amount = :n", values={":n": lien.amount})
        if not rest:
            return self.table.delete_action(_place(lien), unmoved)
        names = {"grant_key": lien.grant_key, "side": lien.side}
        return self.table.put_action({**_place(lien), **names, "amount": rest}, unmoved)


def _account(person_id: str, program_id: str, asset: str) -> str:
    return f"lien#{person_id}:{program_id}:{asset}"


def _place(lien: Lien) -> Item:
    account = _account(lien.person_id, lien.program_id, lien.asset)
    return {"account": account, "entry": f"side#{lien.grant_key}/{lien.side}"}
