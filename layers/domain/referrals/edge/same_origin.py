"""Forms of our own pages alone: what another site lets a browser send is refused.

Fetch Metadata first, which no page can forge; where a browser sends none, `Origin` is compared with
the one address that people see: behind a proxy the `Host` is not what the browser asked for.
Whoever sends neither is no browser, and has no cookie.
"""

from collections.abc import Mapping

from referrals.edge.event import Event, headers_of
from referrals.model.errors import RefusedError
from referrals.wiring import settings

SAFE = {"GET", "HEAD", "OPTIONS"}


class CrossSiteRequestError(RefusedError):
    code = "cross_site_request"


def require_same_origin(event: Event) -> None:
    """For every request that may change something."""
    method = str(event["requestContext"]["http"]["method"]).upper()
    if method in SAFE or is_same_origin(headers_of(event), settings.setting("PUBLIC_URL")):
        return
    raise CrossSiteRequestError(
        "this form was sent from another site.", remedy="Open the page here, and send it again."
    )


def is_same_origin(headers: Mapping[str, str], public_url: str) -> bool:
    """`public_url` is the origin of our pages; a sibling below the shop's domain is another."""
    if site := headers.get("sec-fetch-site", ""):
        return site in ("same-origin", "none")
    origin = headers.get("origin", "")
    return not origin or origin.lower() == public_url.rstrip("/").lower()
