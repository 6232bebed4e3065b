"""How people come to share: whether a buyer is asked, once, by letter."""

from datetime import date
from hashlib import sha256
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class InvitationHoldOut(BaseModel):
    """Who isn't asked, so that what the letter brings can be told from what comes anyway."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    percent: Annotated[int, Field(ge=1, le=50, strict=True)]
    since: date
    """Customers who began on that day or later are compared; another day begins anew."""

    def holds(self, program_id: str, customer_hash: str) -> bool:
        """Whether that customer is one of them: the hash is keyed, so nobody can choose."""
        text = f"{program_id}\ninvitation\n{self.since}\n{customer_hash}"
        return int.from_bytes(sha256(text.encode()).digest()[:8]) % 100 < self.percent


class Invitation(BaseModel):
    """To a friend whose first rewarded order stayed, and who agreed to be written to."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    after_days: Annotated[int, Field(ge=0, le=365, strict=True)]
    """From the day on which the order's hold was over."""
    hold_out: InvitationHoldOut | None = None
    """Nobody, unless the shop agrees to it here."""


class JoinSettings(BaseModel):
    """Nothing in it: nobody is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    invitation: Invitation | None = None

    def holds_out(self, program_id: str, customer_hash: str) -> bool:
        """Whether that customer isn't asked, to be compared with those who are."""
        hold_out = self.invitation.hold_out if self.invitation else None
        return bool(hold_out and hold_out.holds(program_id, customer_hash))
