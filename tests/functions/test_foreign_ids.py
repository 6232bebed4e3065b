"""Every route of a page, asked for with Ada's ids by others: nothing is shown, nothing done.

The table is compared with the template's routes: a new one without a row fails here.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import pytest

from referrals.model.identity import derived_key
from referrals.model.session.person_session import PersonSession, secret_hash, secret_text
from referrals.model.signed_id import sign_id
from referrals.wiring import clock, session_stores, stores, story_stores
from tests.advocate import SESSION_TEXT
from tests.arrival import token as arrival_token
from tests.look.bakery import MIRA, NOTE
from tests.look.run import world
from tests.notes import kept
from tests.portal import handler, request_event
from tests.sweep.checkpoint import backend
from tests.template import resources
from tests.world import SIGNING, a_key

DOORS = ("AdvocateIntegration", "PortalIntegration", "StoriesIntegration", "FriendIntegration")
# What is Ada's alone: her address, who her friends are, a note to her, what nobody has read yet.
PRIVATE = ("ada@example.com", NOTE.split()[-1], "Mira", "Not read by anybody yet", SESSION_TEXT)
PURPOSES = ("unsubscribe", "appeal", "note", "survey", "nudges", "story", "welcome")


class Poke(NamedTuple):
    """How a request would name what is Ada's."""

    path: str
    query: str = ""
    form: str = ""


# {note}, {story} and {token} are put in when the world is there; a token is signed for something
# else, or for somebody else's id.
ROWS = {
    "$default": Poke("/me/adv_ada"),
    "GET /me": Poke("/me", "person=adv_ada&person_id=adv_ada"),
    "GET /me/friends": Poke("/me/friends", "code=ada-bakes&person=adv_ada"),
    "GET /me/card": Poke("/me/card", "code=ada-bakes&person=adv_ada"),
    "GET /me/data": Poke("/me/data", "person=adv_ada"),
    "GET /me/enter": Poke("/me/enter", "token={token}"),
    "POST /me/enter": Poke("/me/enter", "token={token}", "person=adv_ada"),
    "GET /me/leave": Poke("/me/leave", "person=adv_ada"),
    "GET /me/qr": Poke("/me/qr", "code=ada-bakes"),
    "POST /me/claims": Poke("/me/claims", "", "order=2001&email=mira@example.com"),
    "POST /me/consents": Poke("/me/consents", "", "person=adv_ada&consent_mail=yes"),
    "POST /me/destination": Poke("/me/destination", "", "code=ada-bakes&destination=shop.example"),
    "POST /me/exchanges": Poke("/me/exchanges", "", "person=adv_ada&amount=5&kind=shop_code"),
    "POST /me/leave": Poke("/me/leave", "person=adv_ada", "person=adv_ada"),
    "POST /me/notes": Poke("/me/notes", "", "act=reply&note={note}&text=Mine"),
    "POST /me/settings": Poke("/me/settings", "", "person=adv_ada&locale=de&time_zone=UTC"),
    "GET /me/share/{channel}": Poke("/me/share/mail", "code=ada-bakes&person=adv_ada"),
    "POST /me/shares": Poke("/me/shares", "", "code=ada-bakes&channel=mail"),
    "POST /me/suggestions": Poke("/me/suggestions", "", "person=adv_ada&text=Mine"),
    "POST /me/votes": Poke("/me/votes", "", "person=adv_ada&suggestion=none&want=yes"),
    "POST /me/words": Poke("/me/words", "", "code=ada-bakes&words=Mine"),
    "GET /me/story": Poke("/me/story", "story={story}"),
    "POST /me/story": Poke("/me/story", "", "act=withdraw&story={story}&form=x"),
    "GET /me/story/photo": Poke("/me/story/photo", "story={story}"),
    "POST /me/story/photo": Poke("/me/story/photo", "", "story={story}&act=photo_off"),
    "GET /join/{program}": Poke("/join/friends", "person=adv_ada"),
    "GET /join/{program}/line": Poke("/join/friends/line", "person=adv_ada"),
    "POST /join/{program}": Poke("/join/friends", "", "email=zoe@example.com&person=adv_ada"),
    "GET /sign-in": Poke("/sign-in", "person=adv_ada"),
    "POST /sign-in": Poke("/sign-in", "", "email=zoe@example.com&person=adv_ada"),
    "GET /sign-in/link": Poke("/sign-in/link", "token={token}"),
    "HEAD /sign-in/link": Poke("/sign-in/link", "token={token}"),
    "POST /sign-in/link": Poke("/sign-in/link", "token={token}", "number=123456"),
    "POST /sign-out": Poke("/sign-out", "", "person=adv_ada"),
    "GET /w/{code+}": Poke("/w/ada-bakes", "person=adv_ada"),
    "GET /on/{code+}": Poke("/on/ada-bakes", "person=adv_ada"),
    "POST /w/{code+}": Poke("/w/ada-bakes", "", "person=adv_ada"),
    "GET /pictures/{name}": Poke("/pictures/adv_ada.png"),
    "GET /welcome": Poke("/welcome", "token={token}"),
    "POST /welcome/{act}": Poke("/welcome/thanks", "token={token}", "text=Mine"),
    "GET /goals/{program}": Poke("/goals/friends", "person=adv_ada"),
    "GET /note": Poke("/note", "token={token}"),
    "POST /note/{act}": Poke("/note/reply", "token={token}", "text=Mine&note={note}"),
    "GET /p/{program}": Poke("/p/friends", "person=adv_ada"),
    "GET /unsubscribe": Poke("/unsubscribe", "token={token}"),
    "POST /unsubscribe": Poke("/unsubscribe", "token={token}", "person=adv_ada"),
    "GET /survey": Poke("/survey", "token={token}"),
    "POST /survey": Poke("/survey", "token={token}", "score=1&said=Mine"),
    "GET /nudge": Poke("/nudge", "token={token}"),
    "GET /nudge/qr": Poke("/nudge/qr", "token={token}"),
    "GET /nudge/share/{channel}": Poke("/nudge/share/mail", "token={token}"),
    "POST /nudge": Poke("/nudge", "token={token}"),
    "GET /nudge/not-now": Poke("/nudge/not-now", "token={token}"),
    "POST /nudge/not-now": Poke("/nudge/not-now", "token={token}"),
    "GET /nudge/never": Poke("/nudge/never", "token={token}"),
    "POST /nudge/never": Poke("/nudge/never", "token={token}"),
    "GET /appeal": Poke("/appeal", "token={token}"),
    "POST /appeal": Poke("/appeal", "token={token}", "said=Mine"),
    "GET /static/{file}": Poke("/static/adv_ada"),
    "GET /stories/{program}": Poke("/stories/friends", "person=adv_ada"),
    "GET /stories/{program}/{story}": Poke("/stories/friends/{unread}"),
    "GET /stories/{program}/{story}/{file}": Poke("/stories/friends/{unread}/a-320.jpg"),
    "GET /stories/{program}/write": Poke("/stories/friends/write", "token={token}&story={story}"),
    "POST /stories/{program}/write": Poke(
        "/stories/friends/write", "token={token}", "act=withdraw&story={story}&form=x"
    ),
    "GET /stories/{program}/photo": Poke("/stories/friends/photo", "token={token}&story={story}"),
    "POST /stories/{program}/photo": Poke(
        "/stories/friends/photo", "token={token}", "story={story}&act=photo_off"
    ),
}
SESSIONS = {
    "nobody": "",
    "another advocate": secret_text(b"Zak".ljust(32, b".")),
    "another shop's": secret_text(b"Zoe".ljust(32, b".")),
}


@pytest.fixture(scope="module", autouse=True)
def bakery() -> Iterator[None]:
    """With Łukasz, who is in Ada's program, and Zoë, who is in another, both signed in."""
    with world():
        for role, person, program in (
            ("another advocate", "adv_long-words", "friends"),
            ("another shop's", "adv_yellow-shop", "lemons"),
        ):
            now = clock.now()
            session = PersonSession(
                session_id=f"ses_{person}",
                person_id=person,
                program_id=program,
                created_at=now,
                expires_at=now.replace(year=now.year + 1),
            )
            session_stores.person_sessions().add(secret_hash(SESSIONS[role]), session)
        yield


def routes() -> set[str]:
    found = resources("AWS::ApiGatewayV2::Route").values()
    return {
        each["RouteKey"]
        for each in found
        if any(door in each["Target"]["Fn::Sub"] for door in DOORS)
    }


def foreign_tokens() -> list[str]:
    """Good ones of another purpose with Ada's ids, and another's with hers put in."""
    ids = ("adv_ada", "adv_ada~friends", "adv_ada~friends~1", f"{kept()[0].note_id}~adv_ada")
    crossed = [sign_id(f"{each}-not", SIGNING, ids[0]) for each in PURPOSES]
    for purpose in PURPOSES:
        key = derived_key(SIGNING, purpose)
        name, _, proof = sign_id(purpose, key, "adv_long-words~friends").rpartition(".")
        crossed += [f"{each}.{proof}" for each in ids] + [name]
    return [*crossed, arrival_token("fri_nobody", a_key("9999"))]


def requests(route: str) -> Iterator[dict[str, Any]]:
    """As a row says, once for each token that opens nothing of hers."""
    row = ROWS[route]
    mine = story_stores.stories().of_person("adv_ada")
    unread = next(each for each in mine if each.public_version is None)
    names = {"note": kept()[0].note_id, "story": unread.story_id, "unread": unread.story_id}
    method = "GET" if route == "$default" else route.partition(" ")[0]
    for token in foreign_tokens() if "{token}" in row.query else [""]:
        filled = {part: text.format(**names, token=token) for part, text in row._asdict().items()}
        form = urlencode(parse_qsl(filled["form"]))
        headers = {"content-type": "application/x-www-form-urlencoded", "accept-language": "en"}
        asked = request_event(method, f"{filled['path']}?{filled['query']}", headers, form)
        asked["body"] = base64.b64encode(form.encode()).decode()
        asked["requestContext"]["http"] |= {"method": method, "path": filled["path"]}
        assert asked["routeKey"] == route
        yield {**asked, "isBase64Encoded": True}


def adas() -> list[str]:
    """What is kept of Ada and of what was written to her, straight out of moto's memory."""
    mine = ("adv_ada", MIRA, "ada-bakes", kept()[0].note_id)
    items = (item for table in backend().tables.values() for item in table.all_items())
    texts = (json.dumps(item.to_json(), sort_keys=True, default=str) for item in items)
    return sorted(
        text for text in texts if any(each in text for each in mine) and "gifts" not in text
    )


def test_every_route_of_a_page_has_a_row() -> None:
    assert routes() == ROWS.keys()


@pytest.mark.parametrize("route", sorted(ROWS))
def test_nobody_reads_or_changes_what_is_another_s(route: str) -> None:
    before = adas()

    for role, session in SESSIONS.items():
        cookies = [f"__Host-session={session}"] if session else []
        for asked in requests(route):
            told = handler({**asked, "cookies": cookies}, None)
            assert told["statusCode"] < 500, role
            assert [each for each in PRIVATE if each in told.get("body", "")] == [], role

    assert adas() == before != []


def test_ada_herself_sees_all_of_it() -> None:
    asked = next(requests("GET /me"))

    told = handler({**asked, "cookies": [f"__Host-session={SESSION_TEXT}"]}, None)

    assert [each for each in PRIVATE[1:4] if each not in told["body"]] == []
    assert stores.people().get("adv_ada").email == PRIVATE[0]
