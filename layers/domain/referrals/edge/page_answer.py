"""How every page for people is answered: no script, kept by no cache, little said elsewhere."""

from collections.abc import Callable
from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer, status_of
from referrals.edge.log import count, log
from referrals.model.errors import GoodwordError, wait_of

HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "private, no-store",
    "referrer-policy": "strict-origin-when-cross-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'{images}; "
    "{scripts}{frames}form-action 'self'; base-uri 'none'; frame-ancestors {framed_by}"
)
# On every page; the italic comes only where somebody's words stand.
STYLES = "portal.css"
FONTS = ("fraunces.woff2", "figtree.woff2")
ITALIC = "fraunces-italic.woff2"


def page_answer(
    status: int,
    html: str,
    *images: str,
    scripted: bool = False,
    framing: bool = False,
    framed_by: str = "",
) -> Answer:
    """`images` are the only addresses outside ours that the page may load from, `framed_by` the
    one origin that may show it within its own page; `scripted` lets a static file of ours run,
    `framing` a page of ours stand within it.
    """
    policy = POLICY.format(
        images="".join(dict.fromkeys(map(_origin, images))),
        scripts="script-src 'self'; connect-src 'self'; " if scripted else "",
        frames="frame-src 'self'; " if framing else "",
        framed_by=_origin(framed_by).strip() or "'none'",
    )
    return answer(status, html, headers={**HEADERS, "content-security-policy": policy})


def away(address: str) -> Answer:
    keep = {"location": address, "cache-control": "private, no-store", "x-robots-tag": "noindex"}
    return answer(HTTPStatus.FOUND, headers=keep)


def page_or_trouble(
    handle: Callable[[Event], Answer], trouble: Callable[[Event, int], Answer], event: Event
) -> Answer:
    """`handle`'s answer, or the page for the trouble it met; never a stack trace outside."""
    try:
        return handle(event)
    except GoodwordError as error:
        count("Refused", code=error.code)
        shown = trouble(event, status_of(error))
        if wait := wait_of(error):
            shown["headers"]["retry-after"] = str(wait)
        return shown
    except Exception as error:
        log("ERROR", "unexpected", error=type(error).__name__)
        count("Unexpected")
        return trouble(event, HTTPStatus.INTERNAL_SERVER_ERROR)


def _origin(address: str) -> str:
    """As a policy names it; empty for what has none, or would end the policy's word."""
    kind, _, rest = address.partition("://")
    host = rest.partition("/")[0].partition("?")[0].partition("#")[0]
    plain = kind == "https" and not set(address) & set(" ;,'\"\\")
    return f" https://{host}" if plain and host and "@" not in host else ""
