"""Links: by code for the redirect, by advocate and by program for everybody else."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.errors import ConflictError, NotFoundError
from referrals.model.link.link import Landing, Link, LinkStatus
from referrals.store.table import Change, ConditionFailedError, Table

_MOMENTS = frozenset({"created_at", "expires_at"})


class CodeTakenError(ConflictError):
    code = "code_taken"


class LinkNotFoundError(NotFoundError):
    code = "link_not_found"


class LinkClosedError(ConflictError):
    """Its advocate was erased: nobody is left whom it could reward."""

    code = "link_closed"


class Links:
    def __init__(self, table: Table) -> None:
        self.table = table

    def find(self, code: str, *, consistent: bool = False) -> Link | None:
        """Eventually consistent unless asked: what a click can afford."""
        item = self.table.get({"code": code}, consistent=consistent)
        return read_link(item) if item else None

    def get(self, code: str) -> Link:
        item = self.table.get({"code": code}, consistent=True)
        if item is None:
            raise LinkNotFoundError(f"no link has the code {code}.", field="code")
        return read_link(item)

    def create(self, link: Link) -> Link:
        """The link as stored; safe to repeat by the same advocate, refused to another one."""
        try:
            self.table.put(link_item(link), Change(guard="attribute_not_exists(code)"))
        except ConditionFailedError:
            there = self.get(link.code)
            if (there.advocate_id, there.program_id) == (link.advocate_id, link.program_id):
                return there
            raise CodeTakenError(
                f"the code {link.code} is taken.", field="code", remedy="Choose another one."
            ) from None
        return link

    def change(self, code: str, **fields: object) -> Link:
        """Sets the named fields of a link that exists."""
        sets = ", ".join(f"#{name} = :{name}" for name in fields)
        change = Change(
            update=f"SET {sets}",
            guard="attribute_exists(code) AND #s <> :closed",
            names={"#s": "status", **{f"#{name}": name for name in fields}},
            values={
                ":closed": LinkStatus.CLOSED.value,
                **{f":{name}": value for name, value in _epoch_fields(fields).items()},
            },
        )
        try:
            return read_link(self.table.update({"code": code}, change))
        except ConditionFailedError:
            raise self._unchangeable(code) from None

    def close(self, code: str) -> bool:
        """For good, without its words; whether there was such a link. Safe to repeat."""
        change = Change(
            update="SET #s = :closed, words = :none, card = :none",
            guard="attribute_exists(code)",
            names={"#s": "status"},
            values={":closed": LinkStatus.CLOSED.value, ":none": ""},
        )
        try:
            self.table.update({"code": code}, change)
        except ConditionFailedError:
            return False
        return True

    def remove(self, code: str, advocate_id: str) -> None:
        """Whole, as if it had never been: for what nobody followed yet. Safe to repeat."""
        with suppress(ConditionFailedError):
            self.table.delete(
                {"code": code}, Change(guard="advocate_id = :a", values={":a": advocate_id})
            )

    def note_gift(self, code: str, gift: str, by: str) -> None:
        """The code that its friends share; empty for none. Nothing for a link that is closed."""
        change = Change(
            update="SET gift = :gift, gift_by = :by",
            guard="attribute_exists(code) AND #s <> :closed",
            names={"#s": "status"},
            values={":gift": gift, ":by": by, ":closed": LinkStatus.CLOSED.value},
        )
        with suppress(ConditionFailedError):
            self.table.update({"code": code}, change)

    def refresh(self, link: Link, **fields: object) -> bool:
        """Sets the fields unless the words were changed since `link` was read."""
        change = Change(
            update="SET " + ", ".join(f"#{name} = :{name}" for name in fields),
            guard="#seen = :seen",
            names={"#seen": "words", **{f"#{name}": name for name in fields}},
            values={":seen": link.words, **{f":{name}": value for name, value in fields.items()}},
        )
        try:
            self.table.update({"code": link.code}, change)
        except ConditionFailedError:
            return False
        return True

    def words_action(self, link: Link, words: str) -> Item:
        """Part of a transaction; fails when the words were changed since `link` was read."""
        change = Change(
            update="SET words = :new",
            guard="words = :seen AND #s <> :closed",
            names={"#s": "status"},
            values={":new": words, ":seen": link.words, ":closed": LinkStatus.CLOSED.value},
        )
        return self.table.update_action({"code": link.code}, change)

    def _unchangeable(self, code: str) -> LinkNotFoundError | LinkClosedError:
        if self.find(code, consistent=True) is None:
            return LinkNotFoundError(f"no link has the code {code}.", field="code")
        return LinkClosedError(
            f"the link {code} is closed for good.", field="code", remedy="Issue another one."
        )

    def of_advocate(self, advocate_id: str) -> Iterator[Link]:
        items = self.table.query("advocate_id = :a", {":a": advocate_id}, IndexName="by_advocate")
        return (read_link(item) for item in items)

    def page_of_program(
        self, program_id: str, limit: int, start: Item | None
    ) -> tuple[list[Link], Item | None]:
        """Up to `limit` of them, and where to go on."""
        items, after = self.table.page(
            "program_id = :p",
            {":p": program_id},
            start=start,
            IndexName="by_program",
            Limit=limit,
        )
        return [read_link(item) for item in items], after

    def of_program(self, program_id: str) -> Iterator[Link]:
        items = self.table.query("program_id = :p", {":p": program_id}, IndexName="by_program")
        return (read_link(item) for item in items)


def link_item(link: Link) -> Item:
    """Its moments in epoch seconds; 0 where it never expires."""
    return _epoch_fields(link._asdict())


def _epoch_fields(fields: Mapping[str, Any]) -> Item:
    return {name: _number(value) if name in _MOMENTS else value for name, value in fields.items()}


def _number(moment: datetime | None) -> int:
    return epoch_seconds(moment) if moment else 0


def code_in_item(item: Item) -> str:
    """Of a link as a stream shows it; empty for other items."""
    return str(item.get("code", "")) if "destination" in item or "landing" in item else ""


def card_in(item: Item) -> str:
    """The card that a link names, as a stream shows it; empty where it names none."""
    return str(item.get("card") or "")


def read_link(item: Item) -> Link:
    fields = {name: item[name] for name in Link._fields if name in item}
    fields["status"] = LinkStatus(item["status"])
    fields["landing"] = Landing(item["landing"])
    fields["created_at"] = moment_of(item["created_at"])
    ends = item.get("expires_at", 0)
    fields["expires_at"] = moment_of(ends) if ends > 0 else None
    return Link(**fields)
