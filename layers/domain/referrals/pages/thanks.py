"""GET /note, and what its forms do: one thank-you note, opened from the letter that brought it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import quote

from referrals.desks.program_words import program_words
from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event, answer
from referrals.edge.language import words_of
from referrals.edge.same_origin import require_same_origin
from referrals.model.errors import ConflictError
from referrals.model.note.note import LONGEST_NOTE, EmptyNoteError
from referrals.model.note.note_link import PURPOSE, NoteLink, read_note_link
from referrals.pages.brand import brand_of
from referrals.pages.note import show_note
from referrals.pages.shown_rules import shown_rules
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.wiring import clock, keys, stores


def show(event: Event) -> Answer:
    """To its receiver with what they may do; to the friend who wrote it with the reply."""
    return _show(event)


def act(event: Event) -> Answer:
    require_same_origin(event)
    act = ACTS.get(event["pathParameters"]["act"])
    if act is None:
        return show_refusal(event, HTTPStatus.NOT_FOUND)
    return act(event)


def _reply(event: Event) -> Answer:
    from referrals.desks import note as note_desk
    from referrals.steps.note.answer_note import answer_note, own_note

    link, desk = _link(event), note_desk.notes()
    note = own_note(link.note_id, link.person_id, desk)
    rules = stores.programs().get(note.program_id).rules
    try:
        text = form_of(event).lines("text", LONGEST_NOTE)
        answer_note(link.note_id, link.person_id, text, desk, rules=rules, now=clock.now())
    except EmptyNoteError:
        return _show(event, refusal="note.empty")
    except ConflictError:
        pass  # The page shows the reply that stands.
    return _back(event)


def _hide(event: Event) -> Answer:
    from referrals.desks import note as note_desk
    from referrals.steps.note.answer_note import hide_note

    link = _link(event)
    note = hide_note(link.note_id, link.person_id, note_desk.notes(), now=clock.now())
    return _confirmation(event, "hidden", note.program_id)


def _report(event: Event) -> Answer:
    from referrals.desks import note as note_desk
    from referrals.steps.note.answer_note import report_note

    link = _link(event)
    note = report_note(link.note_id, link.person_id, note_desk.notes(), now=clock.now())
    return _confirmation(event, "reported", note.program_id)


def _confirmation(event: Event, done: str, program_id: str) -> Answer:
    title, text, own = f"note.{done}_title", f"note.{done}", program_words(program_id)
    return show_note(event, title=title, text=text, own=own, program_id=program_id)


ACTS: Mapping[str, Callable[[Event], Answer]] = {
    "reply": _reply,
    "hide": _hide,
    "report": _report,
}


def show_refusal(event: Event, status: int) -> Answer:
    """The link's fault, that the note is gone, or ours."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    if status == HTTPStatus.NOT_FOUND:
        return show_note(event, title="note.gone_title", text="note.gone", status=status)
    return show_note(event, title="unsubscribe.bad_title", text="arrival.bad", status=status)


def _show(event: Event, *, refusal: str = "") -> Answer:
    from referrals.desks import note as note_desk
    from referrals.steps.note.answer_note import readable_note
    from referrals.views.note.note_text import NoteReading, note_text

    link = _link(event)
    note = readable_note(link.note_id, link.person_id, note_desk.notes())
    for_writer = note.writer_id == link.person_id
    if note.hidden_at and not for_writer:
        return show_refusal(event, HTTPStatus.NOT_FOUND)
    rules = shown_rules(note.program_id)
    words = words_of(event, rules.words)
    reader = stores.people().find(link.person_id)
    reading = NoteReading(stores.people().find, words, reader.time_zone if reader else "UTC")
    return the_pages().show(
        "thanks.html",
        words,
        status=HTTPStatus.BAD_REQUEST if refusal else HTTPStatus.OK,
        brand=brand_of(rules),
        note=note_text(note, reading, for_writer=for_writer),
        for_writer=for_writer,
        here=f"token={quote(_token(event))}",
        refusal=words.say(refusal) if refusal else "",
        longest=LONGEST_NOTE,
    )


def _token(event: Event) -> str:
    return str((event.get("queryStringParameters") or {}).get("token", ""))


def _link(event: Event) -> NoteLink:
    return read_note_link(keys.signing_keys(PURPOSE), _token(event))


def _back(event: Event) -> Answer:
    place = f"/note?token={quote(_token(event))}"
    return answer(HTTPStatus.SEE_OTHER, headers={"location": place, "x-robots-tag": "noindex"})
