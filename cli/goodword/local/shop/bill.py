"""The bill of a basket: what the goods come to, what the code takes off, what is left to pay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goodword.local.shop.discount import CodeDiscount, Shopper, refusal
from goodword.local.shop.product import BY_NUMBER, Product

DELIVERY_MINOR = 390


@dataclass(frozen=True, slots=True)
class BillLine:
    product: Product
    quantity: int
    off_minor: int = 0

    @property
    def price_minor(self) -> int:
        return self.product.minor * self.quantity


@dataclass(frozen=True, slots=True)
class Bill:
    lines: tuple[BillLine, ...]
    discount: CodeDiscount | None
    """The one that the till took."""
    refusal: str
    """Why it didn't take the code that was given."""
    shipping_minor: int
    shipping_off_minor: int

    @property
    def goods_minor(self) -> int:
        return sum(line.price_minor for line in self.lines)

    @property
    def off_minor(self) -> int:
        return sum(line.off_minor for line in self.lines)

    @property
    def to_pay_minor(self) -> int:
        shipping = self.shipping_minor - self.shipping_off_minor
        return self.goods_minor - self.off_minor + shipping


def reckon(
    items: Mapping[int, int],
    discount: CodeDiscount | None,
    shopper: Shopper,
    *,
    delivery: bool,
    now: datetime,
) -> Bill:
    """`items`: how many of which product. A code that isn't taken changes nothing but `refusal`."""
    lines = tuple(
        BillLine(BY_NUMBER[number], quantity) for number, quantity in items.items() if quantity
    )
    goods = {line.product.number: (line.quantity, line.price_minor) for line in lines}
    why = refusal(discount, goods, shopper, now) if discount and lines else ""
    shipping = DELIVERY_MINOR if delivery else 0
    if discount is None or why or not lines:
        return Bill(lines, None, why, shipping, 0)
    shipping_off = shipping if discount.free_shipping else 0
    return Bill(_with_shares(lines, discount), discount, "", shipping, shipping_off)


def _with_shares(lines: tuple[BillLine, ...], discount: CodeDiscount) -> tuple[BillLine, ...]:
    """What comes off, split over the lines it is for; the shares add up to the cent."""
    chosen = [line for line in lines if discount.covers(line.product.number)]
    goods = sum(line.price_minor for line in chosen)
    off, seen, given = discount.off_minor(goods), 0, 0
    shares: dict[int, int] = {}
    for line in chosen:
        seen += line.price_minor
        share = off * seen // goods - given if goods else 0
        shares[line.product.number], given = share, given + share
    return tuple(
        BillLine(line.product, line.quantity, shares.get(line.product.number, 0)) for line in lines
    )
