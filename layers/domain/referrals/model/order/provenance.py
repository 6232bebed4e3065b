"""How a fact came to us, kept with it: an auditor asks, and precedence does."""

from enum import StrEnum


class Provenance(StrEnum):
    WEBHOOK = "webhook"
    """The shop told it, signed."""
    RECONCILIATION = "reconciliation"
    """We pulled it from the shop's own list, in our translation of it."""
    REPLAY = "replay"
    """The shop told it; we understood it only later."""
    PERSON = "person"
    """Somebody said it to us: a claim or a correction."""


LISTED = "list"
"""The witness that a shop's own list is, where it says less than the shop's webhooks."""
