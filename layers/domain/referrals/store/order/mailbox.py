"""Where a mailbox was met, in all programs: one index over what names it by its keyed hash.

Orders, claims, and what is noted of a customer have the attribute `mailbox`; a held body has one
that stands for whoever may be in it. Items from before the index are given theirs by a walk, and
until that has ended each program is asked for itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.order_key import ConversionKey
from referrals.store.order.body import HELD_MAILBOX
from referrals.store.order.claim_index import CLAIM, ClaimIndex
from referrals.store.order.conversion import ORDER_ITEM, Conversions
from referrals.store.order.first_order import FIRST_ITEM
from referrals.store.order.former_customer import FORMER_ITEM, FormerCustomers
from referrals.store.table import Change, ConditionFailedError

_WALK = {"conversion_key": "mailboxes", "fact": "walk"}
_HELD = "held#"


@dataclass(frozen=True, slots=True)
class MailboxTraces:
    """Everything that the hash of one mailbox leads to."""

    orders: tuple[ConversionKey, ...] = ()
    claimed: tuple[ConversionKey, ...] = ()
    """Orders with a claim about it, placed by whomever."""
    programs: tuple[str, ...] = ()
    """Those that noted something of its customer."""


@dataclass(frozen=True, slots=True)
class Mailboxes:
    conversions: Conversions
    claims: ClaimIndex
    former: FormerCustomers
    programs: Callable[[], Iterable[str]]
    sources: tuple[str, ...]

    def traces(self, mailbox: str) -> MailboxTraces:
        """From an index: what was recorded a moment ago may be missing."""
        if not self.is_walked():
            return self._traces_by_program(mailbox)
        found = [(item["conversion_key"], item["fact"]) for item in self._index_items(mailbox)]
        return MailboxTraces(
            tuple(ConversionKey.parse(key) for key, fact in found if fact == ORDER_ITEM),
            tuple(
                ConversionKey.parse(fact.removeprefix(CLAIM))
                for _, fact in found
                if fact.startswith(CLAIM)
            ),
            _distinct(
                key.partition("#")[0] for key, fact in found if fact in (FIRST_ITEM, FORMER_ITEM)
            ),
        )

    def held_places(self) -> Iterator[tuple[str, str, str]]:
        """Program, source and hash of every held body, of all programs."""
        if self.is_walked():
            for item in self._index_items(HELD_MAILBOX):
                program_id, source, _ = item["conversion_key"].rsplit("#", 2)
                yield program_id, source, item["fact"].removeprefix(_HELD)
            return
        for program_id in self.programs():
            for source in self.sources:
                for each in self.conversions.bodies.held_bodies(program_id, source):
                    yield program_id, source, each.sha

    def is_walked(self) -> bool:
        return self.cursor() is None

    def cursor(self) -> Item | None:
        """Where the walk goes on: None once it has ended, empty where it has yet to begin."""
        item = self.conversions.table.get(_WALK, consistent=True) or {"cursor": {}}
        return item["cursor"] if item["cursor"] is None else dict(item["cursor"])

    def begin_walk(self, now: datetime) -> datetime:
        """When it began: with this call, or an earlier one."""
        change = Change(
            update="SET begun_at = if_not_exists(begun_at, :now), #c = if_not_exists(#c, :start)",
            names={"#c": "cursor"},
            values={":now": epoch_seconds(now), ":start": {}},
        )
        return moment_of(self.conversions.table.update(_WALK, change)["begun_at"])

    def walk(self, start: Item, limit: int) -> tuple[int, Item | None]:
        """How many of the next `limit` items lacked their mailbox, and where to go on. Safe to
        repeat."""
        items, after = self.conversions.table.scan_page(
            start=start or None,
            Limit=limit,
            ProjectionExpression="conversion_key, fact, customer_key, mailbox, expires_at",
        )
        given = sum(self._give(item) for item in items)
        change = Change(update="SET #c = :c", names={"#c": "cursor"}, values={":c": after})
        self.conversions.table.update(_WALK, change)
        return given, after

    def _give(self, item: Item) -> bool:
        mailbox = _mailbox_of(item)
        if mailbox in ("", item.get("mailbox", "")):
            return False
        owner = item.get("customer_key", "")
        same = "customer_key = :c" if owner else "attribute_not_exists(customer_key)"
        change = Change(
            update="SET mailbox = :m",
            guard=f"attribute_exists(conversion_key) AND {same}",
            values={":m": mailbox, **({":c": owner} if owner else {})},
        )
        try:
            self.conversions.table.update({n: item[n] for n in ("conversion_key", "fact")}, change)
        except ConditionFailedError:  # Whoever changed it meanwhile wrote the mailbox, too.
            return False
        return True

    def _index_items(self, mailbox: str) -> Iterator[Item]:
        return self.conversions.table.query("mailbox = :m", {":m": mailbox}, IndexName="by_mailbox")

    def _traces_by_program(self, mailbox: str) -> MailboxTraces:
        programs = tuple(self.programs())
        return MailboxTraces(
            _distinct(
                k for each in programs for k in self.conversions.keys_of_customer(each, mailbox)
            ),
            _distinct(k for each in programs for k in self.claims.of_friend(each, mailbox)),
            programs,
        )


def _mailbox_of(item: Item) -> str:
    """Empty for what names none."""
    key, fact = item["conversion_key"], item["fact"]
    if fact == ORDER_ITEM:
        return str(item.get("customer_key", "")).rpartition("#")[2]
    if fact.startswith(_HELD):
        return HELD_MAILBOX
    named = fact.startswith(CLAIM) and "#claims#" in key
    named = named or (fact in (FIRST_ITEM, FORMER_ITEM) and "#customers#" in key)
    return str(key.rpartition("#")[2]) if named else ""


def _distinct(found: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(found))
