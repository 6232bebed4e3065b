"""Making an order up: its body in the shop's own shape, signed with the stack's own secret."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from goodword.bodies.pretend import PretendOrder
from goodword.knock import Answered, click, post
from referrals import wiring
from referrals.model.errors import NotFoundError
from referrals.model.token import sign_token
from referrals.providers.sources.registry import MODULES, find_source


class Via(StrEnum):
    """How the order points at the advocate's link."""

    CLICK = "click"
    """A click on the link, its token in the order."""
    REF = "ref"
    """The code under `ref`."""
    COUPON = "coupon"
    """The code as a discount code."""


class UnknownTopicError(NotFoundError):
    code = "unknown_topic"


class NoWebhookSecretError(NotFoundError):
    code = "no_webhook_secret"


@dataclass(frozen=True, slots=True)
class Letter:
    """One signed webhook, ready to be posted as often as one likes."""

    path: str
    raw: bytes
    headers: Mapping[str, str]

    def post(self, url: str, times: int) -> list[Answered]:
        """All at once, as impatient shops do."""
        with ThreadPoolExecutor(max_workers=times) as pool:
            sent = [
                pool.submit(post, url, self.path, self.raw, dict(self.headers))
                for _ in range(times)
            ]
            return [each.result() for each in sent]

    def tampered(self) -> "Letter":
        return replace(self, raw=self.raw.replace(b'"', b' "', 1))


def pointing(order: PretendOrder, code: str, via: Via, url: str) -> PretendOrder:
    """The order with a hint at the link; a click of the past is signed, not clicked."""
    match via:
        case Via.REF:
            return replace(order, ref=code)
        case Via.COUPON:
            return replace(order, coupon=code)
    if url:
        return replace(order, gw=click(url, code))
    at = int(order.placed_at.timestamp()) - 3600
    token = sign_token(wiring.signing_keys("click")[0], code, at, wiring.random_bytes(8))
    return replace(order, gw=token)


def letter(program: str, topic: str, order: PretendOrder, *, secret: str = "") -> Letter:
    """`topic` is `source/topic`, with any of `.`, `-` and `/` inside the shop's own name.

    Signed with `secret`, or else with the newest one that is live.
    """
    name, _, wanted = topic.partition("/")
    source = find_source(name)
    shapes = shapes_of(name)
    own = next((each for each in shapes if _plain(each) == _plain(wanted)), "")
    if source is None or not own:
        known = [f"{each}/{own}" for each in MODULES for own in shapes_of(each)]
        raise UnknownTopicError(
            f"no body is known for {topic}.", field="topic", remedy=f"Use {', '.join(known)}."
        )
    raw = json.dumps(shapes[own](order), separators=(",", ":")).encode()
    now = int(wiring.now().timestamp())
    headers = source.sign(secret or _secret(program, name), raw, topic=own, now=now)
    return Letter(f"/webhooks/{program}/{name}", raw, headers)


def shapes_of(source: str) -> dict[str, Any]:
    """The bodies we can make up for a source, by the shop's own name of the topic."""
    module = f"goodword.bodies.{source.replace('-', '_')}"
    known = source in MODULES and find_spec(module) is not None
    return import_module(module).TOPICS if known else {}


def _plain(topic: str) -> str:
    return topic.replace("/", "-").replace(".", "-").replace("_", "-").lower()


def _secret(program: str, source: str) -> str:
    live = wiring.secrets().live(f"{wiring.setting('SECRETS_PREFIX')}webhooks/{program}/{source}")
    if not live:
        raise NoWebhookSecretError(
            f"{program} has no secret for {source}.",
            field="source",
            remedy=f"Store one with `goodword source add {program} {source}`.",
        )
    return live[0]
