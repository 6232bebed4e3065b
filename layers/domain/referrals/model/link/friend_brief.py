"""The little that a friend's page must know of a program, read without its rules' weight."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from referrals.model.link.offer_terms import offer_place


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

    def terms(self, code: str) -> Mapping[str, Any]:
        """The friend's side of the offer that this link pays."""
        weights = [offer.weight for offer in self.offers]
        return self.offers[offer_place(self.program_id, code, weights)].friend


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
    )
