"""GET and POST /nudge/not-now and /nudge/never: a page to read, and a press of its button.

The mail program's own unsubscribe button posts to the second one (RFC 8058): one click, no
sign-in, and nothing but nudges stops.
"""

from referrals.desks.program_words import program_words
from referrals.edge.http import Answer, Event
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.words.wording import tag_for, wording_of
from referrals.pages.note import show_note
from referrals.pages.nudge.nudge import person_of, reader_of, token_of
from referrals.pages.program_look import look_at
from referrals.pages.template import the_pages
from referrals.wiring import clock, stores


def ask_rest(event: Event) -> Answer:
    return _ask(event, "not_now", "/nudge/not-now")


def ask_refusal(event: Event) -> Answer:
    return _ask(event, "never", "/nudge/never")


def rest(event: Event) -> Answer:
    # Few ever press it: the pages that many read don't wait for what only this needs.
    from referrals.steps.nudge.change_history import rest_nudges
    from referrals.wiring import nudge_stores

    reader = reader_of(event)
    person = person_of(reader)
    rest_nudges(person.person_id, nudge_stores.letter_histories(), now=clock.now())
    return _confirmation(event, "not_now", reader.program_id)


def refuse(event: Event) -> Answer:
    """The consent is taken back first: with it alone, nothing is sent any more."""
    from referrals.steps.nudge.change_history import note_refusal
    from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
    from referrals.wiring import nudge_stores, session_stores

    reader, now = reader_of(event), clock.now()
    person = person_of(reader)
    wish = ConsentWish(
        consents={"nudges": False},
        place=ConsentPlace.UNSUBSCRIBE,
        language=tag_for(person.locale),
        sentences={},
    )
    desk = ConsentDesk(stores.people(), session_stores.consent_records())
    change_consents(person.person_id, wish, desk, now=now)
    note_refusal(person.person_id, nudge_stores.letter_histories(), now=now)
    return _confirmation(event, "never", reader.program_id)


def _confirmation(event: Event, choice: str, program_id: str) -> Answer:
    title, text = "nudge_choice.done_title", f"nudge_choice.{choice}_done"
    return show_note(
        event, title=title, text=text, own=program_words(program_id), program_id=program_id
    )


def _ask(event: Event, choice: str, path: str) -> Answer:
    """Changes nothing: scanners and previews follow links, and must not answer for anybody."""
    reader = reader_of(event)
    words = wording_of(program_words(reader.program_id), person_of(reader).locale)
    return the_pages().show(
        "nudge/choice.html",
        words,
        brand=look_at(event, reader.program_id).brand,
        choice=choice,
        path=path,
        token=token_of(event),
    )
