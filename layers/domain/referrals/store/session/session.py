"""Sessions: API keys and first answers, each found by a hash of what its holder shows."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.model.errors import UnavailableError
from referrals.model.moment import stamp
from referrals.model.session.api_key import ApiKey, KeyNotFoundError
from referrals.store.table import Change, ConditionFailedError, Table

KEEP_FORM_SECONDS = 86_400
"""A session at the desk ends before."""
ABSENT = Change(guard="attribute_not_exists(token_hash)")


@dataclass(frozen=True, slots=True)
class Sessions:
    table: Table

    def add_key(self, key_hash: str, key: ApiKey) -> None:
        # Keys are random: one that is there already is this one, written by a repeated call.
        try:
            self.table.put({"token_hash": _key(key_hash), **_as_item(key)}, ABSENT)
        except ConditionFailedError:
            return

    def find_key(self, key_hash: str) -> ApiKey | None:
        """Looked up by hash and compared in constant time, so that timing tells nothing."""
        item = self.table.get({"token_hash": _key(key_hash)}, consistent=True)
        if item is None or not hmac.compare_digest(item["token_hash"], _key(key_hash)):
            return None
        return _read_key(item)

    def note_use(self, key_hash: str, today: date) -> None:
        """Once a day. Whether a key is used is good to know, and nothing to refuse one for."""
        change = Change(
            update="SET last_used_on = :d",
            guard="attribute_exists(token_hash) AND "
            "(attribute_not_exists(last_used_on) OR last_used_on < :d)",
            values={":d": today.isoformat()},
        )
        try:
            self.table.update({"token_hash": _key(key_hash)}, change)
        except (ConditionFailedError, UnavailableError):
            return

    def keys(self) -> Iterator[ApiKey]:
        """All keys, revoked ones too, from an index that has nothing else."""
        return map(_read_key, self.table.scan(IndexName="by_key"))

    def revoke_key(self, key_id: str, now: datetime) -> ApiKey:
        """Safe to repeat: the first moment stays."""
        for item in self.table.query("key_id = :k", {":k": key_id}, IndexName="by_key"):
            change = Change(
                update="SET revoked_at = if_not_exists(revoked_at, :t)",
                values={":t": stamp(now)},
            )
            return _read_key(self.table.update({"token_hash": item["token_hash"]}, change))
        raise KeyNotFoundError(
            f"no key has the id {key_id}.", field="key_id", remedy="See `goodword key list`."
        )

    def spend_form(self, name: str, now: datetime) -> bool:
        """Whether a form that may be sent once, named so, is sent for the first time."""
        digest = hashlib.sha256(name.encode()).hexdigest()
        ends = epoch_seconds(now) + KEEP_FORM_SECONDS
        try:
            self.table.put({"token_hash": f"form#{digest}", "expires_at": ends}, ABSENT)
        except ConditionFailedError:
            return False
        return True

    def find_answer(self, name_hash: str, now: datetime) -> Item | None:
        """The first answer to a repeated request, if it is remembered still."""
        item = self.table.get({"token_hash": f"answer#{name_hash}"}, consistent=True)
        return item if item and item["expires_at"] > now.timestamp() else None

    def keep_answer(self, name_hash: str, answer: Item, now: datetime) -> None:
        """The first one stays, unless its time is over and only the clean-up is late."""
        item = {"token_hash": f"answer#{name_hash}", **answer}
        free = "attribute_not_exists(token_hash) OR expires_at <= :now"
        try:
            self.table.put(item, Change(guard=free, values={":now": int(now.timestamp())}))
        except ConditionFailedError:
            return


def _key(key_hash: str) -> str:
    return f"key#{key_hash}"


def _as_item(key: ApiKey) -> Item:
    return key.model_dump(mode="json", exclude_none=True)


def _read_key(item: Item) -> ApiKey:
    return ApiKey.model_validate(item)
