"""Counts as they would be had other rules decided: those that were read, moved by the difference.

Where the other rules decide alike there is no difference, so every count is what it was.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from referrals.model.history.reward_ground import RewardGround
from referrals.model.program.budget import LinePlace, Shard, fresh_shards
from referrals.model.program.tally import Tally
from referrals.model.reward.grant import Grant
from referrals.model.reward.place import Place, give_place_back, places_of, take_place

type Places = defaultdict[str, dict[str, Place]]


def _no_places() -> Places:
    return defaultdict(dict)


@dataclass(slots=True)
class ProposalCounts:
    """Asked as the counts of the tables are; `see` and `move` follow the past, one decision after
    the other."""

    read: dict[str, Tally] = field(default_factory=dict)
    """By subject: as it was in truth, as far as decisions read it."""
    places: Places = field(default_factory=_no_places)
    """By subject and order: the places in truth; `proposal_places` those by the other rules."""
    proposal_places: Places = field(default_factory=_no_places)
    proposal_line: dict[str, datetime] = field(default_factory=dict)
    """Who would wait for the budget, and since when."""
    spent_minor: int | None = None
    """Of the budget, in truth; None while no decision read it."""
    ahead_minor: int = 0
    """How much more of it the other rules have taken."""

    def tally(self, subject: str) -> Tally:
        places, others = self.places[subject], self.proposal_places[subject]
        found = self.read.get(subject)
        if found is None:
            found, places = Tally(subject=subject), {}
        for key, place in places.items():
            if others.get(key) != place and _is_counted(found, place):
                found = give_place_back(found, place)
        for key, place in others.items():
            if places.get(key) != place:
                found = take_place(found, place)
        return found

    def shards(self, program_id: str) -> tuple[Shard, ...]:  # noqa: ARG002
        """All in one: which of them pays makes no difference to what is decided."""
        first, *rest = fresh_shards()
        spent = max((self.spent_minor or 0) + self.ahead_minor, 0)
        return Shard(first.number, 0, spent), *rest

    def ahead(self, place: LinePlace) -> int:
        """Only those who came to wait in the time that is looked at."""
        others = [key for key in self.proposal_line if key != place.key]
        mine = self.proposal_line.get(place.key)
        return sum(mine is None or self.proposal_line[key] < mine for key in others)

    def see(self, ground: RewardGround, subjects: dict[str, str]) -> None:
        """Take over what a decision read; `subjects` are named as the ground's counts are."""
        for name, subject in subjects.items():
            if getattr(ground, name) is not None:
                self.read[subject] = ground.tally(name, subject)
        if ground.shards:
            self.spent_minor = sum(spent for _, spent in ground.shards)

    def begin(self, key: str, grant: Grant | None) -> None:
        """A grant from before the time that is looked at: it has its place by either rules."""
        for subject, place in places_of(grant).items():
            self.places[subject][key] = place
            self.proposal_places[subject][key] = place

    def move(self, key: str, before: Grant | None, after: Grant | None) -> None:
        """What truly became of a grant, so that the next count is known where none is read."""
        for subject, place in places_of(before).items():
            self.places[subject].pop(key, None)
            known = self.read.get(subject)
            if known and _is_counted(known, place):
                self.read[subject] = give_place_back(known, place)
        for subject, place in places_of(after).items():
            self.places[subject][key] = place
            if known := self.read.get(subject):
                self.read[subject] = take_place(known, place)
        change = _budget_of(after) - _budget_of(before)
        if self.spent_minor is not None:
            self.spent_minor += change
        self.ahead_minor -= change

    def wait_by_proposal(self, key: str, since: datetime | None) -> None:
        if since is None:
            self.proposal_line.pop(key, None)
        else:
            self.proposal_line[key] = since

    def move_proposal(self, key: str, before: Grant | None, after: Grant | None) -> None:
        """What would have become of it."""
        for subject in places_of(before):
            self.proposal_places[subject].pop(key, None)
        for subject, place in places_of(after).items():
            self.proposal_places[subject][key] = place
        self.ahead_minor += _budget_of(after) - _budget_of(before)


def _is_counted(tally: Tally, place: Place) -> bool:
    """Whether it is there to be given back; what brings no friend counts its worth alone."""
    return not place.friends or tally.periods.get(place.period, 0) > 0


def _budget_of(grant: Grant | None) -> int:
    return (grant.budget_minor or 0) if grant and grant.holds_place else 0
