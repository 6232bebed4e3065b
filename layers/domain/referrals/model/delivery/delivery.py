"""A delivery: one try at handing an outbox item over, and what came of it.

Decisions return: every way a try can end is an outcome, and the item's next state follows from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from referrals.model.delivery.outbox import (
    NO_ADDRESS,
    RETRY_AFTER_SECONDS,
    Channel,
    DeliveryState,
    OutboxItem,
    next_try_at,
)
from referrals.model.people.mailbox import mailable
from referrals.model.people.person import Person
from referrals.model.program.program import Program


@dataclass(frozen=True, slots=True)
class LetterContent:
    """What a letter says beyond its wording: looked up at the moment of sending, never kept."""

    values: Mapping[str, str] = field(default_factory=dict)
    """What fills the gaps of its sentences, finished for its reader."""
    quote: str = ""
    """A person's own words."""
    quote_by: str = ""
    """Who says them: a sentence, such as "Ben, on 5 December"."""
    code: str = ""
    actions: Mapping[str, str] = field(default_factory=dict)
    """Sentence name to address: the first is the button, others are quiet links below it."""
    with_link: bool = False
    """Whether the reader's own link, and its card, stand in it."""
    unsubscribe: str = ""
    """Where this kind of letter alone is stopped; empty for where all of them are."""


NO_CONTENT = LetterContent()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An item with everything looked up at the moment of sending, and never kept."""

    item: OutboxItem
    rules: Program
    recipient: Person | None = None
    other: Person | None = None
    """The other side of the referral: its first name may be told if that person agreed."""
    content: LetterContent = NO_CONTENT


@dataclass(frozen=True, slots=True)
class Done:
    reference: str = ""
    """The outside's name for what was sent: a message id, an issued code."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rightly not sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The outside may take it later."""

    reason: str
    latest: datetime | None = None
    """When it is tried again at the latest; None where nothing hurries."""
    ailing: bool = False
    """Whether it is the other side that is unwell, whatever it is sent."""
    rest: timedelta | None = None
    """How long it asked to be left alone."""


@dataclass(frozen=True, slots=True)
class Postponement:
    """Not tried at all, as the other side rests until then; it costs no try."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Hopeless:
    """Only a person can help."""

    reason: str


type DeliveryOutcome = Done | Skipped | TryAgain | Postponement | Hopeless

# Why an item waits although it is due: its endpoint rests.
RESTS = "endpoint_rests"
# So many failures in a row make an endpoint rest: a minute at first, then twice as long each time.
FAILURES_TO_REST = 3
LONGEST_REST = timedelta(minutes=15)
NO_PROGRAM = Hopeless("program_not_found")
# The address said 410: nothing more is sent there until a person says so.
ENDPOINT_GONE = Hopeless("endpoint_gone")


class LetterKind(StrEnum):
    """What a letter is for: it decides who may be written to, and what stops it."""

    SERVICE = "service"
    """Tells only what is theirs, or was: takes no consent."""
    FRIENDLY = "friendly"
    """Anything beyond that: only to whom agreed to it."""
    SIGN_IN = "sign-in"
    """Was asked for a moment ago, by whoever reads it: mail that was stopped doesn't stop it."""


def rest_after(failures: int) -> timedelta | None:
    """How long an endpoint is left alone after so many failures in a row; None for not at all."""
    if failures < FAILURES_TO_REST:
        return None
    return min(timedelta(minutes=2 ** min(failures - FAILURES_TO_REST, 10)), LONGEST_REST)


def refusal(
    recipient: Person | None, kind: LetterKind = LetterKind.SERVICE, *, consent: str = "mail"
) -> Skipped | None:
    """Why this person is not written to. `consent` is the field of Consents that a friendly letter
    takes."""
    if recipient is None:
        return Skipped("nobody_by_that_id")
    if not mailable(recipient.email):
        return Skipped(NO_ADDRESS)
    if recipient.mail_stopped and kind is not LetterKind.SIGN_IN:
        return Skipped("mail_stopped")
    agreed = kind is not LetterKind.FRIENDLY or getattr(recipient.consents, consent)
    return None if agreed else Skipped("did_not_agree")


def is_exhausted(item: OutboxItem) -> bool:
    """Whether tries were spent without any outcome: whoever sends it dies each time.

    A question isn't asked any more by then; it has as many tries again to take its default.
    """
    tries = len(RETRY_AFTER_SECONDS) + 1
    return item.attempts > (2 * tries if item.channel is Channel.VETO else tries)


def is_unanswerable(item: OutboxItem) -> bool:
    """Whether a question has no tries left in which to be asked."""
    return item.attempts > len(RETRY_AFTER_SECONDS) + 1


def apply_outcome(
    item: OutboxItem, outcome: DeliveryOutcome, now: datetime, jitter: float
) -> OutboxItem:
    """The item after the outcome; `jitter` is 0 to 1."""
    match outcome:
        case Done(reference):
            return _finish_item(item, DeliveryState.DONE, reference=reference)
        case Skipped(reason):
            return _finish_item(item, DeliveryState.SKIPPED, reason)
        case Hopeless(reason):
            return _finish_item(item, DeliveryState.PARKED, reason)
        case Postponement(until):
            later = {"due_at": until.replace(microsecond=0), "attempts": item.attempts - 1}
            return _finish_item(item, DeliveryState.PENDING, RESTS).model_copy(update=later)
        case TryAgain(reason, latest):
            due_at = next_try_at(now, item.attempts, jitter) or latest
            due_at = min(due_at, latest) if due_at and latest else due_at
            if due_at is None:
                return _finish_item(item, DeliveryState.PARKED, reason)
            waiting = _finish_item(item, DeliveryState.PENDING, reason)
            return waiting.model_copy(update={"due_at": due_at.replace(microsecond=0)})


def _finish_item(
    item: OutboxItem, state: DeliveryState, reason: str = "", *, reference: str = ""
) -> OutboxItem:
    changes = {"state": state, "reason": reason, "reference": reference, "lease_until": None}
    return item.model_copy(update=changes)
