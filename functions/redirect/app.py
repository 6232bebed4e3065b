"""GET and HEAD /r/{code}: records the click and sends the friend on. Imports only what it needs."""

from typing import Any

from referrals import desks, wiring
from referrals.edge.event import Answer, Event
from referrals.edge.way import always_answered, answer_of, tell, visit_of
from referrals.steps.record_click import RANDOM_BYTES, record_click


def handler(event: dict[str, Any], context: Any) -> Answer:
    return always_answered(_redirect, event, fallback=wiring.setting("FALLBACK_URL"))


def _redirect(event: Event) -> Answer:
    visit = visit_of(event)
    way = record_click(
        visit,
        desks.doorway(),
        now=int(wiring.now().timestamp()),
        random=wiring.random_bytes(RANDOM_BYTES),
    )
    tell(way)
    return answer_of(
        way,
        visit,
        public_url=wiring.setting("PUBLIC_URL"),
        cookie_domain=wiring.setting("COOKIE_DOMAIN", ""),
    )
