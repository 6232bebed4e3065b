"""Notes of thanks: a named person of the shop writes one, and reads replies and reports."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from referrals.desks import note as note_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.router import Routes
from referrals.model.note.note import LONGEST_NOTE, LONGEST_WRITER, Note, NoteWriter
from referrals.model.order_key import ConversionKey
from referrals.model.session.api_key import Scope
from referrals.routes.fields import (
    ONE_LINE,
    PROGRAM_PATTERN,
    OrderId,
    PersonId,
    ProgramId,
    RequestBody,
    SourceId,
)
from referrals.steps.note.write_note import StaffNote, thank_by_hand
from referrals.wiring import clock, community_stores

router = Routes()
NotePath = Annotated[str, Path(pattern=r"^nte_[0-9a-z]{26}$", description="As writing answered.")]
MOST_REPORTS = 100


class NoteRequest(RequestBody):
    program: ProgramId
    source: SourceId
    order_id: OrderId
    """What it is about: there is one note of the shop an order and receiver."""
    to: PersonId
    """The order's advocate or friend."""
    made_by: Annotated[str, Field(min_length=1, max_length=LONGEST_WRITER, pattern=ONE_LINE)]
    """The name that its reader sees below it."""
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE)]
    """A person's own words. Addresses and links in it are plain text."""


class NoteAnswer(BaseModel):
    note_id: str
    program: str
    source: str
    order_id: str
    to: str
    writer: NoteWriter
    made_by: str
    """Empty where a friend wrote it."""
    actor: str
    """Whose key, or which person at the command line, wrote for the shop."""
    text: str
    written_at: datetime
    reply: str
    replied_at: datetime | None
    reported_at: datetime | None
    """When its reader said that something isn't right with it."""


class WrittenNoteAnswer(NoteAnswer):
    by_letter: bool
    """Whether its reader agreed to friendly letters; otherwise it waits on their page."""


class NoteReports(BaseModel):
    items: list[NoteAnswer]


@router.post("/v1/notes", tags=["notes"], **needs(Scope.NOTES_WRITE), **SEEN_AGAIN)
def write(request: NoteRequest) -> Response[WrittenNoteAnswer]:
    """Thank the advocate or the friend of an order, once; the same words again answer 200."""
    wish = StaffNote(
        key=ConversionKey(request.program, request.source, request.order_id),
        receiver_id=request.to,
        made_by=request.made_by,
        text=request.text,
        actor=router.key.key_id,
    )
    made = thank_by_hand(wish, note_desk.notes(), now=clock.now())
    body = WrittenNoteAnswer(**_answer(made.note).model_dump(), by_letter=made.by_letter)
    return written_answer(body, created=made.new)


@router.get("/v1/notes/<note_id>", tags=["notes"], **needs(Scope.NOTES_READ))
def read(note_id: NotePath) -> NoteAnswer:
    """Read a note and the reply to it."""
    return _answer(community_stores.notes().get(note_id))


@router.get("/v1/note-reports", tags=["notes"], **needs(Scope.NOTES_READ))
def list_reports(
    program: Annotated[str, Query(pattern=PROGRAM_PATTERN, description="The program's name.")],
) -> NoteReports:
    """List notes that their readers reported; nobody but you sees those any more."""
    found = community_stores.notes().reports(program, MOST_REPORTS)
    return NoteReports(items=[_answer(each) for each in found])


def _answer(note: Note) -> NoteAnswer:
    key = ConversionKey.parse(note.occasion)
    return NoteAnswer(
        program=key.program_id,
        source=key.source,
        order_id=key.order_id,
        to=note.receiver_id,
        made_by=note.writer_name,
        **note.model_dump(
            include={
                "note_id",
                "writer",
                "actor",
                "text",
                "written_at",
                "reply",
                "replied_at",
                "reported_at",
            }
        ),
    )
