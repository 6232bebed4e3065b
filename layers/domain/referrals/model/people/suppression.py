"""A mailbox that takes no mail of ours: it bounced for good, or its reader called us spam."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment


class SuppressionReason(StrEnum):
    BOUNCED = "bounced"
    """The mailbox does not exist, or its provider refuses it for good."""
    COMPLAINED = "complained"
    """Its reader marked a letter of ours as spam."""


class Suppression(BaseModel):
    """Of a mailbox, so of everybody who reads it; without the address."""

    model_config = ConfigDict(frozen=True)
    email_hash: str
    reason: SuppressionReason
    since: Moment
    feedback_id: str
    """What told us of it: told once more, it suppresses nothing anew."""
    lifted_by: str = ""
    """The person of the shop who let letters go there again."""
    lifted_at: Moment | None = None

    @property
    def stands(self) -> bool:
        return not self.lifted_by
