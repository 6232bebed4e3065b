"""What SES tells of a letter that was sent, as it comes through SNS and SQS.

Order is not promised and any message may come twice; several recipients may share one. Whatever is
no feedback on a mailbox answers with nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from referrals.model.people.suppression import SuppressionReason

# Providers that refuse the sender, not the mailbox: Microsoft wants SPF, DKIM and DMARC in order.
_OUR_FAULT = ("5.7.515",)
_NOT_SPAM = "not-spam"


@dataclass(frozen=True, slots=True)
class MailFeedback:
    kind: str
    """bounce, transient, complaint, refused, reject, or another event in lower case."""
    feedback_id: str
    address: str
    """Empty where none is told."""
    reason: SuppressionReason | None
    """Why nothing is sent there any more; None where nothing speaks against it."""


def read_feedback(text: str) -> tuple[MailFeedback, ...]:
    """Of an SNS notification, or of what is in one; ValueError for what is no such JSON."""
    told: Any = json.loads(text)
    if isinstance(told, dict) and told.get("Type") == "Notification":
        inner = str(told.get("Message", ""))
        if not inner.startswith("{"):
            return ()  # on being set up SES says so, in plain words
        told = json.loads(inner)
    if not isinstance(told, dict):
        raise ValueError("no object")
    kind = str(told.get("eventType") or told.get("notificationType") or "")
    match kind:
        case "Bounce":
            return tuple(_bounces(told))
        case "Complaint":
            return tuple(_complaints(told))
    return (MailFeedback(kind.lower() or "unknown", _id(told, {}, kind, ""), "", None),)


def _bounces(told: Mapping[str, Any]) -> Iterator[MailFeedback]:
    bounce = _part(told, "bounce")
    permanent = bounce.get("bounceType") == "Permanent"
    for recipient in bounce.get("bouncedRecipients") or ():
        address = str(recipient.get("emailAddress", ""))
        answer = str(recipient.get("diagnosticCode", ""))
        ours = any(code in answer for code in _OUR_FAULT)
        reason = SuppressionReason.BOUNCED if permanent and not ours else None
        kind = "refused" if ours else "bounce" if permanent else "transient"
        yield MailFeedback(kind, _id(told, bounce, "Bounce", address), address, reason)


def _complaints(told: Mapping[str, Any]) -> Iterator[MailFeedback]:
    """Providers redact: they name every recipient of that mail at the domain. We write to one."""
    complaint = _part(told, "complaint")
    good = complaint.get("complaintFeedbackType") == _NOT_SPAM
    for recipient in complaint.get("complainedRecipients") or ():
        address = str(recipient.get("emailAddress", ""))
        reason = None if good else SuppressionReason.COMPLAINED
        kind = _NOT_SPAM if good else "complaint"
        yield MailFeedback(kind, _id(told, complaint, "Complaint", address), address, reason)


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = told.get(name)
    return part if isinstance(part, dict) else {}


def _id(told: Mapping[str, Any], part: Mapping[str, Any], kind: str, address: str) -> str:
    message_id = str(_part(told, "mail").get("messageId", ""))
    return str(part.get("feedbackId") or f"{message_id}/{kind}/{address}")[:200]
