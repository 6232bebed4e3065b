"""Sign-ins by mailed link: by the hash of their token, by the address, and counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.model.session.sign_in import (
    MOST_TRIES,
    AskingHistory,
    SignIn,
    SignInOverError,
    too_many_sign_ins,
)
from referrals.store.table import CancelledError, Change, ConditionFailedError, Table, transact

DAY = timedelta(days=1)
WINDOW_SECONDS = 900


@dataclass(frozen=True, slots=True)
class SignIns:
    table: Table

    def history(self, email_hash: str) -> AskingHistory:
        item = self.table.get(_history_key(email_hash), consistent=True)
        return AskingHistory.model_validate(item) if item else AskingHistory()

    def replace(
        self,
        email_hash: str,
        before: AskingHistory,
        hashed: str,
        sign_in: SignIn,
        *,
        beside: Sequence[Item],
    ) -> bool:
        """The new sign-in instead of the newest before it, with all that `beside` writes; False
        when another one came in between."""
        asked = int(sign_in.asked_at.timestamp())
        after = AskingHistory(
            moments=(*before.moments, asked),
            newest=hashed,
            applicant_ids=(*before.applicant_ids, sign_in.applicant_id),
            version=before.version + 1,
        )
        guard, values = "version = :v", {":v": before.version}
        if before.version == 0:
            # One whose time is over, and only the clean-up is late, gives way.
            guard = "attribute_not_exists(token_hash) OR expires_at <= :now"
            values = {":now": asked}
        gone = {"expires_at": asked + int(DAY.total_seconds())}
        record = {**_history_key(email_hash), **after.model_dump(mode="json"), **gone}
        actions = [
            self.table.put_action(record, Change(guard=guard, values=values)),
            self.table.put_action({**_key(hashed), **_as_item(sign_in)}),
            *beside,
        ]
        if before.newest:
            actions.append(self.table.delete_action(_key(before.newest)))
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            return False
        return True

    def find(self, hashed: str, now: datetime) -> SignIn:
        """One that may be used still."""
        item = self.table.get(_key(hashed), consistent=True)
        found = SignIn.model_validate(item) if item else None
        if found is None or not found.is_open(now):
            raise sign_in_over()
        return found

    def count_try(self, hashed: str, now: datetime) -> None:
        """Before a number is compared: however many come at once, only five are."""
        change = Change(
            update="ADD tries :one",
            guard="attribute_not_exists(used_at) AND tries < :most AND expires_at > :now",
            values={":one": 1, ":most": MOST_TRIES, ":now": int(now.timestamp())},
        )
        self._change(hashed, change)

    def use(self, hashed: str, now: datetime) -> SignIn:
        """Ours, once: of two at the same moment one is refused."""
        change = Change(
            update="SET used_at = :at",
            guard="attribute_not_exists(used_at) AND expires_at > :now",
            values={":at": stamp(now), ":now": int(now.timestamp())},
        )
        return self._change(hashed, change)

    def count_asking(self, what: str, most: int, now: datetime) -> None:
        """`what` names a network by its keyed hash, or all of them; refused beyond `most`."""
        window = int(now.timestamp()) // WINDOW_SECONDS
        change = Change(
            update="ADD asked :one SET expires_at = :gone",
            guard="attribute_not_exists(asked) OR asked < :most",
            values={":one": 1, ":most": most, ":gone": (window + 2) * WINDOW_SECONDS},
        )
        try:
            self.table.update({"token_hash": f"asked#{what}#{window}"}, change)
        except ConditionFailedError:
            raise too_many_sign_ins() from None

    def _change(self, hashed: str, change: Change) -> SignIn:
        try:
            return SignIn.model_validate(self.table.update(_key(hashed), change))
        except ConditionFailedError:
            raise sign_in_over() from None


def sign_in_over() -> SignInOverError:
    return SignInOverError("this link is over.", remedy="Ask for another one.")


def _as_item(sign_in: SignIn) -> Item:
    return sign_in.model_dump(mode="json", exclude_none=True)


def _key(hashed: str) -> Item:
    return {"token_hash": f"sign-in#{hashed}"}


def _history_key(email_hash: str) -> Item:
    return {"token_hash": f"asks#{email_hash}"}
