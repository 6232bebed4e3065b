"""Settings: what I may be written, when and in which language; my data, and leaving."""

import json
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from referrals.edge.form import Form, form_of
from referrals.edge.http import Answer, Event, answer
from referrals.model.moment import known_time_zone
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.name import printable_name
from referrals.model.people.person import Person, QuietHours, Role
from referrals.model.words.consent import consent_sentences, friend_sentence, may_ask_name
from referrals.model.words.wording import languages, wording
from referrals.pages.advocate.own import Own, back_to, own_of
from referrals.pages.brand import brand_of
from referrals.pages.session import no_session_cookie
from referrals.pages.template import the_pages
from referrals.wiring import clock, keys, session_stores, stores

if TYPE_CHECKING:
    from referrals.steps.people.change_consents import ConsentWish

MOST_TEXT = 1_000_000
MOST_NAME = 120


def find_settings(own: Own) -> dict[str, object]:
    agreed = own.person.consents.model_dump()
    sentences = consent_sentences(own.words, own.rules.shop_name)
    return {
        "consents": [(name, text, agreed[name]) for name, text in sentences.items()],
        "friend_name": _friend_name(own),
        "stopped": own.person.mail_stopped,
        "languages": [(tag, wording(tag).say("own_settings.itself")) for tag in languages()],
        "hours": range(24),
        "most_name": MOST_NAME,
        "elsewhere": _days_elsewhere(own),
    }


def _friend_name(own: Own) -> tuple[str, bool] | None:
    """The box towards whoever sent them, where somebody may have, and what they said."""
    twin = _twin(own)
    if twin is None or not may_ask_name(twin):
        return None
    return friend_sentence(own.words), twin.consents.show_first_name


def _twin(own: Own) -> Person | None:
    """Themselves as somebody's friend: a record of its own, of the same mailbox."""
    return stores.people().find_by_hash(Role.FRIEND, own.person.email_hash)


def _days_elsewhere(own: Own) -> list[str]:
    """Since when other browsers are signed in as them, the newest first."""
    sessions = session_stores.person_sessions().read_together(own.person.person_id, own.now)
    others = [each for each in sessions if each.session_id != own.session.session_id]
    newest = sorted((each.created_at for each in others), reverse=True)
    return [own.words.date(moment, own.person.time_zone) for moment in newest]


def save_consents(event: Event) -> Answer:
    """Each box as it was left; what changed is kept with the sentence that was read."""
    from referrals.desks import sign_in as sign_in_desk
    from referrals.steps.people.change_consents import ConsentWish, change_consents

    own, form = own_of(event), form_of(event)
    sentences = consent_sentences(own.words, own.rules.shop_name)
    wish = ConsentWish(
        consents={name: form.has(f"consent_{name}") for name in sentences},
        place=ConsentPlace.SETTINGS,
        language=own.words.tag,
        sentences=sentences,
    )
    _save_as_friend(own, form, wish)
    change_consents(own.person.person_id, wish, sign_in_desk.consents(), now=own.now)
    return back_to("settings")


def _save_as_friend(own: Own, form: Form, wish: "ConsentWish") -> None:
    """The box towards whoever sent them; and mail as it is changed here: it is one mailbox."""
    from referrals.desks import sign_in as sign_in_desk
    from referrals.steps.people.change_consents import change_consents
    from referrals.steps.welcome.agree_as_friend import name_wish

    twin, now = _twin(own), own.now
    if twin is None:
        return
    desk = sign_in_desk.consents()
    if may_ask_name(twin):
        given = form.has("friend_name")
        named = name_wish(given, own.words, ConsentPlace.SETTINGS)
        change_consents(twin.person_id, named, desk, now=now)
    mail = wish.consents["mail"]
    if mail != own.person.consents.mail:
        change_consents(twin.person_id, replace(wish, consents={"mail": mail}), desk, now=now)


def save_settings(event: Event) -> Answer:
    """What can't be meant stays as it was."""
    own, form = own_of(event), form_of(event)
    fields: dict[str, object] = {}
    if (tag := form.text("locale", 10)) in languages():
        fields["locale"] = tag
    if known_time_zone(zone := form.text("time_zone", 60)):
        fields["time_zone"] = zone
    start, end = form.text("quiet_start", 2), form.text("quiet_end", 2)
    if {start, end} <= {str(hour) for hour in range(24)}:
        hours = QuietHours(start=int(start), end=int(end))
        fields["quiet_hours"] = hours.model_dump()
    typed = form.text("name", MOST_NAME)
    name = printable_name(typed)
    # A form without the field takes nobody's name away.
    if "name" in form.fields and bool(name) == bool(typed):
        fields["name"] = name
    if fields:
        stores.people().change(own.person.person_id, **fields)
    return back_to("settings") if name or not typed else _show_wrong_name(own, typed)


def _show_wrong_name(own: Own, typed: str) -> Answer:
    return the_pages().show(
        "advocate/name.html",
        own.words,
        brand=brand_of(own.rules),
        status=HTTPStatus.BAD_REQUEST,
        name=typed,
        most=MOST_NAME,
    )


def download(event: Event) -> Answer:
    """All that is held about them, by the export that the shop has, too."""
    from referrals.desks import people as people_desk
    from referrals.views.privacy.person_data import person_data

    own = own_of(event)
    found = person_data(
        own.person.email_hash,
        (),
        people_desk.files(),
        most_text=MOST_TEXT,
        words=own.words,
        now=own.now,
    )
    text = json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1)
    headers = {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="my-data.json"',
        "x-content-type-options": "nosniff",
    }
    return answer(HTTPStatus.OK, text, headers=headers)


def ask_leave(event: Event) -> Answer:
    """Changes nothing."""
    own = own_of(event)
    return the_pages().show(
        "advocate/leave.html", own.words, brand=brand_of(own.rules), rules=own.rules
    )


def leave(event: Event) -> Answer:
    """The request that a shop makes for them, too: carried out by the clock, within the hour."""
    from referrals.model.privacy.request import PrivacyKind
    from referrals.steps.privacy.ask_privacy import ask_erasure, merchant_request

    own = own_of(event)
    request = merchant_request(
        PrivacyKind.CUSTOMER_REDACT,
        own.person.email_hash,
        (),
        program_id=own.rules.program,
        key=keys.identity_key(),
        now=clock.now(),
    )
    ask_erasure(request, stores.privacy_requests())
    session_stores.person_sessions().remove_person(own.person.person_id)
    shown = the_pages().show(
        "note.html",
        own.words,
        brand=brand_of(own.rules),
        title=own.words.say("own_settings.left_title"),
        text=own.words.say("own_settings.left"),
    )
    return {**shown, "cookies": [no_session_cookie()]}
