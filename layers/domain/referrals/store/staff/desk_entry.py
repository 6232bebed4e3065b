"""Sign-ins between the mailed link and the desk, and questions for passkeys: each by a hash."""

from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.model.session.person_session import secret_hash
from referrals.model.staff.desk_entry import DeskEntry, entry_over, question_over
from referrals.model.staff.passkey_question import ANSWER_WITHIN, PasskeyPurpose
from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class DeskEntries:
    table: Table

    def add(self, hashed: str, entry: DeskEntry) -> None:
        self.table.put({**_key(hashed), **entry.model_dump(mode="json")})

    def find(self, hashed: str, now: datetime) -> DeskEntry:
        """One that may be used still."""
        item = self.table.get(_key(hashed), consistent=True)
        found = DeskEntry.model_validate(item) if item else None
        if found is None or found.expires_at <= now:
            raise entry_over()
        return found

    def use(self, hashed: str) -> None:
        """Ours, once: of two at the same moment one is refused."""
        try:
            self.table.delete(_key(hashed), Change(guard="attribute_exists(token_hash)"))
        except ConditionFailedError:
            raise entry_over() from None

    def put_question(
        self, challenge: str, holder: str, purpose: PasskeyPurpose, now: datetime
    ) -> None:
        """`holder` is the hash of what the browser keeps that is asked."""
        ends = {"expires_at": epoch_seconds(now + ANSWER_WITHIN)}
        whose = {"holder": holder, "purpose": purpose.value}
        self.table.put({**_question_key(challenge), **whose, **ends})

    def take_question(
        self, challenge: str, holder: str, purpose: PasskeyPurpose, now: datetime
    ) -> None:
        """Gone with its first answer, right or wrong; another browser's is left where it is."""
        change = Change(
            guard="holder = :h AND purpose = :p AND expires_at > :now",
            values={":h": holder, ":p": purpose.value, ":now": epoch_seconds(now)},
        )
        try:
            self.table.delete(_question_key(challenge), change)
        except ConditionFailedError:
            raise question_over() from None


def _key(hashed: str) -> Item:
    return {"token_hash": f"desk-entry#{hashed}"}


def _question_key(challenge: str) -> Item:
    return {"token_hash": f"passkey-question#{secret_hash(challenge)}"}
