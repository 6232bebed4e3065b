"""A program in sentences: what friends and advocates get, when, how often, and how long."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from referrals.model.program.catalogue import CatalogueItem
from referrals.model.program.offer import LaterOffer, Milestone, Offer, Terms, Tier
from referrals.model.program.outlook import BudgetOutlook
from referrals.model.program.program import Program
from referrals.model.words.act import (
    act_sentence,
    hold_sentence,
    renewal_sentences,
    window_sentence,
)
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import Wording


def program_sentences(
    words: Wording, rules: Program, outlook: BudgetOutlook | None = None
) -> tuple[str, ...]:
    """In the order in which somebody would ask; `outlook` is None where it isn't known."""
    return tuple(_Sentences(words, rules).sentences(outlook))


def join_line(words: Wording, rules: Program, outlook: BudgetOutlook | None) -> tuple[str, ...]:
    """The line with which a shop's own page invites to share: a question, and what both get.

    Nothing where whoever joined now could be promised nothing. What both get stands in it where
    the program has one offer: of several nobody knows yet which will be theirs.
    """
    spent = outlook is not None and outlook.left_minor <= 0 and not rules.limits.has_line
    if rules.paused or spent:
        return ()
    question = words.say("join.line", shop=rules.shop_name)
    live = rules.live_offers
    if len(live) != 1 or live[0].friend.model_dump().get("steps"):
        return (question,)
    both = 1 if rules.qualifies.on == "renewal" else 2
    return (question, *program_sentences(words, rules)[:both])


class _Sentences:
    def __init__(self, words: Wording, rules: Program) -> None:
        self.words, self.rules = words, rules

    def sentences(self, outlook: BudgetOutlook | None) -> Iterator[str]:
        if self.rules.paused:
            yield self.words.say("promise.paused")
        live = self.rules.live_offers
        for offer in live:
            if len(live) > 1:
                yield self.words.say("promise.offer", name=offer.name)
            yield from self._offer(offer)
        yield from map(self._tier, sorted(self.rules.tiers, key=lambda each: each.at))
        yield from map(self._milestone, self.rules.milestones)
        yield from map(self._item, self.rules.catalogue)
        yield from self._conditions()
        yield from self._limits()
        yield from self._budget(outlook)

    def _offer(self, offer: Offer) -> Iterator[str]:
        yield self._friend(offer.friend)
        yield from self._steps(offer.friend)
        if self.rules.qualifies.on != "renewal":
            name = act_sentence(self.rules.qualifies.on, "advocate") or "promise.advocate"
            yield self.words.say(name, reward=self._name(offer.advocate))
            yield from self._steps(offer.advocate)
        if self.rules.rewards_renewals:
            yield from self._renewals(offer)
        if offer.later:
            yield from self._later(offer.later)

    def _renewals(self, offer: Offer) -> Iterator[str]:
        own = offer.renewal
        advocate = own.advocate if own else offer.advocate
        friend = self._gift(own.friend) if own and own.friend else ""
        name = self._name(advocate)
        yield from renewal_sentences(self.words, self.rules, offer, advocate=name, friend=friend)
        yield from self._steps(advocate)

    def _friend(self, terms: Terms) -> str:
        """A gift that comes with the order makes it cheaper; any other follows it."""
        qualifies = self.rules.qualifies
        with_order = terms.model_dump().get("when") == "first_order"
        start = "gift" if with_order else "friend"
        act = act_sentence(self.rules.qualifies.on, "friend")
        if act and not with_order:
            return self.words.say(act, reward=self._gift(terms))
        which = "any" if qualifies.on == "purchase" else "first"
        least = "_minimum" if qualifies.minimum_minor and not act else ""
        money = self._money(qualifies.minimum_minor)
        name = f"promise.{start}_{which}{least}"
        return self.words.say(name, reward=self._gift(terms), money=money)

    def _later(self, later: LaterOffer) -> Iterator[str]:
        yield self.words.say("promise.later_friend", reward=self._gift(later.friend))
        yield self.words.say("promise.later_advocate", reward=self._name(later.advocate))

    def _steps(self, terms: Terms) -> Iterator[str]:
        fields = terms.model_dump()
        for step in fields.get("steps") or []:
            amount = {name: value for name, value in step.items() if name != "from_minor"}
            reward = self._words_of({"kind": terms.kind, **amount})
            money = self._money(step["from_minor"])
            name = "promise.step" if step["from_minor"] else "promise.step_first"
            yield self.words.say(name, reward=reward, money=money)

    def _tier(self, tier: Tier) -> str:
        reward = self._name(tier.advocate)
        return self._count("promise.tier", tier.at, tier.counts_from, reward, name=tier.name)

    def _milestone(self, milestone: Milestone) -> str:
        reward = self._name(milestone.reward)
        return self._count("promise.milestone", milestone.at, milestone.counts_from, reward)

    def _item(self, item: CatalogueItem) -> str:
        points = self.words.count("reward.points", item.points)
        return self.words.say("promise.catalogue", points=points, reward=self._name(item.gives))

    def _count(
        self, sentence: str, number: int, since: date | None, reward: str, **more: str
    ) -> str:
        if since is None:
            return self.words.say(sentence, at=number, reward=reward, **more)
        return self.words.say(
            f"{sentence}_since", at=number, reward=reward, day=self._day(since), **more
        )

    def _conditions(self) -> Iterator[str]:
        rules, qualifies = self.rules, self.rules.qualifies
        if rules.tells_order:
            yield self.words.say("promise.tells_order")
        if qualifies.base.value == "net" and not qualifies.free_act:
            yield self.words.say("promise.goods_only")
        for currency, rate in rules.also.items():
            yield self.words.say("promise.also", currency=currency, rate=rate, own=rules.currency)
        if qualifies.new_customers_only:
            yield self.words.say("promise.new_customers")
        yield window_sentence(self.words, rules)
        if rules.hold_days:
            yield hold_sentence(self.words, rules)

    def _limits(self) -> Iterator[str]:
        limits = self.rules.limits
        if (own := limits.per_advocate) and own.count is not None:
            yield self.words.say(f"promise.most_friends_{own.every}", number=own.count)
        if own and own.at_most_minor is not None:
            money = self._money(own.at_most_minor)
            yield self.words.say(f"promise.most_money_{own.every}", money=money)
        if limits.per_friend > 1:
            yield self.words.say("promise.per_friend", number=limits.per_friend)
        if limits.per_day is not None:
            yield self.words.say("promise.per_day", number=limits.per_day)

    def _budget(self, outlook: BudgetOutlook | None) -> Iterator[str]:
        budget = self.rules.limits.budget_minor
        if budget is None:
            return
        if outlook is None:
            yield self.words.say("promise.budget", money=self._money(budget))
        elif outlook.left_minor == 0:
            yield self.words.say("promise.budget_spent", money=self._money(budget))
        else:
            left, whole = self._money(outlook.left_minor), self._money(budget)
            yield self.words.say("promise.budget_left", left=left, money=whole)
            if outlook.lasts_until:
                yield self.words.say("promise.budget_until", day=self._day(outlook.lasts_until))
        if self.rules.limits.has_line:
            yield self.words.say("promise.budget_line")

    def _gift(self, terms: Terms) -> str:
        """A friend's discount, said of a third person."""
        fields = terms.model_dump()
        after = "" if fields.get("when") == "first_order" else "_after"
        if terms.kind != "discount_code":
            return self._name(terms)
        if fields.get("percent"):
            return self.words.say(f"promise.percent_off{after}", percent=fields["percent"])
        if fields.get("amount_minor"):
            money = self._money(fields["amount_minor"])
            return self.words.say(f"promise.money_off{after}", money=money)
        return self._name(terms)

    def _name(self, terms: Terms) -> str:
        return self._words_of(terms.model_dump())

    def _words_of(self, fields: dict[str, Any]) -> str:
        if fields["kind"] == "store_credit" and fields.get("percent"):
            return self._part_of_order(fields)
        return terms_in_words(self.words, fields, self.rules.currency) or str(fields["kind"])

    def _part_of_order(self, fields: dict[str, Any]) -> str:
        """Nobody's own: the order that is meant is the friend's, whoever reads it."""
        reward = self.words.say("promise.credit_percent", percent=fields["percent"])
        for field, name in (("round_to_minor", "rounded"), ("at_most_minor", "most")):
            if minor := fields.get(field):
                money = self._money(minor)
                reward = self.words.say(f"promise.credit_{name}", reward=reward, money=money)
        return reward

    def _money(self, minor: int) -> str:
        return self.words.money(minor, self.rules.currency)

    def _day(self, day: date) -> str:
        return self.words.date(datetime.combine(day, time(12), UTC), "UTC")
