"""What becomes of a letter, told to the stack as SES tells it: here no mailbox is there to do so.

The emulator has no SNS, so the function that reads the queue is called with what would lie in it.
"""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from goodword.local.deploy import client
from goodword.local.place import REGION, STACK, StackPlace
from referrals.model.errors import UnavailableError

FUNCTION = "FeedbackFunction"
_ACCOUNT = "000000000000"


class FeedbackKind(StrEnum):
    BOUNCE = "bounce"
    """The mailbox does not exist: nothing is sent there any more."""
    COMPLAIN = "complain"
    """The reader calls the letter spam: nothing is sent there any more."""
    DELIVER = "deliver"
    """It arrived: nothing follows."""


class FeedbackLostError(UnavailableError):
    code = "feedback_lost"


def ses_event(kind: FeedbackKind, address: str, message_id: str, at: datetime) -> dict[str, Any]:
    """As SES publishes it."""
    time = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    mail = {"timestamp": time, "messageId": message_id, "destination": [address]}
    feedback = {"timestamp": time, "feedbackId": f"{message_id}-{kind}"}
    match kind:
        case FeedbackKind.BOUNCE:
            recipient = {
                "emailAddress": address,
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown",
            }
            told = {"bounceType": "Permanent", "bounceSubType": "General"}
            bounce = {**told, **feedback, "bouncedRecipients": [recipient]}
            return {"eventType": "Bounce", "mail": mail, "bounce": bounce}
        case FeedbackKind.COMPLAIN:
            told = {"complaintFeedbackType": "abuse"}
            complaint = {**told, **feedback, "complainedRecipients": [{"emailAddress": address}]}
            return {"eventType": "Complaint", "mail": mail, "complaint": complaint}
    delivery = {"timestamp": time, "recipients": [address], "smtpResponse": "250 ok"}
    return {"eventType": "Delivery", "mail": mail, "delivery": delivery}


def queue_event(told: dict[str, Any]) -> dict[str, Any]:
    """The same as it comes out of the queue, within SNS's own notification."""
    message_id = str(told["mail"]["messageId"])
    notification = {"Type": "Notification", "MessageId": message_id, "Message": json.dumps(told)}
    record = {
        "messageId": message_id,
        "receiptHandle": message_id,
        "body": json.dumps(notification),
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{_ACCOUNT}:feedback",
        "awsRegion": REGION,
    }
    return {"Records": [record]}


def tell(place: StackPlace, told: dict[str, Any]) -> None:
    """UnavailableError where the stack didn't take it."""
    found = client(place, "cloudformation").describe_stack_resource(
        StackName=STACK, LogicalResourceId=FUNCTION
    )
    name = found["StackResourceDetail"]["PhysicalResourceId"]
    payload = json.dumps(queue_event(told)).encode()
    answer = client(place, "lambda").invoke(FunctionName=name, Payload=payload)
    said = json.loads(answer["Payload"].read() or b"{}")
    if said.get("batchItemFailures") or "errorType" in said:
        raise FeedbackLostError(f"the stack did not take it: {json.dumps(said)[:300]}")
