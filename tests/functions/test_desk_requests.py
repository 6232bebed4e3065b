"""What a view of each page of the desk asks of the tables, however long its lists are."""

import json
from decimal import Decimal

import pytest

from referrals.wiring import clients
from tests.account import forget_clients
from tests.desk import get
from tests.look.bakery import MIRA, lay_scenes
from tests.look.desk_scene import SCENES, lay_desk
from tests.meter import Meter
from tests.reviewer import CASE_ID
from tests.stories import BUCKET

MOST, MORE = 12, 12
REFUSED = {
    "desk-plan-wrong": 400,
    "desk-sentence": 400,
    "desk-passkey-door": 404,
    "desk-nowhere": 404,
    "desk-link-over": 404,
}


def multiply(noun: str, *names: str) -> None:
    """Everything of these names a dozen times more, under names of their own."""
    table = clients.table(noun)
    for item in list(table.scan()):
        text = json.dumps(item, default=lambda each: int(each) if each == int(each) else str(each))
        for name in names:
            for number in range(MORE if name in text else 0):
                table.put(
                    json.loads(text.replace(name, f"{name[:-2]}{number:02}"), parse_float=Decimal)
                )


def names_of(noun: str, field: str, beginning: str = "") -> list[str]:
    found = {str(item.get(field, "")) for item in clients.table(noun).scan()}
    return [each for each in found if each and each.startswith(beginning)]


def test_a_page_of_the_desk_asks_twelve_times_at_most(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHOTOS_BUCKET", BUCKET)
    lay_scenes()
    lay_desk()
    multiply("ledger", CASE_ID)
    multiply("referrals", "friends#shopify#2001")
    multiply("stories", MIRA, *names_of("stories", "story_id"), *names_of("stories", "note_id"))
    multiply("outbox", *names_of("outbox", "item_id", "friends#shopify#2001#"))
    real, found = clients.dynamo(), {}
    for scene in SCENES:
        meter = Meter(real)
        monkeypatch.setattr(clients, "dynamo", lambda meter=meter: meter)
        forget_clients()
        assert get(scene.address)["statusCode"] == REFUSED.get(scene.name, 200)
        found[scene.name] = len(meter.calls)

    assert {name: asked for name, asked in found.items() if asked > MOST} == {}
