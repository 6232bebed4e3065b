"""Pages that are the same for everybody who asks for them: made once in some seconds, then told.

A page decorated with `remember_page` is given its address and the languages its reader wants, and
nothing else of the request: no cookie, so it can show nothing of one reader to another.
"""

import json
from collections.abc import Callable
from functools import wraps

from referrals.edge.http import Answer, Event
from referrals.edge.language import wishes_of
from referrals.edge.packed_page import accepts_gzip, packed_page
from referrals.wiring import clock, page_stores

_PARTS = ("routeKey", "pathParameters", "queryStringParameters")


def remember_page(show: Callable[[Event], Answer]) -> Callable[[Event], Answer]:
    """`show`'s answer, packed where it is large; what it raises is remembered by nobody."""

    def make(text: str) -> Answer:
        event: Event = json.loads(text)
        return packed_page(event, show(event))

    @wraps(show)
    def remember(event: Event) -> Answer:
        found = page_stores.recent_pages(make).find(_question_text(event), clock.now())
        assert found is not None
        return {**found, "headers": dict(found["headers"])}

    return remember


def _question_text(event: Event) -> str:
    headers = {
        "accept-language": ", ".join(wishes_of(event)),
        "accept-encoding": "gzip" if accepts_gzip(event) else "",
    }
    return json.dumps({"headers": headers, **{part: event.get(part) for part in _PARTS}})
