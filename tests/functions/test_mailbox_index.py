"""Once the clock has walked the index of mailboxes, it finds people in place of every program."""

import json

import pytest

from referrals.desks import people as people_desk
from referrals.model.session.api_key import Scope
from referrals.wiring import community_stores, stores
from tests.advocate import answer, sign_in
from tests.caller import KEY, body_of, call_api, with_key
from tests.estate import (
    ADA,
    BEN,
    CODE,
    advance_clock,
    clock,
    deliver_webhook,
    dump,
    erase_by_webhook,
    furnish_estate,
    order,
    rest,
    traces,
)
from tests.goals import a_goal
from tests.streams import Streams
from tests.world import an_item


@pytest.fixture
def streams(account: None, monkeypatch: pytest.MonkeyPatch) -> Streams:
    """Ada ordered, too, in a program with a goal; a letter to her waits."""
    turned = furnish_estate(monkeypatch)
    community_stores.goals().add(a_goal())
    deliver_webhook("signed", order("3003", ADA[0], "Ada", signals={}))
    rest(turned)
    stores.outbox().add(an_item(item_id="to-ada", person_id="adv_ada"))
    clock("answer_privacy")
    advance_clock(monkeypatch, hours=1)
    clock("answer_privacy")
    assert people_desk.mailboxes().is_walked()
    return turned


def test_an_export_by_the_api_has_their_order_and_what_is_held(streams: Streams) -> None:
    with_key(KEY, *Scope)
    data = {
        who: body_of(call_api("export_person", body=json.dumps({"kind": "export", "email": who})))
        for who in (ADA[0], BEN[0])
    }

    assert data[ADA[0]]["found"]["orders"] == 1
    assert data[ADA[0]]["found"]["letters"] >= 1
    assert data[BEN[0]]["found"]["former_customers"] == 1
    assert "fifty" in data[BEN[0]]["data"]["held"][0]["text"]


def test_an_advocate_s_own_download_has_their_order(streams: Streams) -> None:
    stores.people().set_own_code("adv_ada", "friends", CODE)
    sign_in()

    data = json.loads(answer("me_data")["body"])

    assert [each["story"]["order_id"] for each in data["orders"]] == ["3003"]


@pytest.mark.parametrize("person", [ADA, BEN], ids=["advocate", "friend"])
def test_the_clock_erases_them_everywhere(streams: Streams, person: tuple[str, ...]) -> None:
    erase_by_webhook(person[0])
    rest(streams)

    assert traces(person, dump()) == []
