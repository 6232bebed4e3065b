"""Stories: the wall, each story on its page, its photo, and where a friend writes."""

from typing import Any

from referrals.edge.http import Answer
from referrals.edge.page import page_or_trouble
from referrals.pages.stories import story, wall

ROUTES = {
    "GET /stories/{program}": (wall.show, wall.show_refusal),
    "GET /stories/{program}/{story}": (story.show, story.show_refusal),
}


def handler(event: dict[str, Any], context: Any) -> Answer:
    handle, trouble = ROUTES[event["routeKey"]]
    return page_or_trouble(handle, trouble, event)
