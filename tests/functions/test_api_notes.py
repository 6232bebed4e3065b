"""A named person of the shop thanks somebody by the API, and reads what came back."""

import json
from typing import Any

import pytest

from referrals.desks import note as note_desk
from referrals.model.session.api_key import Scope
from referrals.steps.note.answer_note import answer_note, report_note
from tests.caller import KEY, body_of, call_api, event, with_key
from tests.corrector import place_order, shop
from tests.world import NOW, rules

NOTE = json.loads(event("write_note")["body"])


@pytest.fixture(autouse=True)
def bakery(account: None) -> None:
    shop()
    place_order()
    with_key(KEY, *Scope)


def write(**changes: Any) -> Any:
    return call_api("write_note", body=json.dumps({**NOTE, **changes}))


def test_a_note_is_written_once_and_says_how_it_goes() -> None:
    first, again = write(), write()

    assert (first["statusCode"], again["statusCode"]) == (201, 200)
    assert body_of(first) == body_of(again)
    assert body_of(first)["by_letter"] is False
    assert body_of(first)["actor"].startswith("key_")
    assert body_of(write(text="Other words"))["code"] == "note_written"


def test_the_reply_and_a_report_are_read_back() -> None:
    note_id = body_of(write())["note_id"]
    desk = note_desk.notes()
    answer_note(note_id, "adv_ada", "Gladly.", desk, rules=rules(), now=NOW)
    report_note(note_id, "adv_ada", desk, now=NOW)

    found = body_of(call_api("read_note", rawPath=f"/v1/notes/{note_id}"))

    assert (found["reply"], found["made_by"], found["to"]) == ("Gladly.", "Mira", "adv_ada")
    assert [each["note_id"] for each in body_of(call_api("list_note_reports"))["items"]] == [
        note_id
    ]


@pytest.mark.parametrize(
    "changes", [{"text": ""}, {"text": "x" * 601}, {"made_by": ""}, {"to": "Ada"}, {"by": "x"}]
)
def test_what_can_t_be_a_note_is_malformed(changes: dict[str, Any]) -> None:
    assert write(**changes)["statusCode"] == 422
