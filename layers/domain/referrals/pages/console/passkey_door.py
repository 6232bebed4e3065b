"""Between the mailed link and the desk: the passkey that is asked for, or a first one that is made.

Nobody is signed in here yet. Who it is stands in a cookie of its own, for a quarter of an hour.
"""

import json
from http import HTTPStatus

from referrals.desks import staff as staff_desk
from referrals.edge.cookie import cookie_of, host_cookie
from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event, answer, status_of
from referrals.edge.log import count
from referrals.model.change.change_record import Door, new_change
from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.staff.passkey import LONGEST_PASSKEY_NAME
from referrals.model.staff.passkey_question import LONGEST_ANSWER, PasskeyPurpose
from referrals.model.words.wording import ENGLISH, wording
from referrals.pages.console.act_log import act_in_log
from referrals.pages.console.desk_words import sentence
from referrals.pages.console.passkeys import SCRIPT
from referrals.pages.console.visit import COOKIE, cookie_text
from referrals.pages.console.wanted_page import forgotten_page, wanted_page
from referrals.pages.program_look import look_of
from referrals.pages.template import the_pages
from referrals.steps.staff.check_passkey import QUESTION_BYTES, ask_passkey
from referrals.steps.staff.enter_desk import (
    LASTS,
    RANDOM_NEEDED,
    PasskeyDoor,
    find_door,
    pass_door,
)
from referrals.wiring import clock

ENTRY_COOKIE = "__Host-desk-entry"
QUIET = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex"}


def ask(event: Event) -> Answer:
    return _show(_door(event))


def enter(event: Event) -> Answer:
    """On to the desk; or the page again, with another question and what was wrong."""
    door = _door(event)
    staff_id, now = door.asking.member.staff_id, clock.now()
    adds = door.asking.purpose is PasskeyPurpose.ADD
    record = new_change(
        "passkey_add" if adds else "passkey_enter",
        {"staff_id": staff_id},
        actor=staff_id,
        door=Door.DESK,
        now=now,
        random=clock.random_bytes(10),
    )
    form = form_of(event)
    try:
        with act_in_log(record, {"staff_id": staff_id}):
            text = pass_door(
                door,
                form.text("passkey", LONGEST_ANSWER),
                staff_desk.entry(),
                name=form.text("name", LONGEST_PASSKEY_NAME),
                former=cookie_text(event),
                now=now,
                random=clock.random_bytes(RANDOM_NEEDED),
            )
    except NotFoundError:
        raise
    except RefusedError as error:
        count("Refused", code=error.code)
        return _show(_door(event), error)
    return enter_by(event, text, ENTRY_COOKIE)


def enter_by(event: Event, text: str, spent: str) -> Answer:
    """To the page that was opened first, by a session that has just begun; `spent` is the cookie
    that led there."""
    headers = {"location": wanted_page(event), "x-robots-tag": "noindex"}
    session = host_cookie(COOKIE, text, int(LASTS.total_seconds()))
    told = answer(HTTPStatus.SEE_OTHER, headers=headers)
    return {**told, "cookies": [session, host_cookie(spent, "", 0), forgotten_page()]}


def _door(event: Event) -> PasskeyDoor:
    return find_door(cookie_of(event, ENTRY_COOKIE), staff_desk.entry(), now=clock.now())


def _show(door: PasskeyDoor, error: RefusedError | None = None) -> Answer:
    random = clock.random_bytes(QUESTION_BYTES)
    options = ask_passkey(door.asking, staff_desk.passkeys(), now=clock.now(), random=random)
    adds = door.asking.purpose is PasskeyPurpose.ADD
    title = "Add a passkey" if adds else "And your passkey"
    shown = the_pages().show(
        "console/passkey_door.html",
        wording(ENGLISH),
        status=status_of(error) if error else HTTPStatus.OK,
        brand=look_of("").brand,
        script=SCRIPT,
        title=title,
        adds=adds,
        options=json.dumps(options),
        fault=sentence(error) if error else "",
        most=LONGEST_PASSKEY_NAME,
    )
    return {**shown, "headers": {**shown["headers"], **QUIET}}
