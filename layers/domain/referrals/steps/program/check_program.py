"""Checks a program's rules beyond their shape, before they are applied: what they name must exist.

Kept apart from the noun, so that a stored version stays readable when a check is added later.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import ValidationError

from referrals.model.link.gift_address import gift_address
from referrals.model.link.link import Landing
from referrals.model.moment import known_time_zone
from referrals.model.program.fault import Fault, Path, faults_of
from referrals.model.program.offer import CodesBy, Terms
from referrals.model.program.program import Program
from referrals.providers.rewards.registry import REWARD_TYPES, parse_terms
from referrals.providers.shops.credit_registry import MODULES as CREDIT_SHOPS
from referrals.providers.shops.credit_registry import find_credit
from referrals.providers.shops.fulfilment_registry import find_fulfilment
from referrals.steps.program.check_acts import check_acts
from referrals.steps.program.check_catalogue import check_catalogue
from referrals.steps.program.check_mail import check_mail
from referrals.steps.program.check_promise import check_promise
from referrals.steps.program.check_words import check_words


def check_program(rules: Program, *, local: bool = False) -> tuple[Fault, ...]:
    """The faults that speak against applying these rules; none when they are fine.

    A `local` stack may also call a webhook on its own machine, as its channel does, and has its
    own pictures there.
    """
    return (
        *_addresses(rules, local),
        *_time_zone(rules),
        *_rewards(rules),
        *_gifts(rules),
        *_unread_words(rules),
        *check_catalogue(rules),
        *check_promise(rules),
        *check_acts(rules),
        *check_mail(rules),
        *check_words(rules),
    )


def _addresses(rules: Program, local: bool) -> Iterator[Fault]:
    for path, address in (
        (("webhook_url",), rules.webhook_url),
        (("sharing", "image"), rules.sharing.image),
        (("brand", "logo"), rules.brand.logo),
        (("brand", "picture"), rules.brand.picture),
        (("risk", "veto", "url"), rules.risk.veto.url if rules.risk.veto else ""),
    ):
        parts = urlsplit(address)
        plain = address.isascii() and not any(c <= " " or c in '"<>\\' for c in address)
        schemes = ("https", "http") if local and parts.hostname == "localhost" else ("https",)
        if address and not (parts.scheme in schemes and parts.hostname and plain):
            yield Fault(
                path, "not_https", "this is not an https address.", "Start it with https://."
            )


def _time_zone(rules: Program) -> Iterator[Fault]:
    if not known_time_zone(rules.time_zone):
        yield Fault(
            ("time_zone",),
            "unknown_time_zone",
            f"{rules.time_zone!r} is not a time zone.",
            "Use an IANA name such as Europe/Berlin.",
        )


def _rewards(rules: Program) -> Iterator[Fault]:
    for path, terms in _reward_terms(rules):
        faults = tuple(_terms(path, terms))
        yield from faults or _objections(path, terms, rules)


def _reward_terms(rules: Program) -> Iterator[tuple[Path, Terms]]:
    for place, offer in enumerate(rules.offers):
        yield ("offers", place, "advocate"), offer.advocate
        yield ("offers", place, "friend"), offer.friend
        if offer.later:
            yield ("offers", place, "later", "advocate"), offer.later.advocate
            yield ("offers", place, "later", "friend"), offer.later.friend
        if offer.renewal:
            yield ("offers", place, "renewal", "advocate"), offer.renewal.advocate
        if offer.renewal and offer.renewal.friend:
            yield ("offers", place, "renewal", "friend"), offer.renewal.friend
    yield from arm_terms(rules)
    for place, tier in enumerate(rules.tiers):
        yield ("tiers", place, "advocate"), tier.advocate
    for place, milestone in enumerate(rules.milestones):
        yield ("milestones", place, "reward"), milestone.reward
    for place, item in enumerate(rules.catalogue):
        yield ("catalogue", place, "gives"), item.gives


def arm_terms(rules: Program) -> Iterator[tuple[Path, Terms]]:
    """What arms of open experiments promise, as the first offer has it with them."""
    for place, experiment in enumerate(rules.experiments):
        for number, arm in enumerate(experiment.arms if experiment.is_open else ()):
            offer = rules.offers[0].on_arm(experiment, arm)
            path: Path = ("experiments", place, "arms", number)
            if arm.friend:
                yield (*path, "friend"), offer.friend
            if arm.advocate:
                yield (*path, "advocate"), offer.advocate


def _objections(path: Path, terms: Terms, rules: Program) -> Iterator[Fault]:
    """What nobody would be told of, or the shop can't make or keep."""
    by_webhook = (terms.model_extra or {}).get("by", "webhook") == "webhook"
    if terms.kind == "custom" and by_webhook and not rules.webhook_url:
        message = "nobody would be told of it."
        yield Fault((*path, "by"), "nobody_told", message, "Add a webhook_url, or say by: hand.")
    parsed = parse_terms(terms.kind, terms.model_dump())
    amount = REWARD_TYPES[terms.kind].credit_minor(parsed)
    if amount is not None:
        yield from _no_credit(path, amount, rules)
        return
    if not rules.codes_by.is_shop:
        return
    shop = find_fulfilment(rules.codes_by)
    assert shop, f"{rules.codes_by} makes no codes"
    discount = REWARD_TYPES[terms.kind].discount(parsed, rules.currency)
    objection = shop.objection(discount) if discount else None
    if objection:
        place = (*path, objection.field)
        yield Fault(place, "not_carried", objection.message, objection.remedy)


def _no_credit(path: Path, amount_minor: int, rules: Program) -> Iterator[Fault]:
    shop = find_credit(rules.codes_by)
    if shop is None:
        named = " or ".join(CREDIT_SHOPS)
        message = f"{rules.codes_by} keeps no credit for people."
        remedy = f"Set codes_by to {named}, or promise `store_credit`, which the ledger keeps."
        yield Fault((*path, "kind"), "not_carried", message, remedy)
        return
    objection = shop.objection(amount_minor, rules.currency)
    if objection:
        yield Fault((*path, objection.field), "not_carried", objection.message, objection.remedy)


def _gifts(rules: Program) -> Iterator[Fault]:
    """A gift with the first order that its friend would never meet, or whose code no till knows."""
    for path, terms in _reward_terms(rules):
        extra = terms.model_extra or {}
        if path[-1] != "friend":
            yield from (
                Fault((*path, name), "friend_only", "this is for the friend's side.", "Remove it.")
                for name in ("when", "codes")
                if extra.get(name) and terms.kind == "discount_code"
            )
        elif terms.with_first_order:
            yield from _unmet(path, terms, rules)
        elif extra.get("codes") and terms.kind == "discount_code":
            message = "only a gift with the first order has codes of that kind."
            yield Fault((*path, "codes"), "no_gift", message, "Add `when: first_order`.")


def _unmet(path: Path, terms: Terms, rules: Program) -> Iterator[Fault]:
    applied = terms.with_joint_code and gift_address(rules.codes_by, "CODE", rules.destination)
    past = () if applied else _past_the_page(path, terms, rules)
    for landing in past:
        yield Fault(
            landing,
            "gift_unseen",
            "friends who go straight to the shop never meet their code.",
            "Set it to welcome: the friend's page has the button that makes the code.",
        )
    told = rules.codes_by is CodesBy.WEBHOOK and rules.webhook_url
    if not (rules.codes_by.is_shop or told):
        yield Fault(
            (*path, "when"),
            "no_till",
            "nobody would enter the codes in a till.",
            "Name in codes_by the shop that makes them, or a webhook_url that is told of them.",
        )


def _past_the_page(path: Path, terms: Terms, rules: Program) -> Iterator[Path]:
    """What sends some friends who are promised these terms straight to the shop."""
    own_landing = False
    for place, experiment in enumerate(rules.experiments):
        for number, arm in enumerate(experiment.arms if experiment.is_open else ()):
            arm_path: Path = ("experiments", place, "arms", number)
            own = path[:4] == arm_path
            other_arm = path[:2] == arm_path[:2] and not own
            replaced = path[0] == "offers" and arm.friend and arm.friend.kind != terms.kind
            if arm.landing is Landing.SHOP and not (other_arm or replaced):
                yield (*arm_path, "landing")
            own_landing = own_landing or (own and arm.landing is not None)
    if rules.landing is Landing.SHOP and not own_landing:
        yield ("landing",)


def _unread_words(rules: Program) -> Iterator[Fault]:
    """Of arms that lead past the page that says them."""
    for place, experiment in enumerate(rules.experiments):
        for number, arm in enumerate(experiment.arms if experiment.is_open else ()):
            path: Path = ("experiments", place, "arms", number)
            if arm.landing is Landing.SHOP and arm.says_page:
                message = "on this arm no friend meets the page that says this."
                remedy = "Leave out the words, or the landing."
                yield Fault((*path, "words"), "unread", message, remedy)


def _terms(path: Path, terms: Terms) -> Iterator[Fault]:
    """The fields beside `kind` belong to the reward type of that name, and it knows them best."""
    reward_type = REWARD_TYPES.get(terms.kind)
    if reward_type is None:
        kinds = ", ".join(REWARD_TYPES)
        message = f"there is no reward type {terms.kind!r}."
        yield Fault((*path, "kind"), "unknown_reward", message, f"Use one of {kinds}.")
        return
    try:
        parse_terms(terms.kind, terms.model_dump())
    except ValidationError as error:
        known = tuple(reward_type.terms.model_fields)
        for found in error.errors(include_url=False):
            # The first part of the place repeats the kind.
            yield from faults_of([{**found, "loc": (*path, *found["loc"][1:])}], known)
