"""A draft's plan in words, and a program's versions with who applied them."""

from datetime import timedelta

import pytest

from referrals.model.change.change_record import DONE, Door, new_change
from referrals.views.draft.draft_plan import draft_plan
from referrals.views.draft.setting_sentences import setting_sentences
from referrals.views.draft.version_log import program_versions
from referrals.wiring import session_stores
from tests import trials
from tests.world import NOW, a_program, rules


def test_a_plan_says_what_holds_no_more_and_what_does() -> None:
    plan = draft_plan(rules(hold_days=30), a_program(hold_days=14), lambda _: None)

    assert [change.field for change in plan.changes] == ["hold_days"]
    assert ["14" in each for each in plan.gone] == [True]
    assert ["30" in each for each in plan.come] == [True]
    assert plan.come[0] in plan.promises


def test_the_same_rules_plan_nothing() -> None:
    plan = draft_plan(rules(), a_program(), lambda _: None)

    assert (plan.changes, plan.gone, plan.come) == ((), (), ())


def test_what_nobody_is_promised_is_told_in_sentences_too() -> None:
    plan = draft_plan(rules(margin_percent=45), a_program(), lambda _: None)

    (gone,) = {*setting_sentences(rules())} - {*setting_sentences(rules(margin_percent=45))}
    assert (plan.gone, len(plan.come)) == ((gone,), 1)
    assert plan.come[0] not in plan.promises


def test_an_arm_is_told_by_what_it_changes() -> None:
    tried = rules(experiments=[trials.about_pages({"name": "page", "landing": "welcome"})])

    plan = draft_plan(tried, a_program(), lambda _: None)

    assert plan.come == (
        "Until 2027-01-31 the experiment page-or-none tries page: Links lead to the friend’s page "
        "first.",
    )


@pytest.mark.usefixtures("account")
def test_each_version_has_the_line_that_applied_it() -> None:
    log = session_stores.change_log()
    for number, (program, outcome) in enumerate(
        [("friends", DONE), ("others", DONE), ("friends", "bad_program")]
    ):
        line = new_change(
            "program_apply",
            {"program": program},
            actor=f"stf_{number}",
            door=Door.DESK,
            now=NOW + timedelta(minutes=number),
            random=bytes([number] * 10),
        )
        log.add(line)
        log.finish(line, outcome, {})
    first = a_program(hold_days=14)
    second = first.model_copy(
        update={
            "version": 2,
            "applied_at": NOW + timedelta(minutes=30),
            "rules": rules(hold_days=30),
        }
    )
    late = first.model_copy(update={"version": 3, "applied_at": NOW + timedelta(hours=9)})

    found = program_versions([first, second, late], None, log)

    assert [each.applied.version for each in found] == [3, 2, 1]
    assert [each.record.actor if each.record else "" for each in found] == ["", "stf_0", "stf_0"]
    assert [change.field for change in found[1].changes] == ["hold_days"]
