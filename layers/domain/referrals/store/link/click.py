"""Clicks: one item per countable visit, gone after ninety days."""

from awswire.codec import Item
from referrals.model.era import moment_of
from referrals.model.link.click import Click, click_fields
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

    def remove(self, click_id: str) -> None:
        """Safe to repeat."""
        self.table.delete({"click_id": click_id})


def read_click(item: Item) -> Click:
    fields = {name: item[name] for name in Click._fields if name in item}
    return Click(**{**fields, "clicked_at": moment_of(item["clicked_at"])})
