"""GET and HEAD /r/{code}: records the click and sends the friend on. Imports only what it needs."""

from typing import Any

from referrals.desks import click as click_desk
from referrals.edge.event import Answer, Event
from referrals.edge.redirect import answer_of, answer_or_fallback, tell, visit_of
from referrals.steps.link.record_click import RANDOM_BYTES, record_click
from referrals.wiring import clock, settings


def handler(event: dict[str, Any], context: Any) -> Answer:
    return answer_or_fallback(_redirect, event, fallback=settings.setting("FALLBACK_URL"))


def _redirect(event: Event) -> Answer:
    visit = visit_of(event)
    way = record_click(
        visit,
        click_desk.redirect(),
        now=clock.now(),
        random=clock.random_bytes(RANDOM_BYTES),
    )
    tell(way)
    return answer_of(
        way,
        visit,
        public_url=settings.setting("PUBLIC_URL"),
        cookie_domain=settings.setting("COOKIE_DOMAIN", ""),
    )
