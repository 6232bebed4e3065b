"""Passes from the shop's account area, each found by a hash of what its address names."""

from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.session.portal_pass import PortalPass, pass_over
from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class PortalPasses:
    table: Table

    def add(self, hashed: str, issued: PortalPass) -> None:
        self.table.put({**_key(hashed), **issued.model_dump(mode="json")})

    def find(self, hashed: str, now: datetime) -> PortalPass:
        """One that may be used still."""
        item = self.table.get(_key(hashed), consistent=True)
        if item is None or "used" in item or item["expires_at"] <= int(now.timestamp()):
            raise pass_over()
        return PortalPass.model_validate(item)

    def use(self, hashed: str, now: datetime) -> PortalPass:
        """Ours, once: of two at the same moment one is refused."""
        change = Change(
            update="SET #u = :yes",
            guard="attribute_exists(token_hash) AND attribute_not_exists(#u) AND expires_at > :now",
            names={"#u": "used"},
            values={":yes": True, ":now": int(now.timestamp())},
        )
        try:
            return PortalPass.model_validate(self.table.update(_key(hashed), change))
        except ConditionFailedError:
            raise pass_over() from None


def _key(hashed: str) -> Item:
    return {"token_hash": f"pass#{hashed}"}
