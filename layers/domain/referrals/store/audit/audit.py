"""Audits: how far each has come, the checkpoints of accounts, and which accounts changed when.

All of it lies in the ledger's table; checkpoints beside their account's lines.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from awswire.codec import Item, encode_item
from referrals.model.audit.audit import Audit
from referrals.model.audit.chain import Chain
from referrals.model.audit.night import NightAudit
from referrals.model.errors import MISSHAPEN
from referrals.model.reward.ledger import Balance
from referrals.store.reward.ledger import BALANCE, CHANGED_ON
from referrals.store.table import Change, Table, transact

_PROOF = {"account": "audit", "entry": "latest"}
_NIGHT = {"account": "audit", "entry": "night"}
CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class Audits:
    table: Table
    """The ledger's."""

    def proof(self) -> Audit | None:
        item = self.table.get(_PROOF, consistent=True)
        return Audit.model_validate(item) if item else None

    def keep_proof(self, audit: Audit) -> None:
        self.table.put({**_PROOF, **audit.model_dump(mode="json")})

    def night(self) -> NightAudit | None:
        item = self.table.get(_NIGHT, consistent=True)
        return NightAudit.model_validate(item) if item else None

    def keep_night(self, night: NightAudit) -> NightAudit:
        """As it is kept; ConditionFailedError where another run was first."""
        self.table.put(*_night_put(night))
        return _next_version(night)

    def checkpoint(self, account: str) -> Chain:
        item = self.table.get({"account": account, "entry": CHECKPOINT}, consistent=True)
        return Chain.model_validate(item) if item else Chain(account=account)

    def keep_checkpoint(self, night: NightAudit, chain: Chain) -> NightAudit:
        """Together with the audit, so that no line is added up twice or left out; CancelledError
        where another run was first.
        """
        point = {**chain.model_dump(mode="json"), "entry": CHECKPOINT}
        actions = [self.table.put_action(*_night_put(night)), self.table.put_action(point)]
        transact(self.table.dynamo, actions)
        return _next_version(night)

    def changed_on(
        self, day: date, limit: int, start: dict[str, Any] | None
    ) -> tuple[list[str], dict[str, Any] | None]:
        """Accounts of which that was the last day, and where to go on; from an index."""
        items, after = self.table.page(
            f"{CHANGED_ON} = :day",
            {":day": day.isoformat()},
            start=start,
            IndexName="by_change",
            Limit=limit,
        )
        return [item["account"] for item in items], after

    def some_balances(self, start: Any, limit: int) -> tuple[dict[str, Balance | None], Any]:
        """A page of all accounts, in no order, None for what is no balance; `limit` bounds the
        items looked at."""
        items, after = self.table.scan_page(
            start=start,
            FilterExpression="entry = :b",
            ExpressionAttributeValues=encode_item({":b": BALANCE}),
            ConsistentRead=True,
            Limit=limit,
        )
        return {item["account"]: _read_balance(item) for item in items}, after


def behind(account: str) -> dict[str, Any]:
    """Where a page of balances begins that goes on after that account."""
    return {"account": account, "entry": BALANCE}


def _read_balance(item: Item) -> Balance | None:
    try:
        return Balance.model_validate(item)
    except MISSHAPEN:
        return None


def _next_version(night: NightAudit) -> NightAudit:
    return night.model_copy(update={"version": night.version + 1})


def _night_put(night: NightAudit) -> tuple[Item, Change]:
    item = {**_NIGHT, **_next_version(night).model_dump(mode="json")}
    if night.version == 0:
        return item, Change(guard="attribute_not_exists(account)")
    return item, Change(guard="#v = :v", names={"#v": "version"}, values={":v": night.version})
