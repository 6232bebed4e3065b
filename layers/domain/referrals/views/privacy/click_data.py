"""What is kept of the clicks that an order told of, for whoever made them?"""

from collections.abc import Iterator

from pydantic import BaseModel

from referrals.model.attribution.referral import Referral
from referrals.model.moment import Moment
from referrals.store.link.click import Clicks


class ClickData(BaseModel):
    """As the browser told of it; kept for 90 days."""

    click_id: str
    program: str
    code: str
    clicked_at: Moment
    ip_hash: str
    user_agent: str
    sec_fetch: str
    purpose: str
    scanned: bool
    to_page: bool
    """Whether the link led to the friend's page first."""
    went_on_at: Moment | None
    """When its button was pressed."""


def clicks_of(referral: Referral | None, clicks: Clicks) -> Iterator[ClickData]:
    """Of those that are still there."""
    for click_id in referral.click_ids if referral else ():
        if click := clicks.get(click_id):
            fields = {**click._asdict(), "program": click.program_id}
            yield ClickData.model_validate(fields)
