"""A program that says sentences its own way, to German readers whom it calls du."""

from typing import Any

from referrals.wiring import stores
from tests.account import forget_clients


def speak(sentences: dict[str, str], tag: str = "de") -> None:
    """The program's next version, as `program apply` would make it, seconds later: nobody
    remembers the one before."""
    applied = stores.programs().get("friends")
    words: dict[str, Any] = {tag: {"address": "informal", **sentences}}
    rules = applied.rules.model_copy(update={"words": words})
    stores.programs().add(
        applied.model_copy(update={"rules": rules, "version": applied.version + 1})
    )
    forget_clients()


def in_german(event: dict[str, Any], **changes: Any) -> dict[str, Any]:
    headers = {**event.get("headers", {}), "accept-language": "de"}
    return {**event, "headers": headers, **changes}
