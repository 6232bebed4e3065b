"""What does this advocate have in one program, and what can they do with it?"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.expiry.terms import POINTS
from referrals.model.money import to_text
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.redemption.exchange import has_no_till
from referrals.model.redemption.redemption import Redemption, RedemptionStatus
from referrals.model.words.reward import terms_in_words
from referrals.model.words.statement import worth_in_words
from referrals.model.words.wording import Wording
from referrals.store.redemption.redemption import Redemptions
from referrals.store.reward.grant import Grants
from referrals.store.reward.ledger import Ledger
from referrals.views.reward.personal_statement import (
    PersonalStatement,
    StatementQuestion,
    personal_statement,
)

MOST_LINES, MOST_CODES = 20, 10


@dataclass(frozen=True, slots=True)
class OwnItem:
    item: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnAsset:
    """Of one currency, or of points."""

    asset: str
    amount: str
    """What may be used now, in words."""
    statement: PersonalStatement
    most_credit: str
    """What a code can be asked for at most, as its field spells it; empty where none can."""
    items: tuple[OwnItem, ...]
    """What the points buy by now."""


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A thing: taken for credit or points, or brought by a good word."""

    words: str
    code: str
    state: str
    """`yours`, `pending`, `back` or `spent`."""
    state_words: str
    why: str = ""
    """What brought it; empty for what was taken."""


@dataclass(frozen=True, slots=True)
class AccountShelf:
    ledger: Ledger
    grants: Grants
    redemptions: Redemptions


def own_assets(
    person: Person, rules: Program, shelf: AccountShelf, *, words: Wording, now: datetime
) -> tuple[OwnAsset, ...]:
    names = (each.split(":") for each in shelf.ledger.accounts_of_person(person.person_id))
    assets = dict.fromkeys(asset for _, _, program, asset, _ in names if program == rules.program)
    return tuple(
        _asset(StatementQuestion(person, asset, rules, words, now), shelf) for asset in assets
    )


def _asset(question: StatementQuestion, shelf: AccountShelf) -> OwnAsset:
    words, rules, asset = question.words, question.rules, question.asset
    statement, _ = personal_statement(
        question, shelf.ledger, shelf.grants, limit=MOST_LINES, places={}
    )
    available = statement.available
    exchanges = asset == rules.currency and available > 0 and not has_no_till(rules)
    return OwnAsset(
        asset=asset,
        amount=worth_in_words(words, available, asset),
        statement=statement,
        most_credit=to_text(available, asset).split()[0] if exchanges else "",
        items=_items(question, available) if asset == POINTS else (),
    )


def _items(question: StatementQuestion, available: int) -> tuple[OwnItem, ...]:
    words, rules = question.words, question.rules
    fitting = (each for each in rules.catalogue if each.points <= available)
    return tuple(
        OwnItem(
            each.item,
            words.say(
                "own_account.item",
                points=words.count("reward.points", each.points),
                reward=terms_in_words(words, each.gives.model_dump(), rules.currency) or each.item,
            ),
        )
        for each in fitting
    )


def own_codes(
    person: Person, rules: Program, shelf: AccountShelf, words: Wording
) -> tuple[OwnCode, ...]:
    """The newest first."""
    found, _ = shelf.redemptions.of_person(person.person_id, MOST_CODES)
    theirs = (each for each in found if each.program_id == rules.program and each.exchange)
    return tuple(_code(each, rules, words) for each in theirs)


def _code(redemption: Redemption, rules: Program, words: Wording) -> OwnCode:
    exchange = redemption.exchange
    assert exchange is not None
    waits = redemption.status is RedemptionStatus.RESERVED
    state = "pending" if waits else "yours"
    if redemption.status in (RedemptionStatus.RELEASED, RedemptionStatus.ENDED):
        state = "back"
    return OwnCode(
        words=terms_in_words(words, exchange.terms, rules.currency) or exchange.words,
        code=exchange.code if state == "yours" else "",
        state=state,
        state_words=words.say(f"own_account.{state}"),
    )
