"""The demo shop's webhook endpoint: what it believes, and what it shows."""

import json
from datetime import UTC, datetime

from standardwebhooks import Webhook

from goodword.local.webhook_page import WebhookPage

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = json.dumps({"type": "reward.granted", "data": {"order_id": "<1001>"}})


def signed_headers(name: str, secret: str = SECRET) -> dict[str, str]:
    now = datetime.now(UTC)
    signature = Webhook(secret).sign(name, now, BODY)
    return {
        "Webhook-Id": name,
        "Webhook-Timestamp": str(int(now.timestamp())),
        "Webhook-Signature": f"v1,other {signature}",
    }


def test_the_ear_believes_what_is_signed() -> None:
    ear = WebhookPage(SECRET)

    assert ear.listen(signed_headers("msg_1"), BODY.encode()) == 204
    assert "reward.granted" in ear.page()
    assert "<1001>" not in ear.page()


def test_the_ear_refuses_what_is_forged() -> None:
    ear = WebhookPage(SECRET)
    other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

    assert ear.listen(signed_headers("msg_1", other), BODY.encode()) == 401
    assert ear.listen({}, b"") == 401
    assert "told nothing" in ear.page()


def test_a_message_that_comes_again_is_kept_once() -> None:
    ear = WebhookPage(SECRET)

    for _ in range(2):
        assert ear.listen(signed_headers("msg_1"), BODY.encode()) == 204

    assert len(ear.heard) == 1
