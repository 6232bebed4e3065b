"""A visit: what a request to a link's address says, before anybody looked the code up."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from referrals.model.era import epoch_seconds
from referrals.model.link.click import Click, click_id_of
from referrals.model.link.link import Landing, Link

SECONDS_A_DAY = 86_400
MOST_HEADER_CHARACTERS = 512
SEC_FETCH = ("sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-user")
PURPOSE = ("sec-purpose", "purpose", "x-purpose", "x-moz")
SCAN_MARK = "q=1"


class Visit(NamedTuple):
    code: str
    """As it was typed, clicked or made up."""
    method: str
    query: str
    """The query as it came: percent-encoded, without the question mark."""
    headers: Mapping[str, str]
    """Names in lower case."""
    ip: str

    def header(self, name: str) -> str:
        return self.headers.get(name, "")[:MOST_HEADER_CHARACTERS]

    @property
    def user_agent(self) -> str:
        return self.header("user-agent")

    @property
    def sec_fetch(self) -> str:
        return "/".join(self.header(name) for name in SEC_FETCH)

    @property
    def purpose(self) -> str:
        return next((value for name in PURPOSE if (value := self.header(name))), "")


def click_of(
    visit: Visit, link: Link, *, ip_key: bytes, clicked_at: datetime, random: bytes
) -> Click:
    """The raw click: what `visitor.judge` will want to know, and no address."""
    return Click(
        click_id=click_id_of(epoch_seconds(clicked_at), random),
        code=link.code,
        program_id=link.program_id,
        clicked_at=clicked_at,
        ip_hash=ip_hash(ip_key, visit.ip, clicked_at),
        user_agent=visit.user_agent,
        method=visit.method,
        sec_fetch=visit.sec_fetch,
        purpose=visit.purpose,
        scanned=SCAN_MARK in visit.query.split("&"),
        to_page=link.landing is Landing.WELCOME,
    )


def ip_hash(key: bytes, ip: str, clicked_at: datetime) -> str:
    """Equal for one address on one day, and only for who holds the key; empty without one."""
    if not key or not ip:
        return ""
    day = epoch_seconds(clicked_at) // SECONDS_A_DAY
    return hmac.digest(key, f"{day}|{ip}".encode(), "sha256")[:16].hex()
