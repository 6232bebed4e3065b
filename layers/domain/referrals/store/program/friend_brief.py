"""Programs, as a friend's page reads them."""

from typing import NamedTuple

from referrals.model.link.friend_brief import FriendBrief, read_brief
from referrals.store.program.brief import current_key, version_key
from referrals.store.table import Table


class FriendBriefs(NamedTuple):
    table: Table

    def find(self, name: str) -> FriendBrief | None:
        """`name` is a program's id, or with `@` and a number one version of it."""
        program_id, _, version = name.partition("@")
        key = version_key(program_id, int(version)) if version else current_key(program_id)
        item = self.table.get(key, consistent=True)
        return read_brief(item["rules"]) if item else None
