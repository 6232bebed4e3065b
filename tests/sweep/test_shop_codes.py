"""Every write of a delivery struck, with a shop that makes the codes: it has one code or none."""

from copy import deepcopy
from typing import Any

import pytest

from referrals.model.program.offer import CodesBy
from referrals.wiring import clock, stores
from tests.shops.tills import Till, open_till
from tests.sweep.aws_edge import Edge, Strike
from tests.sweep.checkpoint import Checkpoint
from tests.sweep.report import recovered
from tests.sweep.story import CHAPTERS, SweepStory, a_world, parked_messages
from tests.sweep.telling import WAYS, State, state, tell
from tests.world import a_program, store_credential

# From here on something is handed over, taken back, or given again.
STRUCK = ("hold_over", "unpaid", "paid_again")
# The code before the shop is asked, and the note after; what every delivery writes is struck in
# `test_crashes`.
WRITES = ("PutItem", "TransactWriteItems")
KEY = "friends#signed#1001"


def a_shop(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    a_world(monkeypatch)
    monkeypatch.setattr(clock, "random_bytes", bytes)
    by = CodesBy(till.platform)
    rules = stores.programs().get("friends").rules.model_copy(update={"codes_by": by})
    stores.programs().add(a_program().model_copy(update={"version": 2, "rules": rules}))
    store_credential(till.platform, till.credential)


def test_a_delivery_struck_anywhere_leaves_one_code(
    account: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with open_till("woocommerce") as till:
        a_shop(till, monkeypatch)
        story, tried = SweepStory(), 0
        for chapter in CHAPTERS:
            start, coupons = Checkpoint.of(story), deepcopy(till.shop.coupons)
            story.edge = Edge()
            tell(story, chapter, monkeypatch)
            end = outcome(till)
            if chapter not in STRUCK:
                continue
            after = Checkpoint.of(story), deepcopy(till.shop.coupons)
            for place in places(story.edge):
                for strike, twice in WAYS:
                    till.shop.coupons = deepcopy(coupons)
                    again = start.restored(Edge(("deliveries", place), strike), twice=twice)
                    tell(again, chapter, monkeypatch)
                    assert (outcome(till), parked_messages()) == (end, []), (
                        chapter,
                        place,
                        strike,
                        twice,
                    )
                    tried += 1
            story, till.shop.coupons = after[0].restored(Edge()), after[1]
        assert tried
        recovered["deliveries, codes by shop"] = (tried, tried)


def places(edge: Edge) -> list[int]:
    written = edge.writes.get("deliveries", [])
    return [place for place, operation in enumerate(written) if operation in WRITES]


def outcome(till: Till) -> tuple[set[str], list[Any], State]:
    """What the tills take, what the sides say, and which letters went out."""
    grant = stores.grants().find(KEY)
    sides = [(s.name, s.code, bool(s.issued_at), s.shop_code) for s in grant.sides] if grant else []
    return till.shop.all_live(), sides, {"outbox": state()["outbox"]}


def test_the_story_makes_and_ends_a_code(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_till("woocommerce") as till:
        a_shop(till, monkeypatch)
        story, live = SweepStory(), {}
        for chapter in CHAPTERS:
            tell(story, chapter, monkeypatch)
            live[chapter] = len(till.shop.all_live())

    assert (live["partly_refunded"], live["hold_over"]) == (0, 1)
    assert (live["unpaid"], live["paid_again"], live["cancelled"]) == (0, 1, 0)
    assert len(till.shop.coupons) == 1
    assert Strike.KILLED_AFTER in {strike for strike, _ in WAYS}
