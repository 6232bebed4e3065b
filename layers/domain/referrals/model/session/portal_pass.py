"""A pass from the shop's own account area to an advocate's page: once, and for five minutes.

The shop has proven who its customer is; its server asks for the pass and hands the address on.
"""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import NotFoundError
from referrals.model.moment import EpochMoment, Moment

LASTS = timedelta(minutes=5)


class PassOverError(NotFoundError):
    """Used, too old, or never ours: the page doesn't say which."""

    code = "pass_over"


class PortalPass(BaseModel):
    model_config = ConfigDict(frozen=True)
    pass_id: str
    person_id: str
    program_id: str
    embed_origin: str = ""
    """The page of the shop that may show the pass's own page within it; empty for none."""
    issued_at: Moment
    expires_at: EpochMoment


def pass_over() -> PassOverError:
    return PassOverError("this way in is over.", remedy="Open your page from the shop once more.")
