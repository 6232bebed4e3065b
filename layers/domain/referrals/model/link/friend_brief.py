"""The little that a friend's page must know of a program, read without its rules' weight."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from referrals.model.link.offer_terms import (
    StoredArm,
    StoredExperiment,
    offer_place,
    promised_version,
    terms_of_arm,
)


class StoredOffer(NamedTuple):
    weight: int
    friend: Mapping[str, Any]
    """The friend's side, by the names of its reward type."""


class FriendBrief(NamedTuple):
    program_id: str
    name: str
    shop_name: str
    currency: str
    time_zone: str
    on: str
    """Which orders count, `first_purchase` or `purchase`; or which other act does."""
    minimum_minor: int
    goods_only: bool
    """Whether the minimum is reckoned without tax, shipping and tips."""
    new_customers_only: bool
    paused: bool
    window_days: int
    budget_minor: int | None
    waits: bool
    """Whether orders wait in line for a budget that is spent."""
    codes_by: str
    image: str
    colour: str
    font: str
    logo: str
    words: Mapping[str, Mapping[str, Any]]
    """What the program says otherwise, by language."""
    offers: tuple[StoredOffer, ...]
    experiments: tuple[StoredExperiment, ...] = ()
    """Those that run, and those that ended a while ago."""

    def terms(self, code: str) -> Mapping[str, Any]:
        """The friend's side of the offer that this link pays."""
        weights = [offer.weight for offer in self.offers]
        usual = self.offers[offer_place(self.program_id, code, weights)].friend
        for each in self.experiments:
            if (arm := each.arm(code)) and arm.friend:
                return terms_of_arm(usual, arm.friend)
        return usual

    def words_of(self, code: str) -> Mapping[str, Mapping[str, Any]]:
        """What is said otherwise to whoever comes by this link."""
        words = dict(self.words)
        for each in self.experiments:
            arm = each.arm(code)
            for language, changes in (arm.words if arm else {}).items():
                words[language] = {**words.get(language, {}), **changes}
        return words

    def promised_on(self, moment: datetime) -> int:
        """The version whose offers were promised then; 0 for this one."""
        return promised_version(self.experiments, moment)


def read_brief(rules: Mapping[str, Any]) -> FriendBrief:
    """Of rules as a version has them: older ones lack what came later."""
    brand = rules.get("brand") or {}
    limits, sharing = rules.get("limits") or {}, rules.get("sharing") or {}
    qualifies = rules["qualifies"]
    return FriendBrief(
        program_id=rules["program"],
        name=rules["name"],
        shop_name=brand.get("shop_name") or rules["name"],
        currency=rules["currency"],
        time_zone=rules["time_zone"],
        on=qualifies["on"],
        minimum_minor=qualifies["minimum_minor"],
        goods_only=qualifies.get("base", "net") == "net",
        new_customers_only=bool(qualifies.get("new_customers_only")),
        paused=bool(rules.get("paused")),
        window_days=rules["attribution"]["window_days"],
        budget_minor=limits.get("budget_minor"),
        waits=limits.get("when_spent") == "wait",
        codes_by=rules.get("codes_by", "webhook"),
        image=sharing.get("image") or brand.get("picture") or "",
        colour=brand.get("colour") or "",
        font=brand.get("font") or "serif",
        logo=brand.get("logo") or "",
        words=rules.get("words") or {},
        offers=tuple(StoredOffer(each["weight"], each["friend"]) for each in rules["offers"]),
        experiments=tuple(map(_experiment, rules.get("experiments") or ())),
    )


def _experiment(stored: Mapping[str, Any]) -> StoredExperiment:
    return StoredExperiment(
        seed=stored["seed"],
        share_percent=stored["share_percent"],
        arms=tuple(
            StoredArm(each.get("friend") or {}, each.get("words") or {}) for each in stored["arms"]
        ),
        began_at=_moment(stored["began_at"]),
        began_version=stored["began_version"],
        ended_at=_moment(stored["ended_at"]),
        ended_version=stored["ended_version"],
        changes_offer=any(each.get("friend") or each.get("advocate") for each in stored["arms"]),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
