"""A click: one countable visit through a link, kept raw; what it counts as is judged later."""

from datetime import datetime
from typing import Any, NamedTuple

from referrals.model.era import epoch_seconds, moment_of
from referrals.model.identity import base32, number_of

WENT_ON_AT = "went_on_at"


class Click(NamedTuple):
    """Hashes and headers only: nothing here names a person."""

    click_id: str
    code: str
    program_id: str
    clicked_at: datetime
    ip_hash: str
    """Keyed, salted by day: equal only within one day."""
    user_agent: str
    method: str
    sec_fetch: str
    """`site/mode/dest/user` as the browser sent them, empty parts where absent."""
    purpose: str
    """Sec-Purpose, Purpose or X-Moz: set when a browser fetched ahead of a click."""
    scanned: bool = False
    """Arrived through the QR code."""
    to_page: bool = False
    """Its link leads to the friend's page before the shop."""
    went_on_at: datetime | None = None
    """When the page's button was pressed first, as far as a person did."""


def click_fields(click: Click) -> dict[str, Any]:
    """As a table and a line of the log spell it: its moments in epoch seconds."""
    moments = {"clicked_at": click.clicked_at, WENT_ON_AT: click.went_on_at}
    plain = {name: value for name, value in click._asdict().items() if name not in moments}
    return plain | {name: epoch_seconds(at) for name, at in moments.items() if at}


def click_id_of(seconds: int, random: bytes) -> str:
    """The id that a click token's own epoch seconds and 64 random bits spell."""
    assert len(random) == 8
    return f"clk_{base32(seconds << 64 | int.from_bytes(random), 20)}"


def moment_of_click(click_id: str) -> datetime:
    """When the click was made that an id of ours names."""
    return moment_of(number_of(click_id.removeprefix("clk_")) >> 64)
