"""What asking one rule comes to, whichever decision it serves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule found; `passed` None means that it isn't asked here."""

    passed: bool | None
    input: str
    remedy: str = ""
    """How a no could become a yes, where the rule's usual remedy doesn't fit."""
