"""The friend's page in words: who sent me, what they say, what I get, and on which conditions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from referrals.model.code.gift_text import ShownGift
from referrals.model.link.friend_brief import FriendBrief
from referrals.model.link.link import Link
from referrals.model.words.act import condition_sentence, within_sentence
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import Wording


class GiftWords(NamedTuple):
    """Either a button that asks for a code, or the code, and how it stands with it."""

    button: str
    """Empty where there is a code, or none to be had."""
    action: str
    """Where the button's form is sent."""
    code_label: str
    code: str
    """Empty before anybody asked for it, and when it is no use any more."""
    note: str
    unused: str


class Welcome(NamedTuple):
    """Plain text in every field: whoever renders it escapes it."""

    language: str
    direction: str
    title: str
    sent_by: str
    advocate: str
    """The advocate's first name; empty unless they let friends read it."""
    quote: str
    gift_label: str
    gift: str
    condition: str
    window: str
    privacy: str
    who: str
    """The question below which stands who this is, and what they learn."""
    about_shop: str
    continue_label: str
    continue_address: str
    image: str
    card: str = ""
    """The address of the link's preview card; empty before it is drawn."""
    halt: str = ""
    """That nothing is given for now, the program resting or its budget spent; empty otherwise."""
    own_code: GiftWords | None = None
    """The friend's own code; None where the gift comes after the order."""

    @property
    def initial(self) -> str:
        """Of the advocate, as far as they are named."""
        return self.advocate[:1].upper()[:1] or "?"


def welcome(
    link: Link, rules: FriendBrief, advocate: str, *, words: Wording, address: str
) -> Welcome:
    """`advocate` is the name that friends may read; `address` is where the button leads. The offer
    is the one that this link pays.
    """
    terms, shop = rules.terms(link.code), rules.shop_name
    return Welcome(
        language=words.tag,
        direction=words.direction,
        title=_personal_sentence(words, "welcome_page.title", advocate),
        sent_by=_personal_sentence(words, "welcome_page.from", advocate, program=shop),
        advocate=advocate,
        quote=link.words,
        gift_label=words.say("friend_page.gift", shop=shop),
        gift=terms_in_words(words, terms, rules.currency) or link.offer,
        condition=_condition(words, rules, terms),
        window=within_sentence(words, rules.on, rules.window_days),
        privacy=_personal_sentence(words, "friend_page.learns", advocate),
        who=words.say("friend_page.who"),
        about_shop=words.say("friend_page.about", shop=shop),
        continue_label=words.say("welcome_page.continue", program=shop),
        continue_address=address,
        image=link.image or rules.image,
    )


def at_rest(page: Welcome, words: Wording) -> Welcome:
    """The page of a program that is paused."""
    return page._replace(halt=words.say("promise.paused"))


def without_budget(page: Welcome, rules: FriendBrief, words: Wording) -> Welcome:
    """The page of a program that has nothing left to give for now."""
    if not rules.waits:
        return page._replace(halt=words.say("welcome_page.budget_spent"))
    money = words.money(rules.budget_minor or 0, rules.currency)
    used_up = words.say("promise.budget_spent", money=money)
    return page._replace(halt=f"{used_up} {words.say('promise.budget_line')}")


class GiftWay(NamedTuple):
    """What the page needs beside the gift itself."""

    gift: ShownGift | None
    action: str
    address: str
    """Where the shop takes the code by its own address; empty where it is typed."""


def with_gift(
    page: Welcome, rules: FriendBrief, way: GiftWay, *, words: Wording, now: datetime
) -> Welcome:
    """The page with the button that asks for a code, or with the code itself."""
    say, gift = words.say, way.gift
    unused = say("welcome_page.without_code")
    if gift is None:
        button = say("welcome_page.get_code")
        asked = GiftWords(button, way.action, "", "", "", unused)
        return page._replace(own_code=asked)
    state = gift.state(now)
    kind = "_shared" if gift.joint and gift.is_open(now) else ""
    note = say(f"welcome_page.code_{state}{kind}", date=words.date(gift.ends_at, rules.time_zone))
    if not gift.is_open(now):
        return page._replace(own_code=GiftWords("", "", "", "", note, ""))
    label = say("welcome_page.your_code")
    page = page._replace(own_code=GiftWords("", "", label, gift.text, note, unused))
    if not way.address:
        return page
    onward = say("welcome_page.continue_with_code", program=rules.shop_name)
    return page._replace(continue_label=onward, continue_address=way.address)


def _personal_sentence(words: Wording, sentence: str, name: str, **values: str) -> str:
    if not name:
        return words.say(sentence, **values)
    return words.say(f"{sentence}_named", advocate=name, **values)


def _condition(words: Wording, rules: FriendBrief, terms: Mapping[str, Any]) -> str:
    """All that the rules ask of the friend's order."""
    sentences = [
        condition_sentence(
            words,
            rules.on,
            on_first_bill=terms.get("when") == "first_order",
            minimum_minor=rules.minimum_minor,
            currency=rules.currency,
        )
    ]
    if rules.minimum_minor and rules.goods_only:
        sentences.append(words.say("promise.goods_only"))
    # Whose first order it is to be is told by that already.
    if rules.new_customers_only and rules.on != "first_purchase":
        sentences.append(words.say("promise.new_customers"))
    return " ".join(sentences)
