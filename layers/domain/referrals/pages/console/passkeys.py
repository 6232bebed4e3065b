"""A passkey of one's own at the desk: added, shown once more, removed. `sessions.py` lists them."""

import json
import re
from typing import Any

from referrals.edge.http import Answer
from referrals.model.session.person_session import secret_hash
from referrals.model.staff.desk_entry import no_confirmation
from referrals.model.staff.passkey import LONGEST_PASSKEY_NAME
from referrals.model.staff.passkey_question import LONGEST_ANSWER, PasskeyPurpose
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.routes import PAGES, match
from referrals.pages.console.visit import DeskVisit, cookie_text
from referrals.pages.template import the_pages
from referrals.wiring import clock, session_stores

SCRIPT = "passkey.js"
PLACE = "/console/sessions"
LONGEST_BACK = 100
_PLAIN = re.compile(r"/console(/[a-z-]+)+")


def show_new(visit: DeskVisit) -> Answer:
    """The form that makes one; or, for who came in long ago, the one that shows who is there."""
    if not visit.session.is_fresh(visit.now):
        return show_confirmation(visit)
    options = _question(visit, PasskeyPurpose.ADD)
    return _show(visit, "passkey_new", "Add a passkey", options)


def show_confirmation(visit: DeskVisit, back: str = "") -> Answer:
    """`back` is the page that asked for it, and is shown afterwards."""
    back = back or _way_back(visit.query("back"))
    ring = session_stores.staff().passkeys(visit.staff.staff_id)
    options = _question(visit, PasskeyPurpose.CONFIRM) if ring.passkeys else ""
    return _show(visit, "passkey_confirm", "Is it you?", options, back=back)


def add(visit: DeskVisit) -> str:
    from referrals.desks import staff as staff_desk
    from referrals.steps.staff.change_passkeys import RANDOM_NEEDED, add_passkey

    require_fresh(visit)
    random = clock.random_bytes(RANDOM_NEEDED)
    name = visit.form.text("name", LONGEST_PASSKEY_NAME)
    asking, desk = _asking(visit, PasskeyPurpose.ADD), staff_desk.passkeys()
    add_passkey(answer_of(visit), name, asking, desk, now=visit.now, random=random)
    return PLACE


def confirm(visit: DeskVisit) -> str:
    from referrals.desks import staff as staff_desk
    from referrals.steps.staff.check_passkey import check_passkey

    asking, desk = _asking(visit, PasskeyPurpose.CONFIRM), staff_desk.passkeys()
    check_passkey(answer_of(visit), asking, desk, now=visit.now)
    desk.sessions.confirm(asking.holder, visit.now)
    return _way_back(visit.form.text("back", LONGEST_BACK))


def remove(visit: DeskVisit) -> None:
    from referrals.desks import staff as staff_desk
    from referrals.steps.staff.change_passkeys import remove_passkey

    require_fresh(visit)
    passkey_id = visit.parts["passkey_id"]
    remove_passkey(passkey_id, visit.staff, staff_desk.passkeys(), now=visit.now)


def require_fresh(visit: DeskVisit) -> None:
    """Of who changes by what somebody comes in: a browser that was left open may not."""
    if not visit.session.is_fresh(visit.now):
        raise no_confirmation()


def _way_back(given: str) -> str:
    """A page of the desk alone, whatever was sent."""
    return given if _PLAIN.fullmatch(given) and match(given, PAGES) else PLACE


def answer_of(visit: DeskVisit) -> str:
    return visit.form.text("passkey", LONGEST_ANSWER)


def _asking(visit: DeskVisit, purpose: PasskeyPurpose) -> Any:
    from referrals.steps.staff.check_passkey import PasskeyAsking

    return PasskeyAsking(visit.staff, secret_hash(cookie_text(visit.event)), purpose)


def _question(visit: DeskVisit, purpose: PasskeyPurpose) -> str:
    from referrals.desks import staff as staff_desk
    from referrals.steps.staff.check_passkey import QUESTION_BYTES, ask_passkey

    asking, random = _asking(visit, purpose), clock.random_bytes(QUESTION_BYTES)
    options = ask_passkey(asking, staff_desk.passkeys(), now=visit.now, random=random)
    return json.dumps(options)


def _show(
    visit: DeskVisit, template: str, title: str, options: str, *, back: str = PLACE
) -> Answer:
    script = the_pages().files.address(SCRIPT)
    return show_page(visit, template, title, options=options, passkey_script=script, back=back)
