"""What SES tells of letters that bounced, or that somebody called spam, through SNS and SQS."""

from typing import Any

from referrals.desks.feedback import feedback
from referrals.edge.log import count, stack
from referrals.edge.queue import process_messages
from referrals.steps.people.suppress_mailbox import record_feedback
from referrals.wiring import clock


def handler(event: dict[str, Any], context: Any) -> Any:
    return process_messages(event, handle)


def handle(text: str) -> None:
    for kind in record_feedback(text, feedback(), now=clock.now()):
        count("MailFeedback", kind=kind, stack=stack())
