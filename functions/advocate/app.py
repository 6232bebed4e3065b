"""Pages of advocates: which page answers which request, and what is shown when it can't.

A form from another site is refused before any page sees it.
"""

from typing import Any

from referrals.edge.http import Answer, Event
from referrals.edge.packed_page import packed_page
from referrals.edge.page_answer import page_or_trouble
from referrals.edge.same_origin import require_same_origin
from referrals.pages import sign_in, sign_in_link, sign_out
from referrals.pages.advocate import (
    account,
    enter,
    friends,
    join,
    join_line,
    link,
    me,
    moments,
    say,
    settings,
)
from referrals.pages.advocate.refusal import show_refusal

ROUTES = {
    "GET /me": (me.show, show_refusal),
    "GET /me/card": (link.show_card, show_refusal),
    "GET /me/data": (settings.download, show_refusal),
    "GET /me/enter": (enter.show, enter.show_enter_refusal),
    "POST /me/enter": (enter.enter, enter.show_enter_refusal),
    "GET /me/friends": (friends.show, show_refusal),
    "GET /me/leave": (settings.ask_leave, show_refusal),
    "GET /me/qr": (link.show_qr, show_refusal),
    "GET /me/share/{channel}": (link.share, show_refusal),
    "POST /me/claims": (friends.claim, show_refusal),
    "POST /me/consents": (settings.save_consents, show_refusal),
    "POST /me/destination": (link.save_destination, show_refusal),
    "POST /me/exchanges": (account.exchange, show_refusal),
    "POST /me/leave": (settings.leave, show_refusal),
    "POST /me/notes": (moments.act_on_note, show_refusal),
    "POST /me/settings": (settings.save_settings, show_refusal),
    "POST /me/shares": (link.count, show_refusal),
    "POST /me/words": (link.save_words, show_refusal),
    "GET /join/{program}": (join.show, show_refusal),
    "GET /join/{program}/line": (join_line.show, show_refusal),
    "POST /join/{program}": (join.join, show_refusal),
    "POST /me/suggestions": (say.suggest, say.show_refusal),
    "POST /me/votes": (say.vote, say.show_refusal),
    "GET /sign-in": (sign_in.ask, show_refusal),
    "POST /sign-in": (sign_in.send, show_refusal),
    "GET /sign-in/link": (sign_in_link.show, sign_in_link.show_link_refusal),
    "HEAD /sign-in/link": (sign_in_link.show, sign_in_link.show_link_refusal),
    "POST /sign-in/link": (sign_in_link.enter, sign_in_link.show_link_refusal),
    "POST /sign-out": (sign_out.leave, show_refusal),
}


def handler(event: dict[str, Any], context: Any) -> Answer:
    handle, trouble = ROUTES[event["routeKey"]]

    def respond(request: Event) -> Answer:
        require_same_origin(request)
        return packed_page(request, handle(request))

    return page_or_trouble(respond, trouble, event)
