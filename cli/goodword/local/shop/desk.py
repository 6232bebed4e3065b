"""The owner's desk: orders, codes, webhooks; and the buttons that refund, edit and call off."""

import re
from dataclasses import dataclass
from datetime import datetime

from goodword.local.shop import till
from goodword.local.shop.money_shelf import MoneyTables
from goodword.local.shop.order import BakeryOrder
from goodword.local.shop.page import ShopAnswer, ShopRequest, go, note, order_rows, show
from goodword.local.shop.product import PRODUCTS
from goodword.local.shop.shelf import ShopTables

_AMOUNT = re.compile(r"(\d{1,5})(?:[.,](\d{2}))?")


@dataclass(frozen=True, slots=True)
class OwnerVisit:
    asked: ShopRequest
    tables: ShopTables
    now: datetime

    def answer(self) -> ShopAnswer:
        match self.asked.method, *self.asked.path.strip("/").split("/"):
            case "GET", "owner":
                return self._show_all()
            case method, "owner", "orders", number if number.isdecimal():
                order = self.tables.order(int(number))
                if order is None:
                    return note("No such order", "Nothing was sold under that number.", 404)
                return self._show(order) if method == "GET" else self._act(order)
            case _:
                return note("Nothing here", "The owner's desk has orders, and what follows.", 404)

    def _show_all(self) -> ShopAnswer:
        return show(
            "owner.html",
            orders=self.tables.orders(),
            discounts=[(each, each.status(self.now)) for each in self.tables.discounts(20)],
            webhooks=self.tables.webhooks(most=20),
            hooks=self.tables.hooks.list_hooks(),
            balances=MoneyTables(self.tables.line).balances(),
            cards=MoneyTables(self.tables.line).cards(),
            count=0,
        )

    def _show(self, order: BakeryOrder, trouble: str = "") -> ShopAnswer:
        return show(
            "owner_order.html",
            order=order,
            lines=order_rows(order),
            removable=[line for line in order.lines if order.remaining_pieces(line)],
            webhooks=self.tables.webhooks(order.number),
            trouble=trouble,
            count=0,
        )

    def _act(self, order: BakeryOrder) -> ShopAnswer:
        form = self.asked.form
        match form.get("act"):
            case "refund":
                till.refund_rest(order, self.tables, self.now)
            case "refund_part":
                minor = minor_of(form.get("amount", ""))
                if not 0 < minor <= order.rest_minor:
                    return self._show(order, "Write an amount such as 5.00, at most what is left.")
                till.refund_amount(order, minor, self.tables, self.now)
            case "cancel":
                till.call_off(order, self.tables, self.now)
            case "add":
                known = {str(product.number): product.number for product in PRODUCTS}
                if number := known.get(form.get("product", "")):
                    till.add_piece(order, number, self.tables, self.now)
            case "remove":
                line = form.get("line", "")
                number = int(line) if line.isdecimal() else 0
                till.remove_piece(order, number, self.tables, self.now)
            case _:
                return self._show(order, "There is no such button.")
        return go(f"/owner/orders/{order.number}")


def minor_of(text: str) -> int:
    """An amount as people write it; 0 for what is none."""
    found = _AMOUNT.fullmatch(text.strip().removeprefix("€").strip())
    return int(found[1]) * 100 + int(found[2] or 0) if found else 0
