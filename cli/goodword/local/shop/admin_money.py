"""The bakery's Admin API about money: customers' store credit, and gift cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from goodword.local.shop.admin_order import stamp
from goodword.local.shop.money_shelf import CreditBooking, MoneyTables, ShopGiftCard
from goodword.local.shop.product import CURRENCY, decimal_text

_CUSTOMER = "gid://shopify/Customer/"
_BOOKING = "gid://shopify/StoreCreditAccountTransaction/"
_CARD = "gid://shopify/GiftCard/"
MOST_MINOR = 200_000
SHORTEST, LONGEST = 8, 20


@dataclass(frozen=True, slots=True)
class AdminMoney:
    tables: MoneyTables
    now: datetime

    def customers(self, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        """By their exact address; whoever ordered is one."""
        email = str(asked.get("query") or "").removeprefix('email:"').removesuffix('"')
        number = self.tables.customer_number(email)
        return [self._customer(number, email)] if number else []

    def customer(self, asked: Mapping[str, Any]) -> dict[str, Any] | None:
        number = _number(asked)
        email = self.tables.customer_email(number)
        return self._customer(number, email) if email else None

    def credit(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        return self._book(asked, asked["creditInput"]["creditAmount"], 1)

    def debit(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        return self._book(asked, asked["debitInput"]["debitAmount"], -1)

    def make_card(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        wanted = asked["input"]
        code, minor = str(wanted.get("code") or ""), _minor(wanted.get("initialValue"))
        if not (SHORTEST <= len(code) <= LONGEST and code.isalnum() and code.isascii()):
            return _card_refusal("code", "Code must be 8 to 20 letters and digits")
        if not 0 < minor <= MOST_MINOR:
            return _card_refusal("initialValue", "Initial value is out of range")
        number = self.tables.make_card(code, minor, str(wanted.get("note") or ""), self.now)
        made = self.tables.card(number) if number else None
        if made is None:
            return _card_refusal("code", "Code has already been taken")
        return {"giftCard": _card_node(made), "userErrors": []}

    def end_card(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        self.tables.end_card(_number(asked))
        found = self.card(asked)
        if found is None:
            return _card_refusal("id", "The gift card could not be found.")
        return {"giftCard": found, "userErrors": []}

    def card(self, asked: Mapping[str, Any]) -> dict[str, Any] | None:
        found = self.tables.card(_number(asked))
        return _card_node(found) if found else None

    def cards(self, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        wanted = str(asked.get("query") or "").casefold()
        return [_card_node(card) for card in self.tables.cards() if wanted in ("", card.code)]

    def _customer(self, number: int, email: str) -> dict[str, Any]:
        bookings = [_booking_node(each) for each in self.tables.bookings(email)]
        account = {"id": f"gid://shopify/StoreCreditAccount/{number}", "transactions": bookings}
        accounts = [account] if bookings else []
        return {"id": f"{_CUSTOMER}{number}", "email": email, "storeCreditAccounts": accounts}

    def _book(
        self, asked: Mapping[str, Any], money: Mapping[str, Any], sign: int
    ) -> dict[str, Any]:
        email = self.tables.customer_email(_number(asked))
        minor = _minor(money.get("amount"))
        error = self._objection(email, minor, str(money.get("currencyCode")), sign)
        if error:
            said = {"field": ["id"], "code": error, "message": "It can't be booked."}
            return {"storeCreditAccountTransaction": None, "userErrors": [said]}
        booked = self.tables.book(email, sign * minor, self.now)
        return {"storeCreditAccountTransaction": _booking_node(booked), "userErrors": []}

    def _objection(self, email: str, minor: int, currency: str, sign: int) -> str:
        if not email:
            return "ACCOUNT_NOT_FOUND"
        if currency != CURRENCY:
            return "UNSUPPORTED_CURRENCY"
        if minor <= 0:
            return "NEGATIVE_OR_ZERO_AMOUNT"
        short = sign < 0 and self.tables.balance(email) < minor
        return "INSUFFICIENT_FUNDS" if short else ""


def _number(asked: Mapping[str, Any]) -> int:
    text = str(asked["id"]).rpartition("/")[2]
    return int(text) if text.isdecimal() else 0


def _minor(amount: Any) -> int:
    try:
        exact = Decimal(str(amount)) * 100
    except InvalidOperation:
        return 0
    return int(exact) if exact.is_finite() and exact == int(exact) else 0


def _booking_node(booking: CreditBooking) -> dict[str, Any]:
    kind = "Credit" if booking.minor > 0 else "Debit"
    return {
        "__typename": f"StoreCreditAccount{kind}Transaction",
        "id": f"{_BOOKING}{booking.number}",
        "createdAt": stamp(datetime.fromisoformat(booking.booked_at)),
        "amount": {"amount": decimal_text(booking.minor), "currencyCode": CURRENCY},
    }


def _card_node(card: ShopGiftCard) -> dict[str, Any]:
    return {
        "id": f"{_CARD}{card.number}",
        "enabled": card.enabled,
        "note": card.note,
        "lastCharacters": card.code[-4:],
        "createdAt": stamp(datetime.fromisoformat(card.made_at)),
        "initialValue": {"amount": decimal_text(card.minor), "currencyCode": CURRENCY},
    }


def _card_refusal(field: str, said: str) -> dict[str, Any]:
    return {"giftCard": None, "userErrors": [{"field": ["input", field], "message": said}]}
