"""What a view of each page asks of the tables at most, whatever lies there."""

from typing import Any

import pytest

from awswire.dynamo import Dynamo
from referrals.desks import note as note_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.model.people.person import Consents, Role, friend_id_of
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.steps.note.write_note import thank_advocate
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.wiring import clients, stores
from tests.account import forget_clients
from tests.advocate import SESSION_TEXT
from tests.corrector import place_order
from tests.goals import start
from tests.look.bakery import lay_scenes
from tests.look.scene import SCENES
from tests.meter import Meter
from tests.portal import handler, request_event
from tests.stories import BUCKET, publish
from tests.world import NOW, a_key, a_link, a_reader, hash_of

MOST = {
    "friend": 5,
    "promise": 1,
    "arrival": 8,
    "arrival-came": 11,
    "unsubscribe": 2,
    "appeal": 3,
    "note": 5,
    "survey": 3,
    "nudge": 3,
    "not-now": 3,
    "never": 3,
    "join": 1,
    "sign-in": 1,
    "sign-in-over": 2,
    "me": 28,
    "me-leave": 3,
    "table-card": 4,
    "stories": 3,
    "stories-narrowed": 3,
    "story": 3,
    "own-stories": 5,
    "story-form": 5,
    "goals": 2,
}
"""Requests of a view at most, by scene: pages to which a letter, a link or a session leads, in a
container that remembers nothing."""
FULLEST = {**MOST, "me": 47}
"""An advocate with everything a page can tell, whose circle is full: for each of its twelve the
orders that they brought are asked for."""
MORE = 25
STORIES = 14
"""Of one person, beside those that the bakery begins with: nobody may tell more."""


def crowd() -> None:
    """More of everything than any page shows at once; in the circle are Ada and all who came."""
    agreed = Consents(mail=True, show_first_name=True, circle=True)
    stores.people().change("adv_ada", consents=agreed.model_dump())
    for number in range(MORE):
        order, mailbox = f"30{number:02}", f"friend{number}@example.com"
        place_order(order, mailbox)
        friend_id = friend_id_of(str(a_key(order)))
        named = {"name": f"Friend{number}", "email": mailbox}
        stores.people().change(friend_id, **named, consents=agreed.model_dump())
        thank_advocate(a_key(order), friend_id, "Thank you!", note_desk.notes(), now=NOW)
        advocate(f"adv_{number}", mailbox, agreed)
        start(name=f"goal-{number}")
        if number < STORIES:
            publish(f"Story {number}.", form=f"more-{number}")
        suggest(f"adv_{number}")


def advocate(person_id: str, mailbox: str, agreed: Consents) -> None:
    """A friend who recommends the bakery, too, and brought somebody."""
    changes = {"person_id": person_id, "email": mailbox, "email_hash": hash_of(mailbox)}
    codes = {"friends": person_id.replace("_", "-")}
    person = a_reader(consents=agreed, codes=codes).model_copy(update=changes)
    stores.people().add(person)
    stores.links().create(a_link(codes["friends"], advocate_id=person_id))
    place_order(f"further-{person_id}", f"further-{mailbox}", codes["friends"])


def suggest(person_id: str) -> None:
    wish = SuggestionWish(
        program_id="friends", person_id=person_id, topic=SuggestionTopic.OTHER, text="Rye rolls."
    )
    make_suggestion(
        wish, suggestion_desk.suggestions(), now=NOW, random=f"{person_id:>10}".encode()[-10:]
    )


def requests_of_pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    meter = Meter(clients.dynamo())
    dynamo: Dynamo = meter
    monkeypatch.setattr(clients, "dynamo", lambda: dynamo)
    addresses = {
        scene.name: (scene.address(), scene.signed_in) for scene in SCENES if not scene.act
    }
    return {name: _requests(*addresses[name], meter) for name in MOST}


def _requests(address: str, signed_in: bool, meter: Meter) -> int:
    asked: Any = request_event("GET", f"https://go.shop.example{address}", {}, "")
    asked["cookies"] = [f"__Host-session={SESSION_TEXT}"] if signed_in else []
    forget_clients()  # What one page remembers would be no other's in a fresh container.
    meter.calls.clear()
    told = handler(asked, None)
    assert told["statusCode"] in (200, 404), (address, told)
    return len(meter.calls)


def unlike(found: dict[str, int], most: dict[str, int]) -> dict[str, int]:
    """More than the bound, or so much less that it is none any more."""
    return {
        name: number
        for name, number in found.items()
        if number > most[name] or number < most[name] // 2
    }


def test_every_page_keeps_to_its_requests(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOS_BUCKET", BUCKET)
    lay_scenes()

    assert unlike(requests_of_pages(monkeypatch), MOST) == {}


def test_a_crowd_costs_no_page_more(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOS_BUCKET", BUCKET)
    lay_scenes()
    crowd()

    assert unlike(requests_of_pages(monkeypatch), FULLEST) == {}
    assert stores.people().find_by_hash(Role.ADVOCATE, hash_of("friend3@example.com"))
