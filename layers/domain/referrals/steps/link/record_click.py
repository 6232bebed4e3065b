"""Records a visit through a link and says where it leads; whatever fails, the friend goes on."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from awswire.dynamo import AwsError
from referrals.model.errors import UnavailableError
from referrals.model.identity import BadCodeError, code_in
from referrals.model.link.click import Click
from referrals.model.link.destination import Destination, DestinationKind, address_of
from referrals.model.link.link import Link
from referrals.model.link.token import sign_token
from referrals.model.link.visit import Visit, click_of
from referrals.model.link.visitor import draws_preview
from referrals.store.link.click import Clicks
from referrals.store.link.memory import LinkMemory

RANDOM_BYTES = 8


class RedirectDesk(NamedTuple):
    """What the redirect needs beside the visit."""

    links: LinkMemory
    clicks: Clicks
    """Over a client that gives up soon: a friend waits for it."""
    signing_keys: Callable[[str], tuple[bytes, ...]]
    public_url: str
    fallback: str


def record_click(visit: Visit, desk: RedirectDesk, *, now: datetime, random: bytes) -> Destination:
    """One read at most, one write at most; a click that could not be stored is handed back."""
    link, reason = _live_link(visit.code, desk.links, now)
    if reason:
        fallback = (link and link.fallback) or desk.fallback
        return Destination(DestinationKind.FALLBACK, fallback, reason=reason)
    assert link is not None
    click_key, ip_key = _keys(desk)
    click = click_of(visit, link, ip_key=ip_key, clicked_at=now, random=random)
    unstored = None if _store_click(click, desk.clicks) else click
    if draws_preview(visit.user_agent):
        return Destination(DestinationKind.PREVIEW, link=link, unstored=unstored)
    token = sign_token(click_key, link.code, now, random) if click_key else ""
    address = address_of(link, token=token, query=visit.query, public_url=desk.public_url)
    return Destination(DestinationKind.ON, address, link, token, unstored)


def _live_link(text: str, links: LinkMemory, now: datetime) -> tuple[Link | None, str]:
    """The link, and why it leads nowhere if it does."""
    try:
        link = links.find(code_in(text))
    except BadCodeError:
        return None, "bad_code"
    except (UnavailableError, AwsError):
        return None, "table_away"
    if link is None:
        return None, "unknown"
    return link, "" if link.live(now) else "not_live"


def _keys(desk: RedirectDesk) -> tuple[bytes, bytes]:
    """The keys of click tokens and of addresses' hashes; both empty when the secret can't be read,
    as a link works without a token, too."""
    try:
        return desk.signing_keys("click")[0], desk.signing_keys("ip")[0]
    except (UnavailableError, AwsError):
        return b"", b""


def _store_click(click: Click, clicks: Clicks) -> bool:
    try:
        clicks.record(click)
    except (UnavailableError, AwsError):
        return False
    return True
