"""Buyers of whom nothing is kept: an id made of the keyed hash by which their order is known."""

_PREFIX = "byr_"
KEPT_DAYS = 28
"""How long after an order a letter can still find its buyer: bodies go after thirty days."""


def buyer_id(email_hash: str) -> str:
    return _PREFIX + email_hash


def hash_of_buyer(person_id: str) -> str:
    """Empty for the id of anybody else."""
    return person_id.removeprefix(_PREFIX) if person_id.startswith(_PREFIX) else ""


def invitation_id(email_hash: str) -> str:
    """One letter ever for a mailbox: whichever of its orders asks, this is the letter's name."""
    return f"invitation#{email_hash}"
