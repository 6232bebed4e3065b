"""Streams of six tables: folds their changes into numbers, and notes what people may be written
to about: moments of delight, rewards that became theirs.
"""

from collections.abc import Sequence
from typing import Any

from referrals.desks import experiment as experiment_desk
from referrals.edge.stream import Record, process_batch
from referrals.steps.insight.count_participants import count_clicked_links
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.wiring import clock, stores

# What of the table of stories is a moment: a story, and a note as its reader has it.
STORY, NOTE = "story", "note#"
NOUNS = ("clicks", "conversions", "referrals", "ledger", "stories", "links")
COUNTABLE, CUSTOMERS = frozenset(NOUNS[:4]), frozenset({"referrals", "links", "stories"})


def handler(event: dict[str, Any], context: Any) -> Any:
    return process_batch(event, handle)


def handle(records: Sequence[Record]) -> None:
    changes = [change_of(record) for record in records]
    countable = [each for each in changes if each.noun in COUNTABLE]
    roll_up(countable, stores.insights(), stores.programs(), now=clock.now())
    count_clicked_links(changes, stores.insights(), stores.programs(), now=clock.now())
    if any(each.noun in CUSTOMERS for each in changes):
        from referrals.desks import measure as measure_desk
        from referrals.steps.measure.fold_customers import fold_changes

        fold_changes(changes, measure_desk.customers())
    experiment_desk.fold(changes)
    note_delights(changes)
    note_rewards(changes)


def note_rewards(changes: Sequence[ItemChange]) -> None:
    grants = [(each.old, each.new) for each in changes if each.noun == "ledger" and each.new]
    if grants:
        from referrals.desks import survey as survey_desk
        from referrals.steps.survey import note_reward

        note_reward.note_rewards(grants, survey_desk.rewards())


def note_delights(changes: Sequence[ItemChange]) -> None:
    referrals = [(each.old, each.new) for each in changes if each.noun == "referrals" and each.new]
    if referrals:
        # Imported when there are any: most batches are of clicks.
        from referrals.desks import goal as goal_desk
        from referrals.desks import memory as memory_desk
        from referrals.desks import nudge as nudge_desk
        from referrals.steps.goal.count_towards_goals import count_towards_goals
        from referrals.steps.memory.plan_memories import plan_memories
        from referrals.steps.nudge.find_delights import find_delights

        find_delights(referrals, nudge_desk.delights(), now=clock.now())
        plan_memories(referrals, memory_desk.plans(), now=clock.now())
        count_towards_goals([new for _, new in referrals], goal_desk.counts(), now=clock.now())
    told = [each.new for each in changes if each.noun == "stories" and each.new]
    if told:
        from referrals.desks import nudge as nudge_desk
        from referrals.steps.nudge.find_delights import find_stories, find_thanks

        notes = [each for each in told if each["entry"].startswith(NOTE)]
        stories_told = [each for each in told if each["entry"] == STORY]
        find_stories(stories_told, nudge_desk.delights(), now=clock.now())
        find_thanks(notes, nudge_desk.delights(), now=clock.now())


def change_of(record: Record) -> ItemChange:
    noun, item = noun_of(record.table), (record.new, record.old)
    return ItemChange(record.record_id, noun, *item, record.inserted, record.changed_at)


def noun_of(table: str) -> str:
    """CloudFormation keeps the template's name of a table in its real one."""
    return next(noun for noun in NOUNS if f"{noun}table" in table.lower())
