"""An experiment as declared before it starts: what is thought, what is measured, who gets what.

What is declared stays until its end. Its first arm is the program as it is.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from referrals.model.link.link import Landing
from referrals.model.link.offer_terms import StoredArm, StoredExperiment, arm_place
from referrals.model.moment import Moment
from referrals.model.setting.words import ProgramWords, texts_of

MOST_ARMS = 4
MOST_EXPERIMENTS = 20
# All rules are read with every order.
MOST_LETTERS = 4000
MOST_DAYS = 366
LEAST_DAYS = 7
WHOLE_DAY = timedelta(days=1)
ON_FRIENDS_PAGE = "welcome_page."
OF_NUDGES = ("nudge.", "nudge_page.")
"""How sentences begin that an arm may say another way: of the friend's page, of nudges."""
ArmName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class TrialMetric(StrEnum):
    """What arms are compared by: for each thousand times that a link was followed, or advocates."""

    ORDERS = "orders"
    """Friends' first orders that stayed."""
    MONEY = "money"
    """What of those orders stayed with the shop, on the program's base, in minor units."""


class TrialSubject(StrEnum):
    """What arms differ in, and so whom they are compared by."""

    FRIENDS = "friends"
    """What friends meet, for a thousand times that people followed a link."""
    NUDGES = "nudges"
    """Friendly letters, for a thousand advocates who had a moment for one."""


class EndReason(StrEnum):
    BY_DATE = "by_date"
    """Its last day was over."""
    BY_HAND = "by_hand"
    """A person ended it."""


class ArmTerms(BaseModel):
    """What a side gets on an arm. Fields beside `kind` belong to the reward type of that name."""

    model_config = ConfigDict(extra="allow", frozen=True)
    kind: str


class ExperimentArm(BaseModel):
    """What is not named stays as it is; neither side can be left without anything."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: ArmName
    friend: ArmTerms | None = None
    advocate: ArmTerms | None = None
    words: ProgramWords = Field(default_factory=dict)
    """Sentences of the friend's page, or of nudges and their page, by language."""
    landing: Landing | None = None
    """Where its links lead: to the friend's page, or straight to the shop."""
    nudges: bool = True
    """Whether its advocates get nudges."""

    @property
    def is_plain(self) -> bool:
        """Whether it is the program as it is."""
        return not (self.changes_nudges or self.changes_friends)

    @property
    def changes_nudges(self) -> bool:
        return not self.nudges or any(name.startswith(OF_NUDGES) for name in self._sentences)

    @property
    def changes_friends(self) -> bool:
        """Whether friends meet something else on it."""
        others = any(not name.startswith(OF_NUDGES) for name in self._sentences)
        return bool(self.friend or self.advocate or self.landing or others)

    @property
    def says_page(self) -> bool:
        """Whether it says sentences of the friend's page another way."""
        return any(name.startswith(ON_FRIENDS_PAGE) for name in self._sentences)

    @property
    def _sentences(self) -> Iterator[str]:
        return (name for changes in self.words.values() for name in changes)


class DeclaredExperiment(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: ArmName
    hypothesis: Annotated[str, Field(min_length=10, max_length=300)]
    """What is thought to happen, and why: in words, before anything is known."""
    metric: TrialMetric = TrialMetric.ORDERS
    matters_per_thousand: Annotated[int, Field(ge=1, le=10**9, strict=True)]
    """The smallest difference that would matter, for a thousand times that people followed a
    link, or advocates with a moment for a nudge: so many first orders, or minor units of money."""
    arms: Annotated[tuple[ExperimentArm, ...], Field(min_length=2, max_length=MOST_ARMS)]
    """Each gets equally many of the links that take part."""
    share_percent: Annotated[int, Field(ge=1, le=100, strict=True)] = 100
    """How many links in a hundred take part; the others stay as they are."""
    planned: Annotated[int, Field(ge=200, le=10**6, strict=True)] = 1000
    """Around how many links with clicks the interval is tightest; more or fewer are right, too."""
    until: date
    """The last day, in the program's time zone."""
    seed: Annotated[str, Field(max_length=64)] = ""
    """What links are drawn by; given when it begins, as all that follows is."""
    began_at: Moment | None = None
    began_version: Annotated[int, Field(ge=0, strict=True)] = 0
    ended_at: Moment | None = None
    ended_version: Annotated[int, Field(ge=0, strict=True)] = 0
    end_reason: EndReason | None = None

    @field_validator("arms")
    @classmethod
    def _require_comparison(cls, arms: tuple[ExperimentArm, ...]) -> tuple[ExperimentArm, ...]:
        if not arms[0].is_plain:
            raise ValueError(
                "the first arm changes something; leave it with its name alone: the others are "
                "compared with the program as it is"
            )
        if any(each.is_plain for each in arms[1:]):
            raise ValueError(
                "an arm changes nothing; give it friend, advocate, landing, words or nudges: false"
            )
        return arms

    @model_validator(mode="after")
    def _names_of_its_own(self) -> "DeclaredExperiment":
        if len({each.name for each in self.arms}) != len(self.arms):
            raise ValueError("arms: give each arm a name of its own")
        letters = sum(
            len(text)
            for arm in self.arms
            for changes in arm.words.values()
            for sentence in changes.values()
            for text in texts_of(sentence)
        )
        if letters > MOST_LETTERS:
            raise ValueError(f"arms: their words are too many; use {MOST_LETTERS} letters in all")
        return self

    @property
    def is_open(self) -> bool:
        """Whether it runs, or would when it is applied."""
        return self.ended_at is None

    @property
    def changes_offer(self) -> bool:
        return any(each.friend or each.advocate for each in self.arms)

    @property
    def changes_landing(self) -> bool:
        return any(each.landing for each in self.arms)

    @property
    def subject(self) -> TrialSubject:
        nudges = any(each.changes_nudges for each in self.arms)
        return TrialSubject.NUDGES if nudges else TrialSubject.FRIENDS

    @property
    def sentences(self) -> frozenset[tuple[str, str]]:
        """Those that it says another way, by language and name."""
        return frozenset(
            (language, name)
            for arm in self.arms
            for language, changes in arm.words.items()
            for name in changes
        )

    def arm_of(self, code: str) -> ExperimentArm | None:
        """Of a link, whether it runs still or has ended; None for one that takes no part."""
        place = arm_place(self.seed, self.share_percent, len(self.arms), code)
        return None if place is None else self.arms[place]

    def first_day(self, zone: str) -> date:
        """The first that counts: of the day on which it began, a part was as before."""
        assert self.began_at
        return self.began_at.astimezone(ZoneInfo(zone)).date() + WHOLE_DAY

    def last_day(self, zone: str) -> date:
        """The last that counts, by clicks; orders that come of them later count on it, too."""
        if self.ended_at is None:
            return self.until
        return min(self.until, self.ended_at.astimezone(ZoneInfo(zone)).date())

    def is_due(self, now: datetime, zone: str) -> bool:
        """Whether its last day is over and nobody has ended it."""
        return self.is_open and now.astimezone(ZoneInfo(zone)).date() > self.until

    @property
    def outline(self) -> StoredExperiment:
        """What decides which version was promised."""
        return StoredExperiment(
            seed=self.seed,
            share_percent=self.share_percent,
            arms=tuple(
                StoredArm(each.friend.model_dump() if each.friend else {}, each.words)
                for each in self.arms
            ),
            began_at=self.began_at,
            began_version=self.began_version,
            ended_at=self.ended_at,
            ended_version=self.ended_version,
            changes_offer=self.changes_offer,
        )


def require_apart(experiments: tuple[DeclaredExperiment, ...]) -> None:
    """ValueError where two have one name, or two that run change the same."""
    if len({each.name for each in experiments}) != len(experiments):
        raise ValueError("experiments: give each experiment a name of its own")
    running = [each for each in experiments if each.is_open]
    if sum(each.changes_offer for each in running) > 1:
        raise ValueError("experiments: two change the offers; end one before the other begins")
    if sum(each.changes_landing for each in running) > 1:
        raise ValueError(
            "experiments: two change where links lead; end one before the other begins"
        )
    if sum(each.subject is TrialSubject.NUDGES for each in running) > 1:
        raise ValueError("experiments: two are about nudges; end one before the other begins")
    if len(said := [text for each in running for text in each.sentences]) != len(set(said)):
        raise ValueError("experiments: two say the same sentence; end one before the other begins")
