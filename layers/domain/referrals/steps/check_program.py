"""Checks a program's rules beyond their shape, before they are applied: what they name must exist.

Kept apart from the noun, so that a stored version stays readable when a check is added later.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from referrals.model.fault import Fault
from referrals.model.moment import known_time_zone
from referrals.model.program import Program


def check_program(rules: Program) -> tuple[Fault, ...]:
    """Everything that speaks against applying these rules; nothing when they are fine."""
    return (*_addresses(rules), *_time_zone(rules))


def _addresses(rules: Program) -> Iterator[Fault]:
    for path, address in (
        (("webhook_url",), rules.webhook_url),
        (("sharing", "image"), rules.sharing.image),
    ):
        parts = urlsplit(address)
        plain = address.isascii() and not any(c <= " " or c in '"<>\\' for c in address)
        if address and not (parts.scheme == "https" and parts.hostname and plain):
            yield Fault(
                path, "not_https", "this is not an https address.", "Start it with https://."
            )


def _time_zone(rules: Program) -> Iterator[Fault]:
    if not known_time_zone(rules.time_zone):
        yield Fault(
            ("time_zone",),
            "unknown_time_zone",
            f"{rules.time_zone!r} is not a time zone.",
            "Use an IANA name such as Europe/Berlin.",
        )
