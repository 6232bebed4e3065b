"""Somebody is looked for by mail: what a form holds, as the keyed hashes that lead to them."""

from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.people.mailbox import MOST_CHARACTERS, readable_hashes
from referrals.model.people.person import Person, Role
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import keys, stores


class NobodyFoundError(NotFoundError):
    code = "nobody_found"


class NoAddressError(RefusedError):
    code = "no_mail_to_look_for"


def read_address(visit: DeskVisit) -> str:
    """As it was typed into the field `email`."""
    return visit.form.text("email", 2 * MOST_CHARACTERS)


def read_hashes(visit: DeskVisit) -> tuple[str, ...]:
    """By the present rule and the one before it."""
    hashes = readable_hashes(keys.identity_key(), read_address(visit))
    if not hashes:
        raise NoAddressError(
            "this is no e-mail address.", field="email", remedy="Look at it once more."
        )
    return hashes


def person_by(hashes: tuple[str, ...], *roles: Role) -> Person | None:
    """In the first of the roles in which somebody has one of the hashes."""
    found = (stores.people().find_by_hashes(role, hashes) for role in roles)
    return next((person for person in found if person), None)
