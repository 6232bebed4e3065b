"""Portal sessions: the shop's own server opens an advocate's page for who is signed in there."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from referrals.desks import share as share_desk
from referrals.edge.api.access import needs
from referrals.edge.api.router import Routes
from referrals.model.errors import ConflictError, RefusedError
from referrals.model.people.person import Consents, Person
from referrals.model.program.program import AppliedProgram
from referrals.model.session.api_key import Scope
from referrals.routes.fields import (
    AdvocateId,
    Email,
    Locale,
    PersonName,
    ProgramId,
    RequestBody,
    TimeZone,
)
from referrals.steps.people.enroll_advocate import Enrollment, EnrolmentDesk, enroll_advocate
from referrals.steps.session.issue_portal_pass import RANDOM_NEEDED, issue_portal_pass
from referrals.wiring import clock, keys, session_stores, settings, stores

router = Routes()


class NotEmbeddableError(RefusedError):
    code = "not_embeddable"


class NotInProgramError(ConflictError):
    code = "not_in_program"


class PortalSessionRequest(RequestBody):
    """Either `advocate_id`, or `email` and `name`, which enroll whoever isn't yet."""

    program: ProgramId
    advocate_id: AdvocateId | None = None
    """Whose page it is."""
    email: Email | None = None
    """Whose page it is, where you have no id of theirs."""
    name: PersonName | None = None
    """As they are greeted, where they are enrolled by this."""
    locale: Locale = "en"
    time_zone: TimeZone = "UTC"
    embed_origin: Annotated[str, Field(max_length=200)] = ""
    """The shop's origin, such as https://shop.example, whose page may show the address within it.
    Its host is one of the program's `allowed_hosts`."""

    @model_validator(mode="after")
    def _one_person(self) -> "PortalSessionRequest":
        if (self.advocate_id is None) == (self.email is None):
            raise ValueError("name the advocate by either advocate_id or email")
        return self


class PortalSessionAnswer(BaseModel):
    """Never kept for an Idempotency-Key: whoever has the address is let in."""

    url: str
    """Opens the advocate's page once, by a press of its button."""
    expires_at: datetime


@router.post("/v1/portal-sessions", tags=["advocates"], **needs(Scope.SESSIONS_WRITE))
def open_portal(request: PortalSessionRequest) -> PortalSessionAnswer:
    """Open an advocate's own page from the shop's account area: an address for five minutes."""
    program = stores.programs().get(request.program)
    person = _person(request, program)
    origin = request.embed_origin.rstrip("/")
    try:
        token, issued = issue_portal_pass(
            person,
            program.rules,
            session_stores.portal_passes(),
            embed_origin=origin,
            now=clock.now(),
            random=clock.random_bytes(RANDOM_NEEDED),
        )
    except ValueError as error:
        raise NotEmbeddableError(
            str(error), field="embed_origin", remedy="Use an origin of the program's allowed_hosts."
        ) from None
    public_url = settings.setting("PUBLIC_URL").rstrip("/")
    return PortalSessionAnswer(
        url=f"{public_url}/me/enter?token={token}", expires_at=issued.expires_at
    )


def _person(request: PortalSessionRequest, program: AppliedProgram) -> Person:
    if request.advocate_id:
        person = stores.people().advocate(request.advocate_id)
        if program.rules.program not in person.codes:
            raise NotInProgramError(
                f"{person.person_id} has no link in {program.rules.program}.",
                field="advocate_id",
                remedy="Enroll them in this program first.",
            )
        return person
    assert request.email
    enrollment = Enrollment(
        name=request.name or "",
        email=request.email,
        locale=request.locale,
        time_zone=request.time_zone,
        consents=Consents(),
    )
    registry = EnrolmentDesk(stores.people(), stores.links(), keys.identity_key())
    now = clock.now()
    random = clock.random_bytes(10)
    enrolled = enroll_advocate(enrollment, program.rules, registry, now=now, random=random)
    share_desk.follow_link(enrolled.link, program, now=now)
    return enrolled.person
