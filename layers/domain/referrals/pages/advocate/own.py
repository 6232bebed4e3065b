"""Whose page this is, in which program, and back to it: what every part of `/me` begins with."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer
from referrals.model.errors import ConflictError, NotFoundError
from referrals.model.link.link import Link
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.session.person_session import PersonSession, SignInNeededError
from referrals.model.words.wording import Wording, wording_of
from referrals.pages.session import require_session
from referrals.pages.shown_rules import shown_rules
from referrals.wiring import clock, stores


@dataclass(frozen=True)
class Own:
    """The session's person and program; nothing of it comes from the address or a form."""

    session: PersonSession
    person: Person
    rules: Program
    now: datetime

    @cached_property
    def words(self) -> Wording:
        """In the language of their settings, whatever the browser prefers."""
        return wording_of(self.rules.words, self.person.locale)

    @cached_property
    def link(self) -> Link:
        """Their own first one in the program."""
        return stores.links().get(self.person.codes[self.rules.program])


def own_of(event: Event) -> Own:
    session = require_session(event)
    try:
        person = stores.people().advocate(session.person_id)
    except NotFoundError:
        # Erased since: the session says of nobody who they are.
        raise SignInNeededError("nobody is signed in here any more.") from None
    rules = shown_rules(session.program_id)
    if rules.program not in person.codes:
        raise NoPageError(f"{person.person_id} has no link in {rules.program}.")
    return Own(session, person, rules, clock.now())


class NoPageError(ConflictError):
    """A link of their own is missing: it is issued when they join once more."""

    code = "no_page"


def back_to(part: str) -> Answer:
    """After a form: pressing reload sends nothing again."""
    headers = {"location": f"/me#{part}", "x-robots-tag": "noindex"}
    return answer(HTTPStatus.SEE_OTHER, headers=headers)
