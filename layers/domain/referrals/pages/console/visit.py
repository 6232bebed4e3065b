"""Somebody of the shop at one page of the desk: who they are, which program, what they sent.

Who they are and what they may do comes from the session and the register, anew with each request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from referrals.edge.cookie import cookie_of
from referrals.edge.form import Form, form_of
from referrals.edge.http import Event
from referrals.model.change.change_record import LONGEST_REASON
from referrals.model.errors import GoodwordError, NotFoundError, RefusedError
from referrals.model.insight.insight import start_of_day
from referrals.model.program.program import AppliedProgram, Program
from referrals.model.session.person_session import (
    PersonSession,
    SignInNeededError,
    secret_hash,
)
from referrals.model.staff.right import Right
from referrals.model.staff.staff import PREFIX, StaffMember
from referrals.model.words.wording import ENGLISH, Wording, wording_of
from referrals.pages.console.desk_words import sentence
from referrals.wiring import clock, session_stores, stores

COOKIE = "__Host-desk"
LONGEST_QUERY = 300


class NoProgramHereError(NotFoundError):
    """Nothing was applied yet, or the address names a program that isn't there."""

    code = "no_program_here"


class NoReasonError(RefusedError):
    code = "no_reason"


type CalendarDay = date


@dataclass(frozen=True)
class DeskVisit:
    event: Event
    session: PersonSession
    staff: StaffMember
    programs: tuple[AppliedProgram, ...]
    """All of the shop's, by their ids."""
    parts: Mapping[str, str]
    """What stands in the braces of the address."""
    now: datetime
    fault: GoodwordError | None = None
    """What was wrong with a form that was just sent."""
    made: dict[str, str] = field(default_factory=dict)
    """Ids of what the act made, for its line in the log."""

    @cached_property
    def form(self) -> Form:
        return form_of(self.event)

    def query(self, name: str) -> str:
        """What the address says after its question mark; empty where it doesn't."""
        return str((self.event.get("queryStringParameters") or {}).get(name, ""))[:LONGEST_QUERY]

    @property
    def wants_file(self) -> bool:
        """Whether the address asks for a list as CSV."""
        return self.query("format") == "csv"

    def may(self, right: Right) -> bool:
        return self.staff.may(right)

    @property
    def sees_addresses(self) -> bool:
        return self.staff.sees_addresses

    @cached_property
    def program_in_view(self) -> AppliedProgram | None:
        """The program that the address names, or else the first; None where that isn't there."""
        named = self.query("program")
        found = (each for each in self.programs if named in ("", each.program_id))
        return next(found, None)

    @property
    def program(self) -> AppliedProgram:
        """As `program_in_view`, for a page that is of one."""
        if self.program_in_view is None:
            named = self.query("program")
            raise NoProgramHereError(
                f"no program is called {named}." if named else "no program was applied yet.",
                field="program",
                remedy="`goodword program apply program.yaml` makes one.",
            )
        return self.program_in_view

    @property
    def rules(self) -> Program:
        return self.program.rules

    @cached_property
    def words(self) -> Wording:
        """Numbers, money and dates as the desk says them."""
        return wording_of({}, ENGLISH)

    def date(self, moment: datetime) -> str:
        """A day in the program's time zone."""
        return self.words.date(moment, self.zone)

    def day(self, on: CalendarDay) -> str:
        return self.date(start_of_day(on, self.zone))

    @property
    def zone(self) -> str:
        return self.program_in_view.rules.time_zone if self.program_in_view else "UTC"

    def link(self, address: str, **query: str) -> str:
        """An address of the desk that stays in the same program, with what it asked for before."""
        path, _, before = address.partition("?")
        named = {"program": self.query("program"), **dict(parse_qsl(before)), **query}
        kept = {name: value for name, value in named.items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    def reason(self, *, needed: bool = True) -> str:
        """What the form's field `why` says; refused where it is needed and empty."""
        given = self.form.text("why", LONGEST_REASON)
        if needed and not given:
            raise NoReasonError(
                "somebody will ask why.", field="why", remedy="Say it in a few words."
            )
        return given

    def kept_text(self, name: str, usual: str = "") -> str:
        """What stood in a field of the form that was refused, so that nothing is typed twice."""
        return self.form.lines(name, 4000) if self.fault else usual

    def is_refused(self, address: str) -> bool:
        """Whether the form that goes to this address was just refused."""
        return self.fault is not None and str(self.event.get("rawPath", "")).rstrip("/") == address

    def wrong(self, name: str) -> str:
        """What is wrong with a field, and what to do about it; empty for nothing."""
        fault = self.fault
        if fault is None or fault.field != name:
            return ""
        return sentence(fault)


def visit_of(event: Event, parts: Mapping[str, str]) -> DeskVisit:
    session = desk_session(event)
    staff = session_stores.staff().register().find(session.person_id) if session else None
    if session is None or staff is None:
        raise SignInNeededError("nobody is signed in here.", remedy="Ask for a link by letter.")
    programs = sorted(stores.programs().list_all(), key=lambda each: each.program_id)
    return DeskVisit(event, session, staff, tuple(programs), parts, clock.now())


def desk_session(event: Event) -> PersonSession | None:
    """None for one of an advocate's, too: their ids are no staff's."""
    text = cookie_text(event)
    found = session_stores.person_sessions().find(secret_hash(text), clock.now()) if text else None
    return found if found and found.person_id.startswith(PREFIX) else None


def cookie_text(event: Event) -> str:
    return cookie_of(event, COOKIE)
