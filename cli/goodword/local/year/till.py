"""The bakery's till: what it tells of an order, signed and recorded as any shop's word."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodword.local.year.plan import Purchase
from referrals.desks import conversion as conversion_desk
from referrals.model.moment import stamp
from referrals.model.order_key import ConversionKey
from referrals.providers.shops.signed import webhook as signed
from referrals.steps.order.record_conversion import Delivery, RecordingDesk, record_conversion

SOURCE = "signed"
# So that no order of the year is called as one of the demo's own.
FIRST_NUMBER = 20_000


@dataclass(frozen=True, slots=True)
class BakeryTill:
    program: str
    secret: str
    desk: RecordingDesk

    @classmethod
    def of(cls, program: str, secret: str) -> "BakeryTill":
        return cls(program, secret, conversion_desk.recording())

    def key_of(self, number: int) -> ConversionKey:
        return ConversionKey(self.program, SOURCE, order_id(number))

    def sell(self, made: Purchase, token: str, *, agreed: bool) -> None:
        customer = {
            "email": made.buyer.mailbox,
            "first_name": made.buyer.first_name,
            "locale": made.buyer.language,
            "accepts_mail": agreed,
            "first_order": made.first,
        }
        data = {
            "order_id": order_id(made.number),
            "order_name": f"#{order_id(made.number)}",
            "currency": "EUR",
            "total": euros(made.minor),
            "placed_at": stamp(made.at),
            "customer": customer,
            "signals": {"gw": token} if token else {},
        }
        self._tell("order.paid", data, made.at)

    def give_back(self, made: Purchase, minor: int, at: datetime) -> None:
        refund = {"refund_id": f"r-{made.number}", "amount": euros(minor)}
        self._tell("refund.created", {"order_id": order_id(made.number), **refund}, at)

    def dispute(self, made: Purchase, standing: str, at: datetime) -> None:
        told = {"dispute_id": f"d-{made.number}", "amount": euros(made.minor)}
        self._tell(f"dispute.{standing}", {"order_id": order_id(made.number), **told}, at)

    def _tell(self, kind: str, data: Mapping[str, Any], at: datetime) -> None:
        body = {"type": kind, "timestamp": stamp(at), "data": {**data, "updated_at": stamp(at)}}
        raw = json.dumps(body).encode()
        headers = signed.sign(self.secret, raw, topic=kind, now=at)
        record_conversion(Delivery(self.program, SOURCE, headers, raw, at), self.desk)


def order_id(number: int) -> str:
    return str(FIRST_NUMBER + number)


def euros(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"
