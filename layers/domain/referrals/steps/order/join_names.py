"""Finds the order behind whichever of its names a body tells, and joins what came under another.

Bodies come in any order, so a refund may be recorded under its payment before anything tells whose
payment that was. Whoever learns of two names writes the alias first and moves the facts then;
whoever records a fact looks for an alias afterwards. One of the two always sees the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from referrals.model.order.conversion import CancellationFact, Fact, OrderFact
from referrals.model.order_key import ConversionKey
from referrals.store.order.alias import MOST_HOPS, Aliases
from referrals.store.order.body import Bodies, BodyGoneError
from referrals.store.order.conversion import Conversions
from referrals.store.order.fact import RecordedFact


@dataclass(frozen=True, slots=True)
class Names:
    aliases: Aliases
    conversions: Conversions
    bodies: Bodies

    def join(self, keys: Sequence[ConversionKey]) -> tuple[ConversionKey, bool]:
        """The name that counts of those told (the greatest first), and whether that was news."""
        ends = [self.end_of(key) for key in keys]
        own = next((end for end, key in zip(ends, keys, strict=True) if end != key), ends[0])
        news = [self._point(end, own) for end in dict.fromkeys(ends) if end != own]
        return own, any(news)

    def end_of(self, key: ConversionKey) -> ConversionKey:
        """The greatest name known; finishes a move on the way that somebody died over."""
        for _ in range(MOST_HOPS):
            alias = self.aliases.find(key)
            if alias is None:
                break
            if not alias.moved:
                self._move(key, alias.key)
                self.aliases.mark_moved(key)
            key = alias.key
        return key

    def settle(self, key: ConversionKey) -> ConversionKey:
        """After a fact was recorded under `key`: brings it along if a greater name came up."""
        end = self.end_of(key)
        if end != key:
            self._move(key, end)
        return end

    def _point(self, lesser: ConversionKey, greater: ConversionKey) -> bool:
        news = self.aliases.add(lesser, greater)
        self.end_of(lesser)
        return news

    def _move(self, lesser: ConversionKey, greater: ConversionKey) -> None:
        """Safe to repeat. The order is called off under its lesser name before it counts again."""
        facts = self.conversions.facts(lesser)
        orders = [each for each in facts if isinstance(each.fact, OrderFact)]
        off = CancellationFact(
            f"joined {greater.order_id}", max((each.fact.version_ms for each in facts), default=0)
        )
        for each in orders[:1]:
            self._record(lesser, off, each)
        for each in orders:
            self._move_body(lesser, greater, each)
        for each in facts:
            if not _is_joining(each):
                self._record(greater, each.fact, each)
        for payment in self.conversions.payments(lesser):
            self.conversions.record_payment(greater, payment)

    def _record(self, key: ConversionKey, fact: Fact, recorded: RecordedFact) -> None:
        """Record a fact under the order's name, with its provenance and the moment it came."""
        at, via = recorded.recorded_at, recorded.via
        self.conversions.record(key, fact, body=recorded.body, at=at, via=via)

    def _move_body(
        self, lesser: ConversionKey, greater: ConversionKey, recorded: RecordedFact
    ) -> None:
        """Move a body, whose contact attribution asks for under the order's own name."""
        try:
            body = self.bodies.raw(lesser, recorded.body)
        except BodyGoneError:
            return
        self.bodies.keep(greater, body, self.bodies.contact(lesser, recorded.body))


def _is_joining(recorded: RecordedFact) -> bool:
    return isinstance(recorded.fact, CancellationFact) and recorded.fact.reason.startswith(
        "joined "
    )
