"""Privacy requests: which there are, what is held about a person, and forgetting them."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from referrals.desks import people as people_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.moment import Moment
from referrals.model.people.mailbox import email_hashes
from referrals.model.privacy.request import (
    HELD_WORDS,
    Doubt,
    PrivacyKind,
    PrivacyState,
    StoredRequest,
)
from referrals.model.session.api_key import Scope
from referrals.routes.fields import Email, ProgramPath, RequestBody, SourceId
from referrals.steps.privacy.ask_privacy import (
    answer_data_requests,
    ask_erasure,
    keys_by,
    merchant_request,
    request_by_hash,
)
from referrals.steps.privacy.decide_privacy import refuse, release
from referrals.views.privacy.person_data import PersonData, person_data
from referrals.wiring import clock, keys, stores

router = Routes()
# A function's answer may have six megabytes; a text may double in JSON.
MOST_TEXT = 2_000_000
RequestPath = Annotated[
    str, Path(pattern=r"^[0-9a-f]{32}$", description="As the list of requests has it.")
]
KINDS = {"export": PrivacyKind.DATA_REQUEST, "erase": PrivacyKind.CUSTOMER_REDACT}


class OrderName(RequestBody):
    source: SourceId
    order_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$")]
    """The shop's own id of it."""


class PrivacyAsk(RequestBody):
    kind: Literal["export", "erase"]
    """All that is held about the person, or its end."""
    email: Email | None = None
    """Whose data it is; or `orders`, or both."""
    orders: Annotated[tuple[OrderName, ...], Field(max_length=100)] = ()
    """Those that an address can't find: where a platform tells a customer's id alone."""


class PrivacyDecision(RequestBody):
    decision: Literal["release", "refuse"]
    """Carried out after all, or over without it."""


class RequestAnswer(BaseModel):
    request_id: str
    kind: PrivacyKind
    source: str
    """Empty when this API or the command line was asked."""
    reference: str
    """The source's own id of the request."""
    shop: str
    """The shop that the request names; empty where none did."""
    state: PrivacyState
    held_for: str
    """Why a person must look at it; empty unless it is held."""
    held_words: str
    """The same as a sentence."""
    orders: list[str]
    received_at: Moment
    due_at: Moment
    done_at: Moment | None
    orders_erased: int


class RequestPage(BaseModel):
    items: list[RequestAnswer]
    next_cursor: str | None


class PersonCounts(BaseModel):
    """How much there is of the person."""

    people: int
    links: int
    orders: int
    bodies: int
    letters: int
    former_customers: int
    stories: int


class PrivacyAnswer(BaseModel):
    found: PersonCounts
    request: RequestAnswer | None
    """The erasure, carried out within an hour or two; `GET` tells when it is done."""
    data: PersonData | None
    """Everything that is held, of an export."""
    answered: int
    """Open data requests of a shop that this export answers."""


@router.get("/v1/privacy-requests/<program>", tags=["privacy"], **needs(Scope.PRIVACY_READ))
def list_all(program: ProgramPath, limit: Limit = 50, cursor: Cursor = "") -> RequestPage:
    """Requests about personal data, done ones for a year; nobody is named."""
    start = start_of(cursor, request=str) or {"request": ""}
    found, after = stores.privacy_requests().page(program, limit, start["request"])
    after_this = cursor_of({"request": after} if after else None)
    return RequestPage(items=[request_answer(each) for each in found], next_cursor=after_this)


@router.post(
    "/v1/privacy-requests/<program>",
    tags=["privacy"],
    **needs(Scope.PRIVACY_WRITE),
    **SEEN_AGAIN,
)
def ask(program: ProgramPath, request: PrivacyAsk) -> Response[PrivacyAnswer]:
    """Export what is held about a person, or have them erased everywhere."""
    stores.programs().get(program)
    key, now = keys.identity_key(), clock.now()
    hashed, *former = email_hashes(key, request.email) if request.email else ("",)
    orders = [f"{each.source}#{each.order_id}" for each in request.orders]
    asked = merchant_request(
        KINDS[request.kind], hashed, orders, program_id=program, key=key, now=now
    )
    standing, news = None, False
    if request.kind == "erase":
        # Before anything is looked at: whatever fails then, the person will be forgotten.
        standing, news = ask_erasure(asked, stores.privacy_requests())
        for each in former:
            ask_erasure(request_by_hash(each, asked, key), stores.privacy_requests())
    files = people_desk.files()
    words, orders_known = router.words, keys_by(former, asked, files)
    data = person_data(hashed, orders_known, files, most_text=MOST_TEXT, words=words, now=now)
    if standing is None:
        answered = answer_data_requests(asked, stores.privacy_requests(), now=now)
        answer = PrivacyAnswer(found=found_in(data), request=None, data=data, answered=answered)
        return written_answer(answer, words=words)
    shown = request_answer(standing)
    answer = PrivacyAnswer(found=found_in(data), request=shown, data=None, answered=0)
    return written_answer(answer, created=news)


@router.post(
    "/v1/privacy-requests/<program>/<request_id>",
    tags=["privacy"],
    **needs(Scope.PRIVACY_WRITE),
)
def decide(
    program: ProgramPath, request_id: RequestPath, decision: PrivacyDecision
) -> RequestAnswer:
    """Release a held request, to be carried out, or refuse it as another shop's."""
    requests, now = stores.privacy_requests(), clock.now()
    if decision.decision == "release":
        return request_answer(release(program, request_id, requests))
    return request_answer(refuse(program, request_id, requests, now=now))


def request_answer(asked: StoredRequest) -> RequestAnswer:
    return RequestAnswer(
        request_id=asked.request_id,
        kind=asked.kind,
        source=asked.source,
        reference=asked.reference,
        shop=asked.shop,
        state=asked.state,
        held_for=asked.held_for,
        held_words=HELD_WORDS[Doubt(asked.held_for)] if asked.held_for else "",
        orders=list(asked.orders),
        received_at=asked.received_at,
        due_at=asked.due_at,
        done_at=asked.done_at,
        orders_erased=asked.found,
    )


def found_in(data: PersonData) -> PersonCounts:
    bodies = sum(len(order.bodies) for order in data.orders)
    bodies += len(data.loose) + len(data.held) + data.left_out
    return PersonCounts(
        people=len(data.people),
        links=len(data.links),
        orders=len(data.orders),
        bodies=bodies,
        letters=len(data.letters),
        former_customers=len(data.former_customers),
        stories=sum(len(each.stories) for each in data.profiles),
    )
