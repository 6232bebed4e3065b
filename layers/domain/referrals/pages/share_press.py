"""A press of a link of ours that leads to where something is shared: counted on its way there."""

from referrals.edge.http import Answer, Event, headers_of
from referrals.edge.page_answer import away
from referrals.model.link.link import Link
from referrals.model.link.share import ShareChannel, SharePage
from referrals.model.link.visit import PURPOSE
from referrals.model.program.program import Program
from referrals.steps.link.count_share import count_press
from referrals.wiring import clock, nudge_stores, stores

SAID = ("sec-fetch-site", "sec-fetch-mode", "sec-fetch-user")
PRESSED = ("same-origin", "navigate", "?1")


def is_press(event: Event) -> bool:
    """Whether somebody pressed a link on a page of ours, as their browser says.

    Scanners and previews open by itself what a link leads to, and what is fetched ahead was pressed
    by nobody. A browser that says nothing of it is no proof either.
    """
    headers = headers_of(event)
    said = tuple(headers.get(name, "") for name in SAID)
    return said == PRESSED and not headers.keys() & set(PURPOSE)


def channel_of(event: Event) -> ShareChannel | None:
    name = event["pathParameters"]["channel"]
    return next((each for each in ShareChannel if each == name), None)


def send_on(
    event: Event,
    place: str,
    link: Link,
    channel: ShareChannel,
    *,
    rules: Program,
    page: SharePage,
) -> Answer:
    """`place` is one of ours, made of the link: nothing in the request names it."""
    if is_press(event):
        insights, histories = stores.insights(), nudge_stores.letter_histories()
        zone, now = rules.time_zone, clock.now()
        count_press(link, channel, insights, histories, page=page, time_zone=zone, now=now)
    return away(place)
