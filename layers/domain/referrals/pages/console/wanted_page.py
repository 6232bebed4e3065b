"""The page that somebody opened before they were signed in: their browser keeps it, and only there.

Neither the letter nor a table learns of it. What comes back is an address of the desk, whatever a
cookie says.
"""

import base64
import re
from urllib.parse import urlencode

from referrals.edge.cookie import cookie_of, host_cookie
from referrals.edge.event import headers_of
from referrals.edge.http import Event
from referrals.pages.console.address_part import part_of
from referrals.pages.console.routes import ACTS, PAGES, match

COOKIE = "__Host-desk-page"
TODAY = "/console"
SECONDS = 3600
LONGEST = 1500
# A file, or what was just done, is nothing to come back to.
_DROPPED = ("format", "done")
_PLAIN = re.compile(r"/console[!-~]*")


def wanted_cookies(event: Event) -> list[str]:
    """Keeps what was asked for; takes away what was kept where that is the desk's first page. What
    only stands within a page, a preview or a picture, is neither."""
    if headers_of(event).get("sec-fetch-dest", "document") != "document":
        return []
    address = _address_in(event)
    kept = base64.urlsafe_b64encode(address.encode()).decode().rstrip("=") if address else ""
    return [host_cookie(COOKIE, kept, SECONDS if kept else 0)]


def wanted_page(event: Event) -> str:
    """Where somebody goes on who has just come in."""
    kept = cookie_of(event, COOKIE)[: 2 * LONGEST]
    try:
        address = base64.urlsafe_b64decode(kept + "=" * (-len(kept) % 4)).decode()
    except ValueError:
        return TODAY
    return address if _is_page(address) else TODAY


def forgotten_page() -> str:
    return host_cookie(COOKIE, "", 0)


def _address_in(event: Event) -> str:
    """Of a form, the page that it stands on; empty for what is no page of the desk."""
    path = str(event.get("rawPath", "")).rstrip("/")
    method = str(event["requestContext"]["http"]["method"]).upper()
    if method == "POST":
        act = match(path, ACTS)
        parts = {name: part_of(text) for name, text in act[1].items()} if act else {}
        path = ACTS[act[0]].page.format(**parts) if act else ""
    query = event.get("queryStringParameters") or {}
    named = {name: str(text) for name, text in query.items() if name not in _DROPPED}
    for address in (f"{path}?{urlencode(named)}" if named else path, path):
        if address != TODAY and _is_page(address):
            return address
    return ""


def _is_page(address: str) -> bool:
    """A page of the desk, on our own host, and not too long for a cookie."""
    path = address.partition("?")[0]
    known = len(address) <= LONGEST and _PLAIN.fullmatch(address) and match(path, PAGES)
    return bool(known) and not {".", ".."} & {*path.split("/")}
