"""What was decided about one moment of delight: to write, to wait, or not to write; and why."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment


class NudgeVerdict(StrEnum):
    """What becomes of the moment."""

    SEND = "send"
    """A letter goes out."""
    WAIT = "wait"
    """It is decided again at `wait_until`."""
    SILENT = "silent"
    """Nothing is sent, now or later, about this moment."""


class NudgeReason(StrEnum):
    """Why; the first of them that holds."""

    DELIGHT = "delight"
    """Something good happened, and nothing speaks against a word."""
    OFF = "off"
    """The program sends no nudges, or none after such a moment."""
    PAUSED = "paused"
    """The program is paused or in test mode: a share would earn nothing."""
    NO_HELP = "no_help"
    """Nudges don't bring more friends, or do harm, and have switched themselves off."""
    NOBODY = "nobody"
    """The person is not there any more."""
    NO_ADDRESS = "no_address"
    """No mail can reach them."""
    MAIL_STOPPED = "mail_stopped"
    """They asked for no mail at all."""
    REFUSED = "refused"
    """They said: never."""
    NO_CONSENT = "no_consent"
    """They never agreed to nudges."""
    NO_LINK = "no_link"
    """They have no link in this program that works."""
    MOMENT_PAST = "moment_past"
    """It is more than a week ago: a word about it would come from nowhere."""
    MOMENT_GONE = "moment_gone"
    """It holds no more: the order was called off, the story or the note was withdrawn."""
    NOT_NOW = "not_now"
    """They asked for a rest of 90 days."""
    CLOSED = "closed"
    """They were not happy when they were asked, less than 90 days ago."""
    TOO_SOON = "too_soon"
    """The last friendly letter is not 30 days old."""
    UNANSWERED = "unanswered"
    """Three friendly letters in a year went unanswered."""
    QUIET_HOURS = "quiet_hours"
    """It is night where they live, or an hour that they want to be quiet."""
    HELD_OUT = "held_out"
    """They are among those who get none, so that the effect can be told."""
    ARM_WITHOUT = "arm_without"
    """Their link is on an arm of an experiment that gets none."""


class NudgeDecision(BaseModel):
    """Immutable: another decision about the same moment is another entry."""

    model_config = ConfigDict(frozen=True)
    verdict: NudgeVerdict
    reason: NudgeReason
    decided_at: Moment
    wait_until: Moment | None = None
    """When it is decided again; None unless the verdict is to wait."""
    experiment: str = ""
    """The one about nudges whose arm applied; empty where none did."""
    arm: str = ""
