"""Clicks: one item per countable visit, gone after ninety days."""

from datetime import datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.link.click import WENT_ON_AT, Click, click_fields
from referrals.store.table import Change, ConditionFailedError, Table

KEEP_SECONDS = 90 * 86_400


class Clicks:
    def __init__(self, table: Table) -> None:
        self.table = table

    def record(self, click: Click) -> bool:
        """Whether it was new; safe to repeat: a click that is there already stays as it is."""
        fields = click_fields(click)
        item = {**fields, "expires_at": fields["clicked_at"] + KEEP_SECONDS}
        try:
            self.table.put(item, Change(guard="attribute_not_exists(click_id)"))
        except ConditionFailedError:
            return False
        return True

    def get(self, click_id: str) -> Click | None:
        item = self.table.get({"click_id": click_id})
        return read_click(item) if item else None

    def note_going_on(self, click_id: str, now: datetime) -> bool:
        """Whether it was the first time; False, too, for a click that isn't there."""
        change = Change(
            update=f"SET {WENT_ON_AT} = :now",
            guard=f"attribute_exists(click_id) AND attribute_not_exists({WENT_ON_AT})",
            values={":now": epoch_seconds(now)},
        )
        try:
            self.table.update({"click_id": click_id}, change)
        except ConditionFailedError:
            return False
        return True

    def remove(self, click_id: str) -> None:
        """Safe to repeat."""
        self.table.delete({"click_id": click_id})


def read_click(item: Item) -> Click:
    fields = {name: item[name] for name in Click._fields if name in item}
    moments = {n: moment_of(item[n]) for n in ("clicked_at", WENT_ON_AT) if n in item}
    return Click(**{**fields, **moments})


def fresh_click(item: Item) -> Item:
    """As it was before it was changed: a click is written once, and going on is noted once."""
    return {name: value for name, value in item.items() if name != WENT_ON_AT}
