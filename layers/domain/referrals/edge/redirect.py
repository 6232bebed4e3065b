"""The redirect's answers: where a visit leads, in HTTP, and never an error for a friend."""

from collections.abc import Callable

from referrals.edge.event import Answer, Event, headers_of
from referrals.edge.log import count, log, stack
from referrals.model.link.click import click_fields
from referrals.model.link.destination import TOKEN_NAME, UNSTORED, Destination, DestinationKind
from referrals.model.link.link import Link
from referrals.model.link.visit import Visit
from referrals.model.link.visitor import fetched_ahead

SECONDS_A_DAY = 86_400
HEADERS = {
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer-when-downgrade",
    "x-robots-tag": "noindex",
}
PREVIEW_PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title>
<meta name="robots" content="noindex">
<meta property="og:type" content="website">
<meta property="og:site_name" content="{title}">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{words}">
<meta property="og:url" content="{url}">
{image}<meta name="viewport" content="width=device-width">
</head><body><h1>{title}</h1><p>{words}</p><p><a href="{url}">{offer}</a></p></body></html>
"""
PREVIEW_IMAGE = """<meta property="og:image" content="{image}">
{size}<meta name="twitter:card" content="summary_large_image">
"""
# Without it, the first who shares a link shows no picture.
CARD_SIZE = """<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
"""
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


def answer_or_fallback(handle: Callable[[Event], Answer], event: Event, *, fallback: str) -> Answer:
    """`handle`'s answer; whatever goes wrong, the friend is sent to the fallback page."""
    try:
        return handle(event)
    except Exception as error:
        log("ERROR", "unexpected", error=type(error).__name__)
        count("Redirects", outcome="failed")
        count("FailedRedirects", stack=stack())
        return _sent_to(fallback)


def visit_of(event: Event) -> Visit:
    http = event["requestContext"]["http"]
    return Visit(
        code=(event.get("pathParameters") or {}).get("code") or "",
        method=http.get("method") or "GET",
        query=event.get("rawQueryString") or "",
        headers=headers_of(event),
        ip=http.get("sourceIp") or "",
    )


def tell(destination: Destination) -> None:
    """Counted and reported clicks add up to the redirects served."""
    count("Redirects", outcome=destination.reason or destination.kind.value)
    if destination.unstored:
        log("ERROR", UNSTORED, click=click_fields(destination.unstored))
        count("UnstoredClicks", stack=stack())


def answer_of(
    destination: Destination, visit: Visit, *, public_url: str, cookie_domain: str
) -> Answer:
    if destination.kind is DestinationKind.PREVIEW:
        assert destination.link is not None
        return _preview(destination.link, public_url, visit.method)
    answer = _sent_to(destination.address)
    followed = visit.method == "GET" and not fetched_ahead(visit.purpose)
    if destination.link and destination.token and cookie_domain and followed:
        seconds = destination.link.window_days * SECONDS_A_DAY
        answer["cookies"] = [
            f"{TOKEN_NAME}={destination.token}; Domain={cookie_domain}; Path=/; Max-Age={seconds}; "
            "Secure; SameSite=Lax"
        ]
    return answer


def _sent_to(address: str) -> Answer:
    return {"statusCode": 302, "headers": {**HEADERS, "location": address}, "body": ""}


def _preview(link: Link, public_url: str, method: str) -> Answer:
    card = link.card_address(public_url)
    size = CARD_SIZE if card else ""
    picture = card or link.image
    image = PREVIEW_IMAGE.format(image=_escape(picture), size=size) if picture else ""
    page = PREVIEW_PAGE.format(
        title=_escape(link.program_name or link.offer),
        words=_escape(link.words or link.offer),
        offer=_escape(link.offer or link.program_name),
        url=_escape(f"{public_url}/r/{link.code}"),
        image=image,
    )
    headers = {
        **HEADERS,
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "default-src 'none'",
        "x-content-type-options": "nosniff",
    }
    return {"statusCode": 200, "headers": headers, "body": "" if method == "HEAD" else page}


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(letter, letter) for letter in text)
