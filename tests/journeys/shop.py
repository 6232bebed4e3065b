"""A shop and its customers: what each would do over HTTP, in the words of the field."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from referrals.providers.shops.shopify import webhook as shopify
from tests.local_stack import LocalStack, StackAnswer, eventually

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass(frozen=True, slots=True)
class JourneyShop:
    stack: LocalStack
    number: int
    """Keeps orders and people of one test apart from another's."""

    def enroll(
        self, name: str, email: str, *consents: str, time_zone: str = "UTC"
    ) -> dict[str, Any]:
        """`consents` are what they agree to: mail where none is named."""
        wish = {
            "program": "friends",
            "name": name,
            "email": email,
            "time_zone": time_zone,
            "consents": dict.fromkeys(consents or ("mail",), True),
        }
        headers = {
            "authorization": f"Bearer {self.stack.stack_facts['api_key']}",
            "content-type": "application/json",
        }
        answer = self.stack.knock("POST", "/v1/advocates", json.dumps(wish).encode(), headers)
        assert answer.status == 201, answer.text
        enrolled: dict[str, Any] = answer.json
        return enrolled

    def click(self, code: str) -> str:
        """A person follows the link; what the shop's page keeps of it is the token."""
        answer = self.stack.knock("GET", f"/r/{code}", headers={"user-agent": FIREFOX})
        assert answer.status == 302, answer.text
        (token,) = parse_qs(urlsplit(answer.headers["location"]).query)["gw"]
        return token

    def order(self, email: str, total: str, token: str) -> dict[str, Any]:
        now = self.stack.now.isoformat(timespec="seconds")
        return {
            "id": 70_000 + self.number,
            "name": f"#{self.number}",
            "email": email,
            "currency": "EUR",
            "total_price": total,
            "total_tax": "0.00",
            "financial_status": "paid",
            "created_at": now,
            "updated_at": now,
            "buyer_accepts_marketing": True,
            "customer": {"email": email, "first_name": "Dora", "orders_count": 1},
            "note_attributes": [{"name": "gw", "value": token}],
            "discount_codes": [],
            "line_items": [],
        }

    def refund(self, amount: str) -> dict[str, Any]:
        now = self.stack.now.isoformat(timespec="seconds")
        paid_back = {"kind": "refund", "status": "success", "amount": amount, "currency": "EUR"}
        return {
            "id": 90_000 + self.number,
            "order_id": 70_000 + self.number,
            "created_at": now,
            "processed_at": now,
            "refund_line_items": [],
            "order_adjustments": [],
            "transactions": [{"id": 1, **paid_back}],
        }

    def tell(self, topic: str, body: dict[str, Any], *, tampered: bool = False) -> StackAnswer:
        raw = json.dumps(body).encode()
        secret = self.stack.stack_facts["webhook_secrets"]["shopify"]
        headers = shopify.sign(secret, raw, topic=topic, now=self.stack.now)
        raw += b" " if tampered else b""
        return self.stack.knock("POST", "/webhooks/friends/shopify", raw, headers)

    def story(self) -> dict[str, Any]:
        """The order as the API tells it; empty while nothing is known."""
        answer = self.stack.api(f"/v1/conversions/friends/shopify/{70_000 + self.number}")
        found: dict[str, Any] = answer.json if answer.status == 200 else {}
        return found

    def decision(self) -> dict[str, Any]:
        return eventually(self.story, lambda story: story.get("decision") or _turned_down(story))

    def grants(self) -> dict[str, Any]:
        return eventually(self.story, lambda story: story.get("grants"))

    def people(self) -> int:
        """Clicks by people, of all advocates, in the last month."""
        return int(self.stack.api("/v1/programs/friends/funnel").json["total"]["people"])


def _turned_down(story: dict[str, Any]) -> bool:
    decision = story.get("attribution")
    return decision is not None and decision["status"] == "unattributed"


def read_later[T](read: Callable[[], T]) -> T:
    """What `read` gives once there has been time for a wrong second answer."""
    time.sleep(3)
    return read()
