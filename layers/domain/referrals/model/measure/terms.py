"""What of a program decides how its customers count."""

from dataclasses import dataclass

from referrals.model.setting.join import InvitationHoldOut


@dataclass(frozen=True, slots=True)
class ProgramTerms:
    time_zone: str = "UTC"
    currency: str = ""
    hold_out: InvitationHoldOut | None = None
    """Of the invitation to share."""
