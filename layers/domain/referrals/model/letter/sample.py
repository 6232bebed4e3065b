"""A letter to nobody, with made-up news, so that a shop can read what it would send."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from referrals.model.delivery.delivery import Outgoing
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.errors import NotFoundError
from referrals.model.letter.sample_content import sample_content
from referrals.model.moment import stamp
from referrals.model.people.person import Consents, Person, Role
from referrals.model.program.offer import Terms
from referrals.model.program.program import Program
from referrals.model.words.letter_data import PARTS
from referrals.model.words.wording import wording_of

SAMPLE = "sample"
"""The entry of an item's data that makes it a test letter."""
_TO_FRIENDS = {"welcome"}
_REASONS = {
    "back": "refunded",
    "none": "not_the_first_purchase",
    "look": "under_review",
    "refused": "shop_code_refused",
}
_CODE = "SAMPLE-1234"


@dataclass(frozen=True, slots=True)
class LetterPreview:
    topic: str
    language: str
    subject: str
    html: str
    text: str


class UnknownLetterError(NotFoundError):
    code = "letter_not_found"


def sample_letter(
    rules: Program, topic: str, language: str, *, email: str = "", now: datetime
) -> Outgoing:
    """As it would go to somebody called Ada, or Ben, who agreed to all of it."""
    if topic not in PARTS:
        raise UnknownLetterError(
            f"there is no letter {topic!r}.",
            field="topic",
            remedy=f"Use one of {', '.join(PARTS)}.",
        )
    part, role = PARTS[topic]
    to_friend = role == "advocate" or part in _TO_FRIENDS
    ada = _person(Role.ADVOCATE, "Ada", rules, language=language, now=now)
    ben = _person(Role.FRIEND, "Ben", rules, language=language, now=now)
    reader, other = (ben, ada) if to_friend else (ada, ben)
    item = OutboxItem(
        item_id=f"{rules.program}#sample",
        channel=Channel.EMAIL,
        topic=topic,
        program_id=rules.program,
        person_id=reader.person_id,
        data={SAMPLE: True, **_news(rules, part, reader.role, now)},
        created_at=now,
        due_at=now,
    )
    words = wording_of(rules.words, language)
    content = sample_content(words, part, rules, now)
    addressed = reader.model_copy(update={"email": email})
    return Outgoing(item, rules, addressed, other, content)


def _person(role: Role, name: str, rules: Program, *, language: str, now: datetime) -> Person:
    prefix = "adv" if role is Role.ADVOCATE else "fri"
    agreed = Consents(mail=True, show_first_name=True)
    codes = {rules.program: "ada"} if role is Role.ADVOCATE else {}
    return Person(
        person_id=f"{prefix}_sample",
        role=role,
        name=name,
        email_hash=f"sample-{prefix}",
        locale=language,
        time_zone=rules.time_zone,
        consents=agreed,
        codes=codes,
        enrolled_at=now,
    )


def _news(rules: Program, part: str, role: Role, now: datetime) -> dict[str, Any]:
    offer = rules.offers[0]
    given = _amount(offer.advocate if role is Role.ADVOCATE else offer.friend)
    reason = _REASONS.get(part, "")
    return {
        "reward": {} if part in ("back", "none") else given,
        "reason": reason,
        "hold_until": stamp(now + timedelta(days=rules.hold_days)),
        "code": _CODE if part in ("ready", "exchange", "gesture") else "",
        "ends": [{"ends_at": stamp(now + timedelta(days=30)), "amount": given["amount"]}],
    }


def _amount(terms: Terms) -> dict[str, Any]:
    given = terms.model_dump()
    return {**given, "amount": given.get("amount_minor") or given.get("amount") or 1}
