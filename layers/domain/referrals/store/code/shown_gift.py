"""Gift codes, as a friend's page reads them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from awswire.codec import Item
from referrals.model.code.gift_text import ShopCodeState, ShownGift, kept_text
from referrals.store.table import Table


def gift_key(program_id: str, plain: str) -> Item:
    """Where a gift lies by its text, as `kept_text` makes it."""
    return {"code": f"gift#{program_id}#{plain}"}


def gift_item(table: Table, program_id: str, text: str) -> Item | None:
    """A gift by its first choice or by a later one."""
    plain = kept_text(text)
    item = table.get(gift_key(program_id, plain), consistent=True) if plain else None
    if item and "leads_to" in item:
        item = table.get(gift_key(program_id, item["leads_to"]), consistent=True)
    return item


class ShownGifts(NamedTuple):
    table: Table

    def find(self, program_id: str, text: str) -> ShownGift | None:
        """The gift by the code that its till knows; None for every other code."""
        gift = self.look_up(program_id, text)
        return gift if gift and kept_text(gift.text) == kept_text(text) else None

    def look_up(self, program_id: str, text: str) -> ShownGift | None:
        item = gift_item(self.table, program_id, text)
        return _read(item) if item else None


def _read(item: Item) -> ShownGift:
    shop_code: Mapping[str, Any] = item.get("shop_code") or {}
    return ShownGift(
        link_code=item["link_code"],
        text=shop_code.get("code") or item["typed"],
        codes_by=item["codes_by"],
        ends_at=datetime.fromisoformat(item["ends_at"]),
        is_used=bool(item.get("used_by")),
        is_over=bool(item.get("ended_at")),
        is_in_till=shop_code.get("state") == ShopCodeState.MADE,
        joint=bool(item.get("joint")),
    )
