"""A link: the shareable address of one advocate in one program. Read by the redirect: no pydantic.

What the redirect needs of the program is copied into each link, so that a click costs one read.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class LinkStatus(StrEnum):
    ACTIVE = "active"
    """Clicks go to the shop and conversions count."""
    PAUSED = "paused"
    """Clicks go to the fallback page and conversions don't count."""
    CLOSED = "closed"
    """The same for good: its advocate was erased."""


class Landing(StrEnum):
    SHOP = "shop"
    """A click goes straight to the destination."""
    WELCOME = "welcome"
    """A click goes to the friend's page first."""


class Link(NamedTuple):
    code: str
    program_id: str
    advocate_id: str
    destination: str
    """https, host on the program's allow-list, checked when it was stored."""
    fallback: str
    """Where friends go when the link is paused or expired."""
    created_at: datetime
    status: LinkStatus = LinkStatus.ACTIVE
    expires_at: datetime | None = None
    landing: Landing = Landing.SHOP
    window_days: int = 30
    words: str = ""
    """The advocate's own words, shown in previews and on the friend's page; never trusted HTML."""
    program_name: str = ""
    offer: str = ""
    """The friend's side of the program's offer in one sentence."""
    image: str = ""
    gift: str = ""
    """The code that all its friends share, once a till takes it; empty where each has their own."""
    gift_by: str = ""
    """Who made it, which says at what address it is applied."""
    look: str = ""
    """The brand with which its card is drawn: another one draws it again."""
    card: str = ""
    """The name of its preview card; empty before one is drawn."""

    def card_address(self, public_url: str) -> str:
        """Where its preview card is; empty where there is none yet."""
        return f"{public_url}/pictures/{self.card}" if self.card else ""

    def live(self, now: datetime) -> bool:
        over = self.expires_at is not None and self.expires_at <= now
        return self.status is LinkStatus.ACTIVE and not over
