"""A code that makes an order cheaper, and every reason for which the till won't take it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from pydantic import BaseModel, ConfigDict

from goodword.local.shop.product import BY_NUMBER, price_text

NO_SUCH_CODE = "We have no such code. Is every letter as it was given to you?"


@dataclass(frozen=True, slots=True)
class Shopper:
    """Who pays, as far as the till knows: nobody has an address before the form is filled in."""

    email: str = ""
    orders_before: int = 0


class CodeDiscount(BaseModel):
    model_config = ConfigDict(frozen=True)
    number: int
    code: str
    title: str
    share: Decimal | None = None
    """Of the goods, from 0 to 1; one of this, `amount_minor` and `free_shipping`."""
    amount_minor: int | None = None
    free_shipping: bool = False
    minimum_minor: int = 0
    minimum_pieces: int = 0
    products: tuple[int, ...] = ()
    """Empty for everything."""
    usage_limit: int | None = None
    once_per_customer: bool = False
    first_order_only: bool = False
    starts_at: datetime
    ends_at: datetime | None = None
    used: int = 0
    users: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        if self.free_shipping:
            return "free delivery"
        if self.amount_minor is not None:
            return f"{price_text(self.amount_minor)} off"
        percent = (self.share or Decimal(0)) * 100
        return f"{percent.normalize():f} % off"

    def status(self, now: datetime) -> str:
        """As the Admin API names it."""
        if self.ends_at is not None and self.ends_at <= now:
            return "EXPIRED"
        return "SCHEDULED" if self.starts_at > now else "ACTIVE"

    def covers(self, product: int) -> bool:
        return not self.products or product in self.products

    def off_minor(self, goods_minor: int) -> int:
        """What it takes off goods that come to `goods_minor`; never more than they cost."""
        if self.free_shipping:
            return 0
        if self.amount_minor is not None:
            return min(self.amount_minor, goods_minor)
        off = Decimal(goods_minor) * (self.share or Decimal(0))
        return min(int(off.quantize(Decimal(1), ROUND_HALF_UP)), goods_minor)

    def use(self, shopper: Shopper) -> "CodeDiscount":
        users = (*self.users, shopper.email.casefold())
        return self.model_copy(update={"used": self.used + 1, "users": users})


def refusal(
    discount: CodeDiscount, goods: dict[int, tuple[int, int]], shopper: Shopper, now: datetime
) -> str:
    """Why the till won't take it, in a plain sentence; empty where it does.

    `goods`: by product, how many and what they come to.
    """
    total = sum(minor for _, minor in goods.values())
    pieces = sum(count for count, _ in goods.values())
    return (
        _time_refusal(discount, now)
        or _person_refusal(discount, shopper)
        or _goods_refusal(discount, total, pieces, set(goods))
    )


def _time_refusal(discount: CodeDiscount, now: datetime) -> str:
    match discount.status(now):
        case "EXPIRED" if discount.ends_at:
            return f"This code ended on {discount.ends_at:%-d %B}."
        case "SCHEDULED":
            return f"This code begins on {discount.starts_at:%-d %B}."
    if discount.usage_limit is not None and discount.used >= discount.usage_limit:
        return "This code has been used already. It was good for one order."
    return ""


def _person_refusal(discount: CodeDiscount, shopper: Shopper) -> str:
    if discount.first_order_only and shopper.orders_before:
        return "This code is for a first order, and you have ordered here before."
    if discount.once_per_customer and shopper.email.casefold() in discount.users:
        return "You have used this code before; it is good once for each customer."
    return ""


def _goods_refusal(discount: CodeDiscount, total: int, pieces: int, products: set[int]) -> str:
    if discount.products and not any(discount.covers(each) for each in products):
        names = " or ".join(BY_NUMBER[n].title for n in discount.products if n in BY_NUMBER)
        return f"This code is for {names or 'something else'}, which is not in your basket."
    if total < discount.minimum_minor:
        least, there = price_text(discount.minimum_minor), price_text(total)
        return f"This code is for goods of {least} or more; yours come to {there}."
    if pieces < discount.minimum_pieces:
        return f"This code is for {discount.minimum_pieces} pieces or more."
    return ""
