"""Moments of delight in the stream of referrals: an advocate's own second order, and no other."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import nudge as nudge_desk
from referrals.model.attribution.referral import Referral
from referrals.model.nudge.delight import DelightKind
from referrals.model.people.person import Role
from referrals.model.story.story import Story, StoryVersion
from referrals.steps.nudge.find_delights import find_delights, find_stories
from referrals.store.attribution.referral import as_item
from referrals.wiring import clients, nudge_stores, stores
from tests.world import (
    NOW,
    a_conversion,
    a_program,
    a_referral,
    an_advocate,
    an_order,
    figures_of,
    hash_of,
)

ADA = hash_of("ada@example.com")


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program(nudges={"enabled": True}))
    ada = an_advocate().model_copy(update={"codes": {"friends": "ada-bakes"}})
    stores.people().add(ada)


def an_own_order(**changes: Any) -> Referral:
    given = {"customer_hash": ADA, "first_order": False, **changes}
    return a_referral(figures_of(a_conversion(an_order()), **given))


def find(new: Referral, old: Referral | None = None) -> int:
    before = as_item(old) if old else {}
    return find_delights([(before, as_item(new))], nudge_desk.delights(), now=NOW)


def test_an_advocate_who_orders_again_has_a_moment() -> None:
    assert find(an_own_order()) == 1

    (record,) = nudge_stores.nudge_records().of_person("adv_ada")
    assert record.delight.kind is DelightKind.REPEAT_ORDER
    assert record.due_at == NOW + timedelta(days=1)


def test_the_same_order_is_one_moment_however_often_it_changes() -> None:
    find(an_own_order())

    assert find(an_own_order()) == 0
    assert find(an_own_order(), old=an_own_order()) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"first_order": True},
        {"paid": False},
        {"test": True},
        {"cancelled": True},
        {"customer_hash": hash_of("ben@example.com")},
        {"occurred_at": NOW - timedelta(days=8)},
    ],
)
def test_any_other_order_is_none(changes: dict[str, Any]) -> None:
    assert find(an_own_order(**changes)) == 0
    assert not list(clients.table("stories").scan())


def test_a_program_without_nudges_notes_nothing() -> None:
    stores.programs().add(a_program().model_copy(update={"version": 2}))

    assert find(an_own_order()) == 0


def a_story(**changes: Any) -> Story:
    version = StoryVersion(number=1, text="Warm bread", language="en", written_at=NOW)
    given: dict[str, Any] = {
        "story_id": "sty_1",
        "program_id": "friends",
        "person_id": "adv_ada",
        "role": Role.ADVOCATE,
        "draft": version,
        "published": version,
        "published_at": NOW,
        "written_at": NOW,
    }
    return Story(**{**given, **changes})


def find_story(story: Story) -> int:
    item = {"facts": story.model_dump(mode="json")}
    return find_stories([item], nudge_desk.delights(), now=NOW)


def test_a_published_story_is_a_moment_once() -> None:
    assert find_story(a_story()) == 1
    assert find_story(a_story(revision=2)) == 0

    (record,) = nudge_stores.nudge_records().of_person("adv_ada")
    assert (record.delight.kind, record.delight.cause) == (DelightKind.STORY, "sty_1")


@pytest.mark.parametrize(
    "changes",
    [
        {"published": None, "published_at": None},
        {"withdrawn_at": NOW},
        {"role": Role.FRIEND, "person_id": "fri_ben"},
        {"published_at": NOW - timedelta(days=8)},
    ],
)
def test_a_story_that_nobody_reads_is_none(changes: dict[str, Any]) -> None:
    assert find_story(a_story(**changes)) == 0
