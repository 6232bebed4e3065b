"""SQS batches: a message that can't be handled now is tried again, and holds up no other.

What is unreadable is tried again too, until the queue hands it to the one of failures, where a
person finds it.
"""

from collections.abc import Callable
from typing import Any

from referrals.edge.log import count, log
from referrals.model.errors import GoodwordError


def process_messages(event: dict[str, Any], handle: Callable[[str], None]) -> dict[str, Any]:
    """The answer to Lambda: which messages to show again."""
    failed = [record["messageId"] for record in event["Records"] if not _process(record, handle)]
    return {"batchItemFailures": [{"itemIdentifier": name} for name in failed]}


def _process(record: dict[str, Any], handle: Callable[[str], None]) -> bool:
    try:
        handle(str(record["body"]))
    except Exception as error:
        code = error.code if isinstance(error, GoodwordError) else type(error).__name__
        log("ERROR", "to be tried again", code=code)
        count("UnreadMessages")
        return False
    return True
