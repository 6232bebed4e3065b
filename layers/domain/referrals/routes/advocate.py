"""Advocates: enroll one, list them, read one with balances and statement."""

from datetime import datetime

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from referrals.desks import share as share_desk
from referrals.desks import sign_in as sign_in_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.link.share import link_address, promise_address
from referrals.model.people.person import Consents, Person, Role
from referrals.model.session.api_key import Scope
from referrals.routes.fields import (
    AdvocatePath,
    Email,
    Locale,
    PersonName,
    ProgramId,
    RequestBody,
    TimeZone,
)
from referrals.routes.link import LinkAnswer, answer_of
from referrals.steps.people.change_consents import (
    change_consents,
    consents_by_shop,
    record_first_consents,
)
from referrals.steps.people.enroll_advocate import Enrollment, EnrolmentDesk, enroll_advocate
from referrals.steps.people.send_link import send_link
from referrals.views.people.advocate_account import Holding, advocate_account
from referrals.views.reward.ledger_statement import (
    StatementAccount,
    StatementLine,
    ledger_statement,
)
from referrals.wiring import clock, keys, settings, stores

router = Routes()


class EnrollmentRequest(RequestBody):
    program: ProgramId
    name: PersonName
    """As they are greeted in letters."""
    email: Email
    """Where letters go; one mailbox is one advocate, however it is spelled."""
    locale: Locale = "en"
    time_zone: TimeZone = "UTC"
    consents: Consents = Consents()
    """What they agreed to, as your own form asked it; nothing is assumed."""
    letter: bool = True
    """Whether they are sent their link in a letter, once; false where you tell them yourself."""


class OwnLink(BaseModel):
    code: str
    url: str


class EnrolledAnswer(BaseModel):
    """Without personal data: the caller knows it, and a repeated answer is kept for a day."""

    advocate_id: str
    program: str
    link: OwnLink
    promise_url: str
    """What the program promises and what is left of it: to be read before sharing."""
    enrolled_at: datetime


class AdvocateSummary(BaseModel):
    advocate_id: str
    name: str
    email: str
    locale: str
    time_zone: str
    consents: Consents
    enrolled_at: datetime


class AdvocatePage(BaseModel):
    items: list[AdvocateSummary]
    next_cursor: str | None
    """Absent at the end. A page may hold fewer items than its limit and still have a next one."""


class AdvocateAnswer(AdvocateSummary):
    links: list[LinkAnswer]
    balances: list[Holding]


class StatementAnswer(BaseModel):
    advocate_id: str
    accounts: list[StatementAccount]
    lines: list[StatementLine]
    """Account by account, in each the newest first."""
    next_cursor: str | None


@router.post("/v1/advocates", tags=["advocates"], **needs(Scope.ADVOCATES_WRITE), **SEEN_AGAIN)
def enroll(request: EnrollmentRequest) -> Response[EnrolledAnswer]:
    """Enroll an advocate and get their link; the same e-mail again answers 200 with the same.

    What `consents` says then, field by field, is the newest word of the shop: it changes what shops
    said, and nothing that the person said on a page or in a letter.
    """
    program = stores.programs().get(request.program)
    rules = program.rules
    enrollment = Enrollment(
        name=request.name,
        email=request.email,
        locale=request.locale,
        time_zone=request.time_zone,
        consents=request.consents,
    )
    registry = EnrolmentDesk(stores.people(), stores.links(), keys.identity_key())
    enrolled = enroll_advocate(
        enrollment, rules, registry, now=clock.now(), random=clock.random_bytes(10)
    )
    now = clock.now()
    share_desk.follow_link(enrolled.link, program, now=now)
    _take_consents(enrolled.person, request, now)
    if request.letter:
        send_link(enrolled.person, rules.program, stores.outbox(), now=now)
    public_url = settings.setting("PUBLIC_URL")
    url = link_address(public_url, enrolled.link.code)
    body = EnrolledAnswer(
        advocate_id=enrolled.person.person_id,
        program=rules.program,
        link=OwnLink(code=enrolled.link.code, url=url),
        promise_url=promise_address(public_url, rules.program),
        enrolled_at=enrolled.person.enrolled_at,
    )
    return written_answer(body, created=enrolled.new)


def _take_consents(person: Person, request: EnrollmentRequest, now: datetime) -> None:
    """What isn't stated is no word, though it reads as false."""
    stated = request.consents.model_dump(include=request.consents.model_fields_set)
    wish, desk = consents_by_shop(stated), sign_in_desk.consents()
    person = record_first_consents(person, wish, desk, now=now)
    if stated:
        change_consents(person.person_id, wish, desk, now=now)


@router.get("/v1/advocates", tags=["advocates"], **needs(Scope.ADVOCATES_READ))
def list_all(limit: Limit = 50, cursor: Cursor = "") -> AdvocatePage:
    """All advocates, page by page, by their ids."""
    people, after = stores.people().page(
        Role.ADVOCATE, limit, start_of(cursor, **stores.people().page_keys)
    )
    return AdvocatePage(items=[_summary(p) for p in people], next_cursor=cursor_of(after))


@router.get("/v1/advocates/<advocate_id>", tags=["advocates"], **needs(Scope.ADVOCATES_READ))
def read(advocate_id: AdvocatePath) -> AdvocateAnswer:
    """Read an advocate with their links and what they have."""
    memory = stores.people(), stores.links(), stores.ledger()
    account = advocate_account(advocate_id, *memory, now=clock.now())
    return AdvocateAnswer(
        **_summary(account.person).model_dump(),
        links=[answer_of(link) for link in account.links],
        balances=list(account.holdings),
    )


@router.get(
    "/v1/advocates/<advocate_id>/statement", tags=["advocates"], **needs(Scope.ADVOCATES_READ)
)
def read_statement(
    advocate_id: AdvocatePath, limit: Limit = 50, cursor: Cursor = ""
) -> Response[StatementAnswer]:
    """Read an advocate's statement: every line with the hash that lets anyone check it."""
    stores.people().advocate(advocate_id)
    start = start_of(cursor, account=str, entry=int) or {}
    words = router.words
    statement = ledger_statement(advocate_id, stores.ledger(), limit=limit, words=words, **start)
    after: dict[str, str | int] = {"account": statement.next_account, "entry": statement.next_entry}
    answer = StatementAnswer(
        advocate_id=advocate_id,
        accounts=list(statement.accounts),
        lines=list(statement.lines),
        next_cursor=cursor_of(after if statement.next_account else None),
    )
    return written_answer(answer, words=words)


def _summary(person: Person) -> AdvocateSummary:
    return AdvocateSummary(
        advocate_id=person.person_id,
        name=person.name,
        email=person.email,
        locale=person.locale,
        time_zone=person.time_zone,
        consents=person.consents,
        enrolled_at=person.enrolled_at,
    )
