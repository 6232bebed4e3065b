"""Making an order up: its body in the shop's own shape, signed with the stack's own secret."""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from goodword.trial.http import HttpAnswer, click, post
from goodword.trial.pretend_order import Later, PretendOrder
from referrals.model.errors import NotFoundError
from referrals.model.link.token import sign_token
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.source import Source
from referrals.wiring import clients, clock, keys, settings


class Pointer(StrEnum):
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
class SignedSample:
    """One signed webhook, ready to be posted as often as one likes."""

    path: str
    raw: bytes
    headers: Mapping[str, str]

    def post(self, url: str, times: int) -> list[HttpAnswer]:
        """All at once, as impatient shops do."""
        with ThreadPoolExecutor(max_workers=times) as pool:
            sent = [
                pool.submit(post, url, self.path, self.raw, dict(self.headers))
                for _ in range(times)
            ]
            return [each.result() for each in sent]

    def tamper(self) -> "SignedSample":
        return replace(self, raw=self.raw.replace(b'"', b' "', 1))


def pointing(order: PretendOrder, code: str, via: Pointer, url: str) -> PretendOrder:
    """The order with a hint at the link; a click of the past is signed, not clicked."""
    match via:
        case Pointer.REF:
            return replace(order, ref=code)
        case Pointer.COUPON:
            return replace(order, coupon=code)
    if url:
        return replace(order, gw=click(url, code))
    at = order.placed_at - timedelta(hours=1)
    token = sign_token(keys.signing_keys("click")[0], code, at, clock.random_bytes(8))
    return replace(order, gw=token)


def letter(program: str, topic: str, order: PretendOrder, *, secret: str = "") -> SignedSample:
    """`topic` is `source/topic`, with any of `.`, `-` and `/` inside the shop's own name.

    Signed with `secret`, or else with the newest one that is live.
    """
    shape = shape_of(topic)
    source = cast(Source, find_source(shape.source))  # What has a shape is registered.
    raw = json.dumps(shape.make(order), separators=(",", ":")).encode()
    key = secret or _secret(program, shape.source)
    headers = source.sign(key, raw, topic=shape.topic, now=clock.now())
    return SignedSample(f"/webhooks/{program}/{shape.source}", raw, headers)


@dataclass(frozen=True, slots=True)
class Shape:
    source: str
    topic: str
    """As the shop itself spells it."""
    make: Callable[[PretendOrder], Any]

    @property
    def later(self) -> bool:
        """Whether it is about an order that was told before."""
        return isinstance(self.make, Later)

    @property
    def gives_back(self) -> bool:
        return isinstance(self.make, Later) and self.make.gives_back


def shape_of(topic: str) -> Shape:
    name, _, wanted = topic.partition("/")
    for own, make in shapes_of(name).items():
        if _plain(own) == _plain(wanted):
            return Shape(name, own, make)
    known = [f"{name}/{_short(own)}" for own in shapes_of(name)]
    sources = [f"{each}/..." for each in MODULES if shapes_of(each)]
    raise UnknownTopicError(
        f"no body is known for {topic}.",
        field="topic",
        remedy=f"Use one of {', '.join(known or sources)}.",
    )


def shapes_of(source: str) -> dict[str, Any]:
    """The bodies we can make up for a source, by the shop's own name of the topic."""
    module = f"goodword.trial.{source.replace('-', '_')}"
    known = source in MODULES and find_spec(module) is not None
    return import_module(module).TOPICS if known else {}


def _short(topic: str) -> str:
    """As the documentation writes it: `orders-paid`."""
    return topic.replace("/", "-")


def _plain(topic: str) -> str:
    return topic.replace("/", "-").replace(".", "-").replace("_", "-").lower()


def _secret(program: str, source: str) -> str:
    live = clients.secrets().live(
        f"{settings.setting('SECRETS_PREFIX')}webhooks/{program}/{source}"
    )
    if not live:
        raise NoWebhookSecretError(
            f"{program} has no secret for {source}.",
            field="source",
            remedy=f"Store one with `goodword source add {program} {source}`.",
        )
    return live[0]
