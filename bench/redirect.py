"""The redirect three ways (the least possible, ours, the usual one), cold and warm."""

import json
from typing import Any

from bench import stage
from bench.runtime import NotMeasurableError
from bench.town import Town, Variant
from bench.town import cold as cold_starts
from bench.town import warm as warm_calls

EVENT = json.loads((stage.ROOT / "events/redirect/person.json").read_text())
LINK: dict[str, str | int] = {
    "code": "ada-bakes",
    "program_id": "friends",
    "advocate_id": "adv_ada",
    "destination": "https://shop.example/cakes?size=2#order",
    "fallback": "https://shop.example/",
    "created_at": 1_790_000_000,
    "status": "active",
    "expires_at": 0,
    "landing": "shop",
    "window_days": 30,
    "words": "They bake the bread I grew up with.",
    "program_name": "Friends of the Bakery",
    "offer": "10 % off your first order",
    "image": "",
}
BARE = Variant("bare constant", "bare", "")
OURS = Variant("ours", "redirect", "plain")
OURS_TLS = Variant("ours, over TLS", "redirect", "tls")
USUAL = Variant("the usual way", "usual_redirect", "plain")
USUAL_TLS = Variant("the usual way, over TLS", "usual_redirect", "tls")
COLD = (BARE, OURS, OURS_TLS, USUAL, USUAL_TLS)


def settle(where: Town) -> None:
    """The one link that is clicked."""
    where.put("LinksTable", {name: _typed_value(value) for name, value in LINK.items()})


def cold(where: Town, rounds: int) -> dict[Variant, list[float]]:
    return cold_starts(where, COLD, EVENT, _require_redirect, rounds=rounds)


def warm(where: Town, variant: Variant, *modes: str) -> dict[str, float]:
    return warm_calls(where, variant, EVENT, *modes)


def _require_redirect(variant: Variant, answer: Any) -> None:
    place = answer.get("headers", {}).get("location", "") if isinstance(answer, dict) else ""
    good = place.startswith("https://shop.example/") and "fallback" not in place
    if not good or (variant is not BARE and "gw=" not in place):
        raise NotMeasurableError(f"{variant.title} answered {str(answer)[:500]}")


def _typed_value(value: str | int) -> dict[str, str]:
    return {"N": str(value)} if isinstance(value, int) else {"S": value}
