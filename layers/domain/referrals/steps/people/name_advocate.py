"""Finds the link by which people name an advocate: its code, or the advocate's own in a program."""

from dataclasses import dataclass

from referrals.model.errors import RefusedError
from referrals.model.identity import code_in
from referrals.model.link.link import Link
from referrals.store.link.link import LinkNotFoundError, Links
from referrals.store.people.person import People


class NoLinkHereError(RefusedError):
    code = "no_link_here"


@dataclass(frozen=True, slots=True)
class AdvocateReference:
    """Exactly one of both."""

    code: str = ""
    advocate_id: str = ""


def named_link(named: AdvocateReference, program_id: str, links: Links, people: People) -> Link:
    """The link as it is now; a clear refusal where nobody is found."""
    assert bool(named.code) != bool(named.advocate_id), "one of both names an advocate"
    code = code_in(named.code) if named.code else _own(named.advocate_id, program_id, people)
    link = links.find(code, consistent=True)
    if link is None:
        raise LinkNotFoundError(
            f"no link has the code {code}.",
            field="code",
            remedy="Check its spelling; GET /v1/links/{code} answers for a code that is one.",
        )
    return link


def _own(advocate_id: str, program_id: str, people: People) -> str:
    person = people.advocate(advocate_id)
    if program_id not in person.codes:
        raise NoLinkHereError(
            f"{advocate_id} has no link of their own in {program_id}.",
            field="advocate_id",
            remedy="Enroll them in the program, or name one of their links by its code.",
        )
    return person.codes[program_id]
