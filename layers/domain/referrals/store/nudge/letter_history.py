"""What each person was sent beyond what is theirs: one item, changed only by who read it last."""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.nudge.letter_history import LetterHistory
from referrals.store.table import Change, ConditionFailedError, Table

ENTRY = "letters"


@dataclass(frozen=True, slots=True)
class LetterHistories:
    table: Table

    def find(self, person_id: str) -> LetterHistory:
        """Empty for somebody who was never written to."""
        item = self.table.get(_place(person_id), consistent=True)
        return _read(person_id, item) if item else LetterHistory(person_id=person_id)

    def replace_action(self, history: LetterHistory) -> Item:
        """Fails when the item has changed since `history` was read off it."""
        return self.table.put_action(_as_item(history), _guard(history))

    def replace(self, history: LetterHistory) -> bool:
        """Whether it was written; False when the item has changed meanwhile."""
        try:
            self.table.put(_as_item(history), _guard(history))
        except ConditionFailedError:
            return False
        return True

    def remove(self, person_id: str) -> None:
        """Safe to repeat."""
        self.table.delete(_place(person_id))


def _guard(history: LetterHistory) -> Change:
    if not history.version:
        return Change(guard="attribute_not_exists(subject)")
    return Change(guard="#v = :v", names={"#v": "version"}, values={":v": history.version})


def _as_item(history: LetterHistory) -> Item:
    fields = history.model_dump(mode="json", exclude={"person_id"}, exclude_none=True)
    return {**_place(history.person_id), **fields, "version": history.version + 1}


def _read(person_id: str, item: Item) -> LetterHistory:
    return LetterHistory.model_validate({**item, "person_id": person_id})


def _place(person_id: str) -> Item:
    return {"subject": f"person#{person_id}", "entry": ENTRY}
