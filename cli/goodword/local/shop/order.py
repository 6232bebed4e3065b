"""An order as the bakery keeps it, and what its owner may do to it: refund, edit, call off."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from goodword.local.shop.product import BY_NUMBER

# Numbers of lines and refunds follow from the order's own: they are the same when told again.
PLACES = 1000
FIRST_REFUND = 500


class OrderLine(BaseModel):
    model_config = ConfigDict(frozen=True)
    number: int
    product: int
    quantity: int
    minor: int
    """Of one piece."""
    off_minor: int = 0

    @property
    def title(self) -> str:
        return BY_NUMBER[self.product].title

    @property
    def left_minor(self) -> int:
        """What was paid for it."""
        return self.minor * self.quantity - self.off_minor

    def value_minor(self, first: int, pieces: int) -> int:
        """What was paid for so many pieces behind the first ones, exact over all of them."""
        return self._up_to(first + pieces) - self._up_to(first)

    def _up_to(self, pieces: int) -> int:
        return self.left_minor * pieces // self.quantity


class ReturnedLine(BaseModel):
    model_config = ConfigDict(frozen=True)
    line: int
    quantity: int
    minor: int


class OrderRefund(BaseModel):
    model_config = ConfigDict(frozen=True)
    number: int
    refunded_at: datetime
    lines: tuple[ReturnedLine, ...] = ()
    shipping_minor: int = 0
    amount_minor: int
    """The money that went back."""

    @property
    def discrepancy_minor(self) -> int:
        """What the lines are worth beyond the money; below zero where money went back alone."""
        return sum(line.minor for line in self.lines) + self.shipping_minor - self.amount_minor


class BakeryOrder(BaseModel):
    model_config = ConfigDict(frozen=True)
    number: int
    name: str
    token: str
    """Nobody's guess: whoever has the address may see the order."""
    placed_at: datetime
    changed_at: datetime
    email: str
    first_name: str
    wants_mail: bool = False
    nth: int
    """Which of this customer's orders it is, from 1."""
    lines: tuple[OrderLine, ...]
    code: str = ""
    code_words: str = ""
    code_kind: str = ""
    shipping_minor: int = 0
    shipping_off_minor: int = 0
    attributes: dict[str, str] = {}
    landing: str = ""
    refunds: tuple[OrderRefund, ...] = ()
    cancelled_at: datetime | None = None

    @property
    def goods_minor(self) -> int:
        return sum(line.minor * line.quantity for line in self.lines)

    @property
    def off_minor(self) -> int:
        return sum(line.off_minor for line in self.lines)

    @property
    def carriage_minor(self) -> int:
        return self.shipping_minor - self.shipping_off_minor

    @property
    def total_minor(self) -> int:
        return self.goods_minor - self.off_minor + self.carriage_minor

    @property
    def refunded_minor(self) -> int:
        return sum(refund.amount_minor for refund in self.refunds)

    @property
    def rest_minor(self) -> int:
        return self.total_minor - self.refunded_minor

    @property
    def financial_status(self) -> str:
        if not self.refunded_minor:
            return "paid"
        return "partially_refunded" if self.rest_minor > 0 else "refunded"

    @property
    def standing(self) -> str:
        if self.cancelled_at:
            return "called off"
        words = {"paid": "paid", "refunded": "given back"}
        return words.get(self.financial_status, "partly given back")

    def remaining_pieces(self, line: OrderLine) -> int:
        back = (each for refund in self.refunds for each in refund.lines)
        return line.quantity - sum(each.quantity for each in back if each.line == line.number)

    def refund_rest(self, now: datetime) -> "BakeryOrder":
        """Everything that is left: the goods, the delivery, the money."""
        pieces = ((line, self.remaining_pieces(line)) for line in self.lines)
        lines = tuple(self._return_line(line, count) for line, count in pieces if count)
        shipping = self.carriage_minor - sum(each.shipping_minor for each in self.refunds)
        return self._refund(now, self.rest_minor, lines, shipping)

    def refund_amount(self, minor: int, now: datetime) -> "BakeryOrder":
        """Money alone, such as for a loaf that was burnt."""
        return self._refund(now, min(minor, self.rest_minor))

    def add_pieces(self, product: int, pieces: int, now: datetime) -> "BakeryOrder":
        """At the full price, paid at once: the code was for what was ordered with it."""
        number = self.number * PLACES + len(self.lines)
        price = BY_NUMBER[product].minor
        line = OrderLine(number=number, product=product, quantity=pieces, minor=price)
        return self.model_copy(update={"lines": (*self.lines, line), "changed_at": now})

    def remove_piece(self, number: int, now: datetime) -> "BakeryOrder":
        """One piece less of that line, and its money goes back, as far as money is left."""
        line = next(line for line in self.lines if line.number == number)
        returned = self._return_line(line, 1)
        return self._refund(now, min(returned.minor, self.rest_minor), (returned,))

    def call_off(self, now: datetime) -> "BakeryOrder":
        paid_back = self.refund_rest(now) if self.rest_minor else self
        return paid_back.model_copy(update={"cancelled_at": now, "changed_at": now})

    def _return_line(self, line: OrderLine, pieces: int) -> ReturnedLine:
        gone = line.quantity - self.remaining_pieces(line)
        worth = line.value_minor(gone, pieces)
        return ReturnedLine(line=line.number, quantity=pieces, minor=worth)

    def _refund(
        self,
        now: datetime,
        minor: int,
        lines: tuple[ReturnedLine, ...] = (),
        shipping_minor: int = 0,
    ) -> "BakeryOrder":
        number = self.number * PLACES + FIRST_REFUND + len(self.refunds)
        refund = OrderRefund(
            number=number,
            refunded_at=now,
            lines=lines,
            shipping_minor=shipping_minor,
            amount_minor=minor,
        )
        return self.model_copy(update={"refunds": (*self.refunds, refund), "changed_at": now})
