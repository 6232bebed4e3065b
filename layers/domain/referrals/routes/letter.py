"""Letters: each as it would be sent, and a test of it to the shop's own people."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import Field

from referrals.edge.api.access import needs
from referrals.edge.api.router import Routes
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.letter.sample import LetterPreview
from referrals.model.session.api_key import Scope
from referrals.routes.fields import PROGRAM_PATTERN, ProgramId, RequestBody
from referrals.steps.delivery.try_letter import try_letter
from referrals.wiring import clock, stores

router = Routes()
TopicPath = Annotated[
    str, Path(pattern=r"^[a-z_]{1,30}\.[a-z_]{1,30}$", description="Such as `advocate.thanked`.")
]
Program = Annotated[str, Query(pattern=PROGRAM_PATTERN, description="The program that sends it.")]
Language = Annotated[str, Query(max_length=12, description="Such as `de`; the nearest is used.")]


class LetterTrial(RequestBody):
    program: ProgramId
    to: Annotated[str, Field(max_length=254)]
    """One of the program's `mail.test_to`."""
    language: Annotated[str, Field(max_length=12)] = "en"
    """Of the letter: `de`, `fr`, ..."""


@router.get("/v1/letters/<topic>/preview", tags=["letters"], **needs(Scope.PROGRAMS_READ))
def preview(topic: TopicPath, program: Program, language: Language = "en") -> LetterPreview:
    """Read a letter with made-up news, in HTML and in text: nothing is sent."""
    # Few requests need templates; all others start without them.
    from referrals.desks.letter_preview import preview_letter

    rules = stores.programs().get(program).rules
    return preview_letter(rules, topic, language, now=clock.now())


@router.post("/v1/letters/<topic>/test", tags=["letters"], **needs(Scope.OUTBOX_WRITE))
def send_test(topic: TopicPath, body: LetterTrial) -> OutboxItem:
    """Send a test letter to a mailbox that the program names in `mail.test_to`."""
    rules = stores.programs().get(body.program).rules
    return try_letter(
        rules, topic, body.language, to=body.to, outbox=stores.outbox(), now=clock.now()
    )
