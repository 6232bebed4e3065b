"""Links: issue one, read it, change it, draw it."""

from datetime import datetime
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from referrals.desks import share as share_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, bare, written_answer
from referrals.edge.api.replay import seed_of
from referrals.edge.api.router import Routes
from referrals.model.identity import parse_code
from referrals.model.link.link import Landing, Link, LinkStatus
from referrals.model.link.share import link_address
from referrals.model.session.api_key import Scope
from referrals.routes.fields import (
    AdvocateId,
    CodePath,
    Moment,
    OwnCode,
    ProgramId,
    RequestBody,
    Words,
)
from referrals.steps.link.change_link import LinkChange, change_link
from referrals.steps.link.issue_link import LinkWish, issue_link
from referrals.views.link.link_qr import Drawing, link_qr, qr_colour
from referrals.wiring import clock, settings, stores

router = Routes()
MEDIA_TYPES = {Drawing.SVG: "image/svg+xml", Drawing.PNG: "image/png"}
DRAWN: dict[Drawing, Any] = {
    drawing: {200: {"description": "The drawing.", "content": {kind: {"schema": {}}}}}
    for drawing, kind in MEDIA_TYPES.items()
}
Scale = Annotated[int, Query(ge=1, le=40, description="Pixels a module.")]


class LinkRequest(RequestBody):
    advocate_id: AdvocateId
    """Whose link it is."""
    program: ProgramId
    code: OwnCode | None = None
    """The advocate's own wish; without one a short code is made."""
    words: Words = ""
    """What friends read before they arrive; empty takes the program's."""
    expires_at: Moment | None = None
    """The link's last moment; without it, it has none."""


class LinkPatch(RequestBody):
    """Only what is sent changes."""

    status: LinkStatus | None = None
    """Paused it leads to the shop and earns nothing."""
    words: Words | None = None
    """What friends read before they arrive; empty brings the program's back."""
    expires_at: Moment | None = None
    """`null` lifts the expiry."""


class LinkAnswer(BaseModel):
    code: str
    url: str
    program: str
    advocate_id: str
    status: LinkStatus
    live: bool
    """Whether a click on it counts now."""
    words: str
    offer: str
    gift_code: str
    """What the till takes from all its friends; empty where each has their own."""
    landing: Landing
    destination: str
    created_at: datetime
    expires_at: datetime | None


class IssuedLinkAnswer(LinkAnswer):
    warnings: list[str]
    """What a person should know before the code is shared; usually nothing."""


@router.post("/v1/links", tags=["links"], **needs(Scope.LINKS_WRITE), **SEEN_AGAIN)
def issue(request: LinkRequest) -> Response[IssuedLinkAnswer]:
    """Issue a link; the same code for the same advocate again answers 200 with the link.

    Without a code send an `Idempotency-Key`: the same request under it finds the same link, for
    ever. A call that has neither makes another link each time.
    """
    program = stores.programs().get(request.program)
    stores.people().advocate(request.advocate_id)
    wish = LinkWish(
        advocate_id=request.advocate_id,
        code=request.code or "",
        words=request.words,
        expires_at=request.expires_at,
    )
    seed = seed_of(router.current_event.raw_event, router.key)
    issued = issue_link(wish, program.rules, links=stores.links(), now=clock.now(), seed=seed)
    share_desk.follow_link(issued.link, program, now=clock.now())
    fields = answer_of(issued.link).model_dump()
    answer = IssuedLinkAnswer(**fields, warnings=_warnings(request, issued.link))
    return written_answer(answer, created=issued.new)


def _warnings(request: LinkRequest, link: Link) -> list[str]:
    """Of a wish alone: nobody else's coupon is called as the codes are that we make."""
    seen_at = (
        stores.code_words().first_seen_at(link.program_id, link.code) if request.code else None
    )
    if not seen_at:
        return []
    day = seen_at.date()
    return [
        f"Orders have used {link.code} as a coupon or code before, first on {day}: if it goes on, "
        "this advocate is rewarded for them. Pause the link and choose another code if it is the "
        "shop's own, and list that under reserved_codes."
    ]


@router.get("/v1/links/<code>", tags=["links"], **needs(Scope.LINKS_READ))
def read(code: CodePath) -> LinkAnswer:
    """Read a link."""
    return answer_of(stores.links().get(parse_code(code)))


@router.patch("/v1/links/<code>", tags=["links"], **needs(Scope.LINKS_WRITE))
def change(code: CodePath, request: LinkPatch) -> LinkAnswer:
    """Pause or resume a link, change its words or its expiry."""
    change = LinkChange(
        status=request.status,
        words=request.words,
        expires_at=request.expires_at,
        never_expires="expires_at" in request.model_fields_set and request.expires_at is None,
    )
    link = change_link(
        parse_code(code),
        change,
        links=stores.links(),
        programs=stores.programs(),
        now=clock.now(),
    )
    program = stores.programs().get(link.program_id)
    share_desk.follow_link(link, program, now=clock.now())
    return answer_of(link)


@router.get(
    "/v1/links/<code>/qr.svg",
    tags=["links"],
    responses=DRAWN[Drawing.SVG],
    **needs(Scope.LINKS_READ),
)
@bare
def draw_svg(code: CodePath, scale: Scale = 8) -> Response[bytes]:
    """The link as a QR code for screens and print of any size."""
    return _drawing_answer(code, Drawing.SVG, scale)


@router.get(
    "/v1/links/<code>/qr.png",
    tags=["links"],
    responses=DRAWN[Drawing.PNG],
    **needs(Scope.LINKS_READ),
)
@bare
def draw_png(code: CodePath, scale: Scale = 8) -> Response[bytes]:
    """The link as a QR code in a bitmap."""
    return _drawing_answer(code, Drawing.PNG, scale)


def _drawing_answer(code: str, drawing: Drawing, scale: int) -> Response[bytes]:
    link = stores.links().get(parse_code(code))
    program = stores.programs().find(link.program_id)
    colour = qr_colour(program.rules.brand.colour if program else "")
    body = link_qr(settings.setting("PUBLIC_URL"), link.code, drawing, scale, colour=colour)
    return Response(200, MEDIA_TYPES[drawing], body, {"cache-control": "private, max-age=86400"})


def answer_of(link: Link) -> LinkAnswer:
    return LinkAnswer(
        code=link.code,
        url=link_address(settings.setting("PUBLIC_URL"), link.code),
        program=link.program_id,
        advocate_id=link.advocate_id,
        status=link.status,
        live=link.live(clock.now()),
        words=link.words,
        offer=link.offer,
        gift_code=link.gift,
        landing=link.landing,
        destination=link.destination,
        created_at=link.created_at,
        expires_at=link.expires_at,
    )
