"""Programs, as a friend's page reads them."""

from typing import NamedTuple

from referrals.model.link.friend_brief import FriendBrief, read_brief
from referrals.store.program.brief import current_key
from referrals.store.table import Table


class FriendBriefs(NamedTuple):
    table: Table

    def find(self, program_id: str) -> FriendBrief | None:
        item = self.table.get(current_key(program_id), consistent=True)
        return read_brief(item["rules"]) if item else None
