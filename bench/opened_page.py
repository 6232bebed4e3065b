"""The pages that people open, each with what one view of it asks of DynamoDB."""

from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from typing import Any, NamedTuple

import pytest

from bench.tape import Tape, TapedCall
from referrals.wiring import clients
from tests.account import forget_clients, fresh_account
from tests.advocate import SESSION_TEXT
from tests.direct_call import direct_calls
from tests.look.bakery import lay_scenes
from tests.look.scene import SCENES
from tests.portal import DOORS, request_event
from tests.stories import BUCKET

ORIGIN = "https://go.shop.example"


class PageKind(NamedTuple):
    title: str
    most: float
    """Times an empty handler's CPU."""


SHARED = PageKind("that all share", 3)
LETTER = PageKind("that a letter leads to", 8)
OWN = PageKind("of somebody's own lists", 30)
WHOLE = PageKind("with all that is an advocate's", 160)
# By the names of their scenes; the friend's page has a table of its own.
OPENED = {
    "me": ("the advocate's page", WHOLE),
    "own-stories": ("their stories", OWN),
    "arrival-came": ("the friend's page after the order", OWN),
    "stories": ("the wall of stories", SHARED),
    "story": ("one story", SHARED),
    "join": ("the page to join", SHARED),
    "sign-in": ("the sign-in form", SHARED),
    "promise": ("what is promised", SHARED),
    "goals": ("goals", SHARED),
    "note": ("a note of thanks", LETTER),
    "survey": ("a survey", LETTER),
    "nudge": ("a nudge", LETTER),
    "unsubscribe": ("stopping letters", LETTER),
    "nowhere": ("a wrong address", SHARED),
}


class OpenedPage(NamedTuple):
    title: str
    kind: PageKind
    function: str
    event: dict[str, Any]
    calls: list[TapedCall]
    status: int


def opened_pages() -> Iterator[OpenedPage]:
    """In the bakery that all scenes show, where something is on every page."""
    scenes = {scene.name: scene for scene in SCENES}
    with pytest.MonkeyPatch.context() as patch, direct_calls(), fresh_account(patch):
        patch.setenv("PHOTOS_BUCKET", BUCKET)
        with redirect_stdout(StringIO()):
            lay_scenes()
        real = clients.dynamo()
        for name, (title, kind) in OPENED.items():
            tape, scene = Tape(real), scenes[name]
            patch.setattr(clients, "dynamo", lambda tape=tape: tape)
            event = request_event("GET", ORIGIN + scene.address(), {"accept-language": "en"}, "")
            event["cookies"] = [f"__Host-session={SESSION_TEXT}"] if scene.signed_in else []
            door = next(door for door in DOORS if event["routeKey"] in door.ROUTES)
            forget_clients()  # and what was remembered of the page before
            tape.calls.clear()
            with redirect_stdout(StringIO()):
                answer = door.handler(event, None)
            assert answer["statusCode"] == (404 if name == "nowhere" else 200), (name, answer)
            function = door.__name__.split(".")[1]
            yield OpenedPage(title, kind, function, event, tape.calls, answer["statusCode"])
