"""A webhook endpoint of the demo shop, and a page of what it was told.

It believes nothing that is not signed, as a shop's own endpoint should.
"""

import base64
import hashlib
import hmac
import json
from collections import deque
from dataclasses import dataclass, field
from html import escape

PATH = "/hooks"
MOST_KEPT = 200
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Webhooks</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui;max-width:48rem;margin:2rem auto;padding:0 1rem}
summary{cursor:pointer;padding:.5rem 0}pre{white-space:pre-wrap}</style>
<h1>Webhooks to the shop</h1>"""
EMPTY = "<p>The shop has been told nothing since the front was opened.</p>"


@dataclass(frozen=True, slots=True)
class ReceivedWebhook:
    message_id: str
    sent_at: str
    body: str


@dataclass(frozen=True, slots=True)
class WebhookPage:
    """`secret` as `whsec_...`; a message that comes again is kept once."""

    secret: str
    heard: deque[ReceivedWebhook] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))

    def listen(self, headers: dict[str, str], body: bytes) -> int:
        """The status to answer with."""
        said = {name.lower(): text for name, text in headers.items()}
        name, seconds = said.get("webhook-id", ""), said.get("webhook-timestamp", "")
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        mac = hmac.digest(key, f"{name}.{seconds}.".encode() + body, hashlib.sha256)
        due = f"v1,{base64.b64encode(mac).decode()}".encode()
        signed = said.get("webhook-signature", "").encode().split(b" ")
        if not any(hmac.compare_digest(due, each) for each in signed):
            return 401
        if name not in {each.message_id for each in self.heard}:
            text = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
            self.heard.appendleft(ReceivedWebhook(name, seconds, text))
        return 204

    def page(self) -> str:
        """Newest first."""
        return PAGE + ("".join(map(_webhook_html, self.heard)) or EMPTY)


def _webhook_html(heard: ReceivedWebhook) -> str:
    kind = json.loads(heard.body).get("type", "")
    return (
        f"<details><summary><b>{escape(kind)}</b> {escape(heard.message_id)}</summary>"
        f"<pre>{escape(heard.body)}</pre></details>"
    )
