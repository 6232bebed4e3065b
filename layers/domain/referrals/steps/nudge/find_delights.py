"""Finds moments of delight in what changed: an advocate who ordered again, for themselves, and an
advocate's story that was published.

Costs nothing for programs without nudges, two reads for a repeat order, and a write for an
advocate's own. Safe to repeat: the same order is the same moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from awswire.codec import Item
from referrals.model.attribution.referral import OrderFigures, Referral
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.people.person import Role
from referrals.model.story.story import Story
from referrals.steps.nudge.note_delight import note_delight
from referrals.store.attribution.referral import read_referral
from referrals.store.nudge.nudge_record import NudgeRecords
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.story.story import read_story


@dataclass(frozen=True, slots=True)
class DelightDesk:
    programs: Programs
    people: People
    records: NudgeRecords


def find_delights(changes: Iterable[tuple[Item, Item]], desk: DelightDesk, *, now: datetime) -> int:
    """How many moments were noted; `changes` are referrals' items as they were and as they
    are; an empty one is none.
    """

    @cache
    def policy_of(program_id: str) -> NudgePolicy:
        found = desk.programs.find(program_id)
        return found.rules.nudges if found else NudgePolicy()

    repeated = (new for old, new in changes if _is_repeat(new) and not (old and _is_repeat(old)))
    referrals = map(read_referral, repeated)
    return sum(_note(each, policy_of(each.program_id), desk, now) for each in referrals)


def find_stories(items: Iterable[Item], desk: DelightDesk, *, now: datetime) -> int:
    """How many moments were noted; `items` are stories' as they are."""
    stories = [read_story(item) for item in items]
    shown = [each for each in stories if each.is_shown and each.role is Role.ADVOCATE]
    return sum(_note_story(each, desk, now) for each in shown)


def _note_story(story: Story, desk: DelightDesk, now: datetime) -> bool:
    program = desk.programs.find(story.program_id)
    if program is None or story.published_at is None:
        return False
    delight = Delight(
        kind=DelightKind.STORY,
        cause=story.story_id,
        person_id=story.person_id,
        program_id=story.program_id,
        happened_at=story.published_at,
    )
    return note_delight(delight, program.rules.nudges, desk.records, now=now)


def _is_repeat(item: Item) -> bool:
    return OrderFigures.model_validate(item["figures"]).is_repeat


def _note(referral: Referral, policy: NudgePolicy, desk: DelightDesk, now: datetime) -> bool:
    if not policy.enabled:
        return False
    person = desk.people.find_by_hash(Role.ADVOCATE, referral.figures.customer_hash)
    if person is None or referral.program_id not in person.codes:
        return False
    delight = Delight(
        kind=DelightKind.REPEAT_ORDER,
        cause=referral.key,
        person_id=person.person_id,
        program_id=referral.program_id,
        happened_at=referral.figures.occurred_at,
    )
    return note_delight(delight, policy, desk.records, now=now)
