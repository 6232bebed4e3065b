"""What the deployed functions do when a table changes, done in this process: the same steps, in the
order of the tables' own streams."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from awswire.codec import Item, decode_item
from goodword.local.year.emulator_tables import EmulatorService
from referrals.desks import attribution as attribution_desk
from referrals.desks import goal as goal_desk
from referrals.desks import memory as memory_desk
from referrals.desks import nudge as nudge_desk
from referrals.desks import reward as reward_desk
from referrals.desks import survey as survey_desk
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.goal.count_towards_goals import count_towards_goals
from referrals.steps.memory.plan_memories import plan_memories
from referrals.steps.nudge.find_delights import find_delights, find_stories, find_thanks
from referrals.steps.reward.settle_rewards import key_to_settle, settle_rewards
from referrals.steps.survey.note_reward import note_rewards
from referrals.store.reward.books import Books, Orders
from referrals.wiring import clients, clock, stores

STORY, NOTE = "story", "note#"
type ItemPair = tuple[Item, Item]
"""As it was, and as it is."""


@dataclass
class ChangeFollower:
    tables: EmulatorService
    places: dict[str, int] = field(default_factory=dict)
    orders: list[ItemPair] = field(default_factory=list)
    """What changed of referrals since the day was closed."""

    def follow(self) -> None:
        """Until nothing moves any more: who brought each order, and what it earned."""
        attribution = attribution_desk.attribution()
        orders, books = reward_desk.orders(), reward_desk.books()
        while found := [*self._news("conversions")]:
            keys = (stores.conversions().order_in(new, old) for old, new in found)
            for key in dict.fromkeys(filter(None, keys)):
                attribute_conversion(key, attribution, now=clock.now())
            self._settle(orders, books)
        self._settle(orders, books)

    def close_day(self) -> None:
        """What people may be written to about, from all that changed that day."""
        now = clock.now()
        find_delights(self.orders, nudge_desk.delights(), now=now)
        plan_memories(self.orders, memory_desk.plans(), now=now)
        count_towards_goals([new for _, new in self.orders], goal_desk.counts(), now=now)
        self.orders.clear()
        note_rewards(list(self._news("ledger")), survey_desk.rewards())
        told = [new for _, new in self._news("stories")]
        self._find_words(told)

    def _settle(self, orders: Orders, books: Books) -> None:
        while found := [*self._news("referrals")]:
            self.orders += found
            for key in dict.fromkeys(filter(None, (key_to_settle(new) for _, new in found))):
                settle_rewards(key, orders, books, now=clock.now())

    def _find_words(self, told: Sequence[Item]) -> None:
        delights, now = nudge_desk.delights(), clock.now()
        find_stories([each for each in told if each["entry"] == STORY], delights, now=now)
        find_thanks([each for each in told if each["entry"].startswith(NOTE)], delights, now=now)

    def _news(self, noun: str) -> Iterator[ItemPair]:
        """What a table's stream tells since it was read last."""
        name = clients.table(noun).name
        found = self.tables.records(name, self.places.get(noun, 0))
        self.places[noun] = self.places.get(noun, 0) + len(found)
        for record in found:
            images = record["dynamodb"]
            if new := images.get("NewImage"):
                yield decode_item(images.get("OldImage", {})), decode_item(new)
