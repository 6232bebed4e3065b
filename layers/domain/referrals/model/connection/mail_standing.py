"""Whether mail may go out, as the mail service last said, and the one step where it may not."""

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment

# Half of what the service reviews an account at: 5 % of bounces, 0.1 % of complaints.
MOST_BOUNCES, MOST_COMPLAINTS = 0.025, 0.0005
HEALTHY = "HEALTHY"
_SIGNED = "SUCCESS"


class AlarmState(BaseModel):
    model_config = ConfigDict(frozen=True)
    name: str
    text: str
    """What it says, as the template words it."""


class MailStanding(BaseModel):
    """None is what the service didn't say: nothing is claimed of it."""

    model_config = ConfigDict(frozen=True)
    looked_at: Moment
    identity: str = ""
    """The sender's domain or address, whichever is known there."""
    is_verified: bool | None = None
    dkim: str = ""
    in_sandbox: bool | None = None
    """Mail goes to verified mailboxes alone."""
    is_paused: bool | None = None
    health: str = ""
    """What the service thinks of the account: HEALTHY, PROBATION or SHUTDOWN."""
    bounce_rate: float | None = None
    complaint_rate: float | None = None
    alarms: tuple[AlarmState, ...] = ()
    """Of the whole stack, those that ring."""

    @property
    def step(self) -> str:
        """The one thing that is missing, the heaviest first; empty where mail goes out."""
        if self.is_verified is False:
            return f"Verify {self.identity or 'the sender'} at SES: nothing goes out before."
        if self.is_paused:
            return "SES paused the account: read its letter to the account's owner, and answer it."
        if self.in_sandbox:
            return "Ask SES for production access: until then only verified mailboxes get mail."
        if self.dkim and self.dkim != _SIGNED:
            return f"Set the DKIM records of {self.identity} in its DNS: SES waits for them."
        return ""

    @property
    def harms(self) -> tuple[str, ...]:
        """What of the shop's good name with mailboxes is in danger."""
        rates = (
            (self.bounce_rate, MOST_BOUNCES, "of letters came back"),
            (self.complaint_rate, MOST_COMPLAINTS, "of letters were called spam"),
        )
        told = [
            f"{rate * 100:.2g} % {what}: at {most * 200:g} % SES looks into it."
            for rate, most, what in rates
            if rate is not None and rate >= most
        ]
        if self.health not in ("", HEALTHY):
            told.append(f"SES has the account under review ({self.health.lower()}).")
        return tuple(told)
