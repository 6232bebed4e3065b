"""A click as the redirect stores it, for tests that only need one to be there."""

from datetime import datetime

from referrals.model.link.click import Click
from tests.world import NOW


def a_click(click_id: str, at: datetime = NOW) -> Click:
    return Click(
        click_id=click_id,
        code="ada-bakes",
        program_id="friends",
        clicked_at=at,
        ip_hash="a-hash-of-the-day",
        user_agent="Firefox",
        method="GET",
        sec_fetch="cross-site/navigate/document/?1",
        purpose="",
    )
