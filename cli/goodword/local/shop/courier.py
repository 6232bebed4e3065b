"""The bakery's courier: brings webhooks where they go, in order, until they are heard."""

import base64
import hashlib
import hmac
import http.client
import threading
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from goodword.local.shop.hook_shelf import INSTALLED, TOPICS
from goodword.local.shop.shelf import ShopShelf, ShopWebhook

SECONDS = 20
MOST_TRIES = 30
LONGEST_PAUSE = 15.0
UNWANTED = -1
_PLAIN = http.client.HTTPConnection
HOLD, LOSE = "hold", "lose"
"""Switches: nothing leaves, and so many of the next are lost on the way."""


@dataclass(slots=True)
class Courier:
    shelf: ShopShelf
    secret: str
    wake: threading.Event = field(default_factory=threading.Event)
    ends: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        threading.Thread(target=self._work, daemon=True, name="courier").start()

    def stop(self) -> None:
        self.ends.set()
        self.wake.set()

    def hurry(self) -> None:
        """There is something to bring."""
        self.wake.set()

    def bring(self, webhook: ShopWebhook) -> int:
        """One try at each of its addresses: the worst answer's status, 0 for none, UNWANTED where
        nobody registered for the topic.
        """
        with self.shelf.reading() as tables:
            addresses = tables.hooks.addresses(webhook.topic)
        answers = [self._post(address, webhook) for address in addresses]
        bad = [status for status in answers if not 200 <= status < 300]
        return (bad or answers or [UNWANTED])[0]

    def _post(self, address: str, webhook: ShopWebhook) -> int:
        parts = urlsplit(address)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else _PLAIN
        line = kind(parts.netloc, timeout=SECONDS)
        try:
            line.request("POST", parts.path, webhook.body.encode(), self._headers(webhook))
            answer = line.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            line.close()

    def _headers(self, webhook: ShopWebhook) -> dict[str, str]:
        mac = hmac.digest(self.secret.encode(), webhook.body.encode(), hashlib.sha256)
        return {
            "content-type": "application/json",
            "user-agent": "Shopify-Captain-Hook",
            "x-shopify-topic": webhook.topic,
            "x-shopify-hmac-sha256": base64.b64encode(mac).decode(),
            "x-shopify-shop-domain": "the-bakery.myshopify.com",
            "x-shopify-api-version": "2026-10",
            "x-shopify-webhook-id": f"bakery-{webhook.number}",
            "x-shopify-event-id": f"bakery-{webhook.order_number}-{webhook.triggered_at}",
            "x-shopify-triggered-at": webhook.triggered_at,
        }

    def _work(self) -> None:
        while not self.ends.is_set():
            self.wake.clear()
            self.wake.wait(self._round())

    def _round(self) -> float | None:
        """Brings what waits; how long to rest then, None until there is something new."""
        while not self.ends.is_set():
            with self.shelf.writing() as tables:
                webhook = None if tables.switch(HOLD) else tables.next_webhook()
                if webhook and (lost := tables.switch(LOSE)):
                    tables.set_switch(LOSE, lost - 1)
                    tables.mark_webhook(webhook.number, "lost", webhook.tries, "lost on the way")
                    continue
            if webhook is None:
                return None
            if not self._deliver(webhook):
                return min(0.5 * 2.0 ** min(webhook.tries, 10), LONGEST_PAUSE)
        return None

    def _deliver(self, webhook: ShopWebhook) -> bool:
        """Whether the next one may go: this was heard, or given up."""
        began = monotonic()
        status = self.bring(webhook)
        heard, tries = 200 <= status < 300, webhook.tries + 1
        state = "told" if heard else "waiting" if tries < MOST_TRIES else "dropped"
        said = f"{status or 'no answer'} after {monotonic() - began:.1f} s"
        if status == UNWANTED:
            state, said = "unwanted", "no webhook is registered for it"
        with self.shelf.writing() as tables:
            tables.mark_webhook(webhook.number, state, tries, said)
        return state != "waiting"


def install_hooks(shelf: ShopShelf, path: str, address: str) -> None:
    """The app's webhooks, as they were registered when it was installed: once. From then on those
    of this machine with that path are only moved to where it is.
    """
    with shelf.writing() as tables:
        if not tables.switch(INSTALLED):
            tables.set_switch(INSTALLED, 1)
            for topic in TOPICS:
                tables.hooks.add(topic, address)
        tables.hooks.move(path, address)
