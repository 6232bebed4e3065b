"""Lives the year: each thing that happened, at its own time, by the step that does it anywhere."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import groupby
from random import Random
from typing import NamedTuple

from goodword.local.year.bakery_people import BakeryPeople
from goodword.local.year.changes import ChangeFollower
from goodword.local.year.counters import count_year, keep_clicks
from goodword.local.year.plan import Purchase, YearPlan
from goodword.local.year.post import carry_post
from goodword.local.year.review_desk import ReviewHand
from goodword.local.year.rules_history import STEPS, TRIAL_END, RulesStep, apply_step
from goodword.local.year.talk import YearTalk
from goodword.local.year.till import BakeryTill
from referrals.desks.job import RUNS
from referrals.model.program.program import Program
from referrals.wiring import clock

LOST, LOST_IN_PART, PARTS = 0.03, 0.03, (0.25, 0.5)
# Jobs of the clock, and on each how manyth day they run here.
JOBS = {
    "follow_programs": 3,
    "nudge_advocates": 3,
    "release_holds": 4,
    "listen": 3,
    "settle_goals": 10,
    "mark_memories": 15,
}
MORNING = time(9, tzinfo=UTC)
"""When they run: wherever its people live, they may be written to by then."""
CLICK_DAYS = 7
# Of orders back from the end: one is disputed still, the others were long ago.
DISPUTES = ((60, "open"), (420, "won"), (900, "lost"))


class Happening(NamedTuple):
    at: datetime
    act: Callable[[], object]


class YearLife:
    def __init__(
        self, plan: YearPlan, rules: Program, secret: str, changes: ChangeFollower
    ) -> None:
        self.plan, self.rules, self.changes, self.until = plan, rules, changes, clock.now()
        self.rng = Random(len(plan.purchases))  # noqa: S311
        self.begin = plan.begin
        self.secret = secret

    def live(self) -> None:
        move_clock(self.begin)
        self._apply_rules(STEPS[0], self.begin)
        self.people = BakeryPeople(self.rules, self.rng)
        self.till = BakeryTill.of(self.rules.program, self.secret)
        self.talk = YearTalk(self.people, self.till, self.rng, (self.begin, self.until))
        self.reviews = ReviewHand(self.rng, self.until)
        self.people.bring(self.plan.brought)
        past = (each for each in self._happenings() if each.at < self.until)
        found = sorted(past, key=lambda each: each.at)
        for number, (_, day) in enumerate(groupby(found, key=lambda each: each.at.date())):
            self._live_day(list(day), number)
        move_clock(self.until)
        self._run_jobs(0)
        self._end_day(0)
        # From now on the till makes what is given, and here is none.
        self._apply(STEPS[-1], self.until)()
        self.changes.follow()
        count_year()

    def _live_day(self, happenings: list[Happening], number: int) -> None:
        morning = datetime.combine(happenings[0].at, MORNING)
        jobs = Happening(min(morning, self.until), partial(self._run_jobs, number))
        for each in sorted([*happenings, jobs], key=lambda each: each.at):
            move_clock(each.at)
            each.act()
            self.changes.follow()
        self._end_day(number)

    def _run_jobs(self, number: int) -> None:
        for job, days in JOBS.items():
            if number % days == 0:
                RUNS[job]()

    def _end_day(self, number: int) -> None:
        self.changes.close_day()
        self.reviews.answer_due()
        self.talk.answer_surveys(carry_post())
        self.changes.follow()
        if number % CLICK_DAYS == 0 and (clicks := self.people.take_clicks()):
            keep_clicks(clicks, today=self.until, mark=f"clicks#{clock.now():%Y-%m-%dT%H:%M}")

    def _happenings(self) -> Iterator[Happening]:
        for step in STEPS[1:-1]:
            at = self._moment(step.part)
            yield Happening(at, self._apply(step, at))
        for made in self.plan.purchases:
            yield Happening(made.at, self._sale(made))
        for joining in self.plan.joinings:
            yield Happening(joining.at, partial(self.people.enroll, joining.sharer))
        for look in self.plan.looks:
            yield Happening(look.at, partial(self.people.look, look.sharer, look.kind))
        for at, act in self._losses():
            yield Happening(at, act)
        yield from (Happening(*each) for each in self.talk.happenings(self.plan.purchases))

    def _moment(self, part: float) -> datetime:
        return self.begin + (self.until - self.begin) * part

    def _apply(self, step: RulesStep, at: datetime) -> Callable[[], object]:
        def act() -> None:
            self.talk.note_version(self._apply_rules(step, at))

        return act

    def _apply_rules(self, step: RulesStep, at: datetime) -> int:
        until, random = self._moment(TRIAL_END).date(), self.rng.randbytes(10)
        return apply_step(step, self.rules, at, random, trial_until=until)

    def _sale(self, made: Purchase) -> Callable[[], object]:
        def act() -> None:
            token = self.people.token_of(made)
            # Who comes for the reward alone wants to be written to about it.
            agreed = self.rng.random() < 0.7 or made.buyer.throw_away
            self.till.sell(made, token, agreed=agreed)

        return act

    def _losses(self) -> Iterator[tuple[datetime, Callable[[], object]]]:
        """What went back, and what was disputed."""
        count = len(self.plan.purchases)
        disputed = {count - back: standing for back, standing in DISPUTES if back < count}
        for place, made in enumerate(self.plan.purchases):
            at = made.at + timedelta(hours=self.rng.uniform(4, 190))
            if place in disputed:
                yield from self._dispute(made, disputed[place], at)
                continue
            drawn, minor = self.rng.random(), 0
            if drawn < LOST:
                minor = made.minor
            elif drawn < LOST + LOST_IN_PART:
                minor = round(made.minor * self.rng.choice(PARTS))
            if minor and at < self.until:
                yield at, partial(self.till.give_back, made, minor, at)

    def _dispute(
        self, made: Purchase, standing: str, at: datetime
    ) -> Iterator[tuple[datetime, Callable[[], object]]]:
        opened = min(at, self.until - timedelta(hours=2))
        yield opened, partial(self.till.dispute, made, "opened", opened)
        if standing != "open":
            later = opened + timedelta(days=18)
            yield later, partial(self.till.dispute, made, standing, later)


def move_clock(at: datetime) -> None:
    """Every clock of this process, behind the machine's by as much as that is ago."""
    os.environ[clock.AHEAD] = "0"
    os.environ[clock.AHEAD] = str(int((at - clock.now()).total_seconds()))
