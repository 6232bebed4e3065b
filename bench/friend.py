"""The friend's page three ways (the least possible, ours, the usual one), cold and warm."""

import json
from datetime import UTC, datetime
from typing import Any

from bench import stage
from bench.redirect import BARE as BARE
from bench.redirect import LINK
from bench.runtime import NotMeasurableError
from bench.town import Town, Variant
from bench.town import cold as cold_starts
from bench.town import warm as warm_calls
from referrals.model.identity import derived_key
from referrals.model.link.token import sign_token
from referrals.model.program.budget import allocate, fresh_shards
from referrals.model.program.program import rules_json
from tests.world import NOW, rules

OURS = Variant("ours", "friend", "plain")
OURS_TLS = Variant("ours, over TLS", "friend", "tls")
USUAL = Variant("the usual way", "usual_friend", "plain")
USUAL_TLS = Variant("the usual way, over TLS", "usual_friend", "tls")
EMPTY = Variant("an empty Powertools handler", "empty_powertools", "")
COLD = (BARE, OURS, OURS_TLS, USUAL, USUAL_TLS)
NEW = "ours, just clicked (no request)"
BACK = "ours, come back (1 GetItem)"
UNKNOWN = "ours, nothing in memory (4 GetItem, 1 Query)"
PERSON = {
    "person_id": "adv_ada",
    "role": "advocate",
    "name": "Ada Lovelace",
    "consents": {"mail": True, "show_first_name": True},
}


def settle(where: Town) -> None:
    """The bakery's program with a budget, Ada, and her link that a friend has just clicked."""
    from awswire.codec import encode_item

    side = {"kind": "discount_code", "percent": 10, "when": "first_order"}
    offer = {"name": "ten", "advocate": {"kind": "points", "amount": 1}, "friend": side}
    bakery = rules(
        offers=[offer], limits={"budget_minor": 500_000}, qualifies={"minimum_minor": 2000}
    )
    version = {"program_id": "friends", "version": "current", "rules": rules_json(bakery)}
    where.put("ProgramsTable", encode_item(version))
    where.put("PeopleTable", encode_item(PERSON))
    where.put("LinksTable", encode_item({**LINK, "landing": "welcome"}))
    for shard in allocate(500_000, fresh_shards()):
        entry = {"account": "budget#friends", "entry": f"shard#{shard.number:02d}"}
        where.put("LedgerTable", encode_item({**entry, **shard._asdict()}))


def event(clicked_at: datetime = NOW) -> dict[str, Any]:
    """Of a friend who clicked long ago, unless told otherwise: everything must be looked for."""
    from bench.table import SECRET

    asked: dict[str, Any] = json.loads((stage.ROOT / "events/friend/welcome.json").read_text())
    token = sign_token(derived_key(SECRET.encode(), "click"), "ada-bakes", clicked_at, b"8 random")
    asked["queryStringParameters"] = {"gw": token}
    asked["rawQueryString"] = f"gw={token}"
    return asked


def cold(where: Town, rounds: int) -> dict[Variant, list[float]]:
    return cold_starts(where, COLD, event(), _require_page, rounds=rounds)


def warm(where: Town) -> dict[str, dict[str, float]]:
    """By what there is to ask: nothing, the friend's own gift, or all of it."""
    returning, everything = event(), ("friend-uncached",)
    return {
        NEW: warm_calls(where, OURS, event(datetime.now(UTC))),
        BACK: warm_calls(where, OURS, returning),
        UNKNOWN: warm_calls(where, OURS, returning, *everything),
        USUAL.title: warm_calls(where, USUAL, returning),
        EMPTY.title: warm_calls(where, EMPTY, returning),
    }


def _require_page(variant: Variant, answer: Any) -> None:
    if variant is BARE:
        return
    body = answer.get("body", "") if isinstance(answer, dict) else ""
    if "Ada thought of you" not in body or "Get my code" not in body:
        raise NotMeasurableError(f"{variant.title} answered {str(answer)[:500]}")
