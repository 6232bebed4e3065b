"""Who looks at a friend's page: the click or the browser that a gift is made for.

The cookie is ours alone, is read nowhere else and holds a signed click token or a random name.
Whoever refuses it has the click token in the page's address.
"""

from collections.abc import Mapping
from datetime import datetime

from referrals.edge.cookie import cookie_of, host_cookie
from referrals.edge.http import Event
from referrals.model.link.destination import TOKEN_NAME
from referrals.model.link.holder import Holder, holder_of_browser, holder_of_click
from referrals.model.link.token import read_token, unproven_moment
from referrals.views.link.friend_page import GIFT_NAME, Visitor
from referrals.wiring import keys

SECONDS = 365 * 86_400


def visitor_of(event: Event) -> Visitor:
    def holder(code: str) -> Holder | None:
        """The cookie first: who arrives twice from one link has one gift."""
        kept = cookie_of(event, _name(code))
        return _by_token(kept, code) or holder_of_browser(kept) or _by_token(token(event), code)

    def newest_click(code: str) -> datetime | None:
        """A cookie, or a gift in the address, is there once they pressed the button."""
        asked_before = cookie_of(event, _name(code)) or GIFT_NAME in _parameters(event)
        return None if asked_before else unproven_moment(token(event))

    return Visitor(event.get("rawQueryString", ""), holder, newest_click)


def token(event: Event) -> str:
    return str(_parameters(event).get(TOKEN_NAME, ""))


def _parameters(event: Event) -> Mapping[str, str]:
    return event.get("queryStringParameters") or {}


def keeping(holder: Holder, event: Event, code: str) -> str:
    """The cookie by which the browser is known again: the click's own token where there is one."""
    by_click = _by_token(token(event), code)
    value = token(event) if by_click == holder else holder.name
    if holder.click_id and by_click != holder:
        value = cookie_of(event, _name(code))
    return host_cookie(_name(code), value, SECONDS)


def _by_token(text: str, code: str) -> Holder | None:
    """None for a token that nobody signed, and for one of another link."""
    found = read_token(keys.signing_keys("click"), text) if text else None
    return holder_of_click(found.click_id) if found and found.code == code else None


def _name(code: str) -> str:
    return f"__Host-gift-{code}"
