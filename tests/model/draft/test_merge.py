"""What a form changes, upon what others changed while it was open."""

from typing import Any

from referrals.model.draft.merge import draft_of, kept_fields, merge_texts, texts_of
from referrals.pages.console.brand_slots import BRAND_SLOTS
from referrals.pages.console.program_form import program_slots
from referrals.pages.console.word_slots import slots_for
from referrals.steps.program.check_draft import check_draft
from tests.world import rules

SLOTS = program_slots(rules())


def written(current: Any, **texts: str) -> dict[str, Any]:
    told, faults = draft_of(SLOTS, texts_of(SLOTS, current) | texts, current)
    assert not faults
    return told


def test_a_form_that_is_left_alone_changes_nothing() -> None:
    current = rules(limits={"per_advocate": {"count": 3}}, milestones=[])

    program, faults = check_draft(written(current))

    assert (program, faults) == (current, ())


def test_what_was_left_alone_follows_the_newer_version() -> None:
    base, current = rules(hold_days=14), rules(hold_days=21)
    typed = texts_of(SLOTS, base) | {"budget": "100"}

    merge = merge_texts(SLOTS, typed, base=base, current=current)

    assert (merge.texts["hold"], merge.texts["budget"], merge.clashes) == ("21", "100", ())


def test_what_both_changed_is_told_and_stays_as_typed() -> None:
    base, current = rules(hold_days=14), rules(hold_days=21)

    merge = merge_texts(SLOTS, {"hold": "30"}, base=base, current=current)

    assert merge.texts["hold"] == "30"
    assert [slot.name for slot in merge.clashes] == ["hold"]


def test_two_who_change_the_same_alike_do_not_clash() -> None:
    base, current = rules(hold_days=14), rules(hold_days=21)

    assert merge_texts(SLOTS, {"hold": "21"}, base=base, current=current).clashes == ()


def test_an_advocates_limit_comes_and_goes_as_a_whole() -> None:
    with_limit = written(rules(), each_count="5", each_every="year")
    program, _ = check_draft(with_limit)

    assert with_limit["limits"]["per_advocate"] == {"count": 5, "every": "year"}
    assert program is not None
    assert written(program, each_count="")["limits"]["per_advocate"] is None


def test_a_sentence_that_is_emptied_is_the_shipped_one_again() -> None:
    slots = slots_for("en", "welcome_page.continue")
    own = rules(words={"en": {"welcome_page.continue": "On to {program}"}})

    told, _ = draft_of(slots, {"own": ""}, own)

    assert "words" not in told


def test_each_plural_form_is_a_slot_of_its_own() -> None:
    slots = slots_for("en", "reward.points")

    told, _ = draft_of(slots, {"own_one": "{count} star", "own_other": "{count} stars"}, rules())

    assert told["words"]["en"]["reward.points"] == {"one": "{count} star", "other": "{count} stars"}


def test_what_has_no_slot_is_named() -> None:
    known = rules(reserved_codes=["SPRING"], brand={"colour": "#8f491f"})

    assert {"reserved_codes", "brand"} <= set(kept_fields(SLOTS, known))
    assert "brand" not in kept_fields(BRAND_SLOTS, known)
