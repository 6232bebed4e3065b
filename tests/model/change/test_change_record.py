"""What the log may keep of a change."""

from referrals.model.change.change_record import LONGEST_ID, WORDS, Door, ids_in, new_change
from referrals.model.order.claim import HoldAction, ReviewAct
from tests.world import NOW


def test_only_names_of_things_are_kept() -> None:
    said = {"program": "friends", "email": "a@example.com", "reason": "why", "code": 7, "side": ""}

    assert ids_in(said) == {"program": "friends"}


def test_which_word_it_was_is_kept_and_no_other_text() -> None:
    assert {ReviewAct.APPROVE, ReviewAct.DENY, ReviewAct.NOTE, *HoldAction} == WORDS
    assert ids_in({"act": "deny"}) == {"word": "deny"}
    assert ids_in({"action": HoldAction.FREEZE, "act": "ben@example.com"}) == {"word": "freeze"}


def test_the_longest_name_is_cut() -> None:
    assert len(ids_in({"order_id": "9" * 5000})["order_id"]) == LONGEST_ID


def test_a_new_change_has_no_end_yet() -> None:
    record = new_change("key_create", {}, actor="a" * 999, door=Door.API, now=NOW, random=bytes(10))

    assert record.outcome == ""
    assert record.change_id.startswith("chg_")
    assert len(record.actor) == 120
