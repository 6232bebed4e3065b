"""A year of moments of delight: who has which, what they say to letters, and what caps promise.

Made from a seed, and judged by rules written down here anew: nothing of the rule itself is used.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from referrals.model.nudge.delight import Delight, DelightKind

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
ZONES = (
    *("Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "America/St_Johns", "Pacific/Auckland", "Africa/Cairo"),
)


@dataclass
class AdvocateYear:
    """What one advocate does in a year."""

    person_id: str
    zone: str
    quiet: tuple[int, int]
    moments: list[Delight]
    answers: list[datetime]
    """When they share of their own accord."""
    not_now_after: int
    """At which letter they ask for a rest; 0 for at none."""
    never_after: int
    """At which letter they say never; 0 for at none."""
    letters: list[datetime] = field(default_factory=list)
    not_now_at: datetime | None = None
    never_at: datetime | None = None

    def read(self, at: datetime) -> str:
        """The letter of that moment, and what is said to it."""
        self.letters.append(at)
        if len(self.letters) == self.never_after:
            self.never_at = at
            return "never"
        if len(self.letters) == self.not_now_after:
            self.not_now_at = at
            return "not_now"
        return ""


KINDS = (DelightKind.PROMOTER, DelightKind.STORY, DelightKind.THANKS)


def lives(
    number: int, seed: int = 9, *, kinds: Sequence[DelightKind] = KINDS
) -> list[AdvocateYear]:
    """Where moments are looked up, `kinds` are those that need no story and no answer."""
    chance = random.Random(seed)  # noqa: S311
    return [_life(f"adv_{place:04}", chance, kinds) for place in range(number)]


def _life(person_id: str, chance: random.Random, kinds: Sequence[DelightKind]) -> AdvocateYear:
    moments = [
        Delight(
            kind=chance.choice(kinds),
            cause=f"{person_id}-{place}",
            person_id=person_id,
            program_id="friends",
            happened_at=BEGIN + timedelta(seconds=chance.randrange(365 * 86_400)),
        )
        for place in range(chance.choice([0, 2, 6, 12, 30]))
    ]
    answers = [BEGIN + timedelta(days=chance.random() * 365) for _ in range(chance.choice([0, 1]))]
    return AdvocateYear(
        person_id=person_id,
        zone=chance.choice(ZONES),
        quiet=chance.choice([(21, 8), (20, 11), (0, 6), (12, 14)]),
        moments=sorted(moments, key=lambda each: each.happened_at),
        answers=sorted(answers),
        not_now_after=chance.choice([0, 0, 1]),
        never_after=chance.choice([0, 0, 0, 2]),
    )


def broken_promises(life: AdvocateYear) -> list[str]:
    """Every promise of the caps that the letters of this life break."""
    letters = life.letters
    broken = []
    if any(b - a < timedelta(days=30) for a, b in pairwise(letters)):
        broken.append("two within 30 days")
    for last in letters:
        answered = max((at for at in life.answers if at < last), default=BEGIN)
        window = [at for at in letters if last - timedelta(days=365) < at <= last]
        if sum(at > answered for at in window) > 3:
            broken.append("more than three in a year without an answer")
    for at in letters:
        hour, (start, end) = at.astimezone(ZoneInfo(life.zone)).hour, life.quiet
        if (start <= hour < end) if start <= end else (hour >= start or hour < end):
            broken.append("in a quiet hour")
    if life.never_at and any(at > life.never_at for at in letters):
        broken.append("after never")
    rest = life.not_now_at
    if rest and any(rest < at < rest + timedelta(days=90) for at in letters):
        broken.append("while it was not now")
    return broken
