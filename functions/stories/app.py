"""Stories: the wall, each story on its page, and where advocates and friends write theirs.

A form from another site is refused before any page sees it.
"""

from typing import Any

from referrals.edge.http import Answer, Event
from referrals.edge.packed_page import packed_page
from referrals.edge.page_answer import page_or_trouble
from referrals.edge.same_origin import require_same_origin
from referrals.pages.stories import photo, story, wall, write

ROUTES = {
    "GET /stories/{program}": (wall.show, wall.show_refusal),
    "GET /stories/{program}/{story}": (story.show, story.show_refusal),
    "GET /stories/{program}/{story}/{file}": (story.show_photo, story.show_refusal),
    "GET /stories/{program}/write": (write.show, write.show_refusal),
    "POST /stories/{program}/write": (write.act, write.show_refusal),
    "GET /me/story": (write.show, write.show_refusal),
    "POST /me/story": (write.act, write.show_refusal),
    "GET /stories/{program}/photo": (photo.show_own, write.show_refusal),
    "POST /stories/{program}/photo": (photo.keep, write.show_refusal),
    "GET /me/story/photo": (photo.show_own, write.show_refusal),
    "POST /me/story/photo": (photo.keep, write.show_refusal),
}


def handler(event: dict[str, Any], context: Any) -> Answer:
    handle, trouble = ROUTES[event["routeKey"]]

    def respond(request: Event) -> Answer:
        require_same_origin(request)
        return packed_page(request, handle(request))

    return page_or_trouble(respond, trouble, event)
