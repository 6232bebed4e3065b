"""The clock among people: it forgets who asked, photos and all, and marks what is worth it."""

import json
from collections.abc import Iterator

import pytest

from referrals.desks import memory as memory_desk
from referrals.model.people.person import Consents
from referrals.model.session.api_key import Scope
from referrals.steps.memory.plan_memories import plan_memories
from referrals.store.attribution.referral import as_item
from referrals.wiring import clients, stores
from referrals.wiring import clock as wiring_clock
from tests.caller import KEY, call_api, with_key
from tests.corrector import place_order, shop
from tests.estate import advance_clock, clock
from tests.stories import ALL, add_photo, files_left, publish, shop_with_wall
from tests.world import NOW


def letters(topic: str) -> Iterator[str]:
    return (i["person_id"] for i in clients.table("outbox").scan() if i["topic"] == topic)


def test_who_is_forgotten_leaves_no_story_and_no_photo(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring_clock, "now", lambda: NOW)
    shop_with_wall(monkeypatch)
    with_key(KEY, *Scope)
    add_photo(publish(uses=ALL).story_id)
    before = files_left()
    ask = {"kind": "erase", "email": stores.people().advocate("adv_ada").email}
    asked = call_api("export_person", body=json.dumps(ask))

    clock("answer_privacy")
    clock("answer_privacy")

    assert asked["statusCode"] == 201
    assert before
    assert files_left() == []


def test_a_moment_is_marked_by_the_clock(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop(moments={"letters": True})
    stores.people().change("adv_ada", consents=Consents(mail=True).model_dump())
    place_order()
    referral = stores.referrals().get("friends#shopify#1001")
    change = (as_item(referral.model_copy(update={"reward": None})), as_item(referral))
    plan_memories([change], memory_desk.plans(), now=NOW)
    advance_clock(monkeypatch, hours=3)

    clock("mark_memories")

    assert list(letters("memory.marked")) == ["adv_ada"]
