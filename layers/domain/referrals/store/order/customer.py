"""The customer on an order: found by keyed hash, and taken off when they are erased."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from awswire.codec import Item, encode_item
from referrals.model.errors import UnavailableError
from referrals.model.order_key import ConversionKey
from referrals.store.order.claim_index import ClaimIndex
from referrals.store.order.conversion import Conversions, order_key
from referrals.store.order.first_order import FirstOrders
from referrals.store.table import Change, ConditionFailedError

type StandIn = Callable[[str], str]
"""What an item says in place of a hash; empty stays empty."""
# Wherever these stand on an order item: in a fact of the shop's, or in somebody's claim.
_HASHES = {"customer_hash", "friend_hash"}
_OWN_WORDS = {"said", "note"}
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Customers:
    conversions: Conversions
    claims: ClaimIndex
    firsts: FirstOrders

    def some_orders(
        self, program_id: str, source: str, cursor: str, limit: int
    ) -> tuple[list[ConversionKey], str]:
        """Orders of a source in no order, `limit` items looked at; the cursor is empty at the end.

        Reads the whole table in time, which only a shop that leaves is worth.
        """
        place = f"{program_id}#{source}#"
        # Keys of ours beside the orders': pieces of held bodies, and how far the store was read.
        values = {":p": place, ":held": f"{place}held", ":store": f"{place}store"}
        items, after = self.conversions.table.scan_page(
            start=json.loads(cursor) if cursor else None,
            Limit=limit,
            FilterExpression="begins_with(conversion_key, :p)"
            " AND NOT conversion_key IN (:held, :store)",
            ExpressionAttributeValues=encode_item(values),
            ProjectionExpression="conversion_key",
        )
        keys = dict.fromkeys(item["conversion_key"] for item in items)
        return [ConversionKey.parse(key) for key in keys], json.dumps(after) if after else ""

    def count_items(self) -> int:
        """Of the whole table, about: DynamoDB counts them every six hours."""
        return self.conversions.table.count_all()

    def take_off(self, key: ConversionKey, stand_in: StandIn) -> bool:
        """Whether there was a customer on the order. Its revision stays: nothing was reported."""
        item = self.conversions.table.get(order_key(key), consistent=True) or {}
        # First: once the hashes are off the order, nothing tells where these are.
        for claim in _claims(item).values():
            self.claims.remove(key, claim["friend_hash"])
        for customer_hash in _customers_in(item):
            self.firsts.forget(customer_hash, key)
        return self._change(key, lambda item: _without_customer(item, stand_in), item)

    def take_claims_off(self, key: ConversionKey, friend_hash: str, stand_in: StandIn) -> bool:
        """Only what was claimed about them: the order may be another's."""

        def without(item: Item) -> Item:
            theirs = {n: c for n, c in _claims(item).items() if c["friend_hash"] == friend_hash}
            return {name: _clean(claim, stand_in) for name, claim in theirs.items()}

        return self._change(key, without)

    def _change(
        self, key: ConversionKey, change: Callable[[Item], Item], known: Item | None = None
    ) -> bool:
        """`known` is the item as it was read a moment ago; it is read again where it moved."""
        for _ in range(_TRIES):
            item = known or self.conversions.table.get(order_key(key), consistent=True)
            known = None
            changed = change(item) if item else {}
            if item is None or not changed:
                return False
            if self._write(key, item, changed):
                return True
        raise UnavailableError("the order is being changed.", remedy="Try again.")

    def _write(self, key: ConversionKey, item: Item, changed: Item) -> bool:
        names = {f"#a{place}": name for place, name in enumerate(changed)}
        change = Change(
            update="SET " + ", ".join(f"#a{place} = :a{place}" for place in range(len(changed))),
            guard="revision = :r",
            names=names,
            values={
                ":r": item["revision"],
                **{f":a{place}": value for place, value in enumerate(changed.values())},
            },
        )
        try:
            self.conversions.table.update(order_key(key), change)
        except ConditionFailedError:
            return False
        return True


def _claims(item: Item) -> Item:
    return {
        n: value for n, value in item.items() if isinstance(value, dict) and "claim_id" in value
    }


def _customers_in(item: Item) -> set[str]:
    """Every customer that a fact of the shop's names."""
    facts = (value for value in item.values() if isinstance(value, dict))
    return {str(fact["customer_hash"]) for fact in facts if fact.get("customer_hash")}


def _without_customer(item: Item, stand_in: StandIn) -> Item:
    """The attributes that change."""
    after = {name: _clean(value, stand_in) for name, value in item.items()}
    if owner := item.get("customer_key"):
        program_id, _, hashed = owner.rpartition("#")
        after["customer_key"] = f"{program_id}#{stand_in(hashed)}"
        after["mailbox"] = stand_in(hashed)
    return {name: value for name, value in after.items() if value != item.get(name)}


def _clean(value: Any, stand_in: StandIn) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: _replace_value(name, inner, stand_in) for name, inner in value.items()}


def _replace_value(name: str, value: Any, stand_in: StandIn) -> Any:
    if name in _HASHES:
        return stand_in(value)
    if name == "traces":
        return {}
    return "" if name in _OWN_WORDS else _clean(value, stand_in)
