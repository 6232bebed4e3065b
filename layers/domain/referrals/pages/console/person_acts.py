"""Forms of one person's page: a gesture, no more letters, an export, an erasure."""

import json
from dataclasses import dataclass

from referrals.edge.http import Answer, answer
from referrals.edge.page_answer import HEADERS
from referrals.model.errors import RefusedError
from referrals.model.expiry.terms import POINTS
from referrals.model.money import require_typed_minor
from referrals.model.order_key import ConversionKey
from referrals.model.people.mailbox import email_hashes
from referrals.model.people.person import Person
from referrals.model.privacy.request import PrivacyKind, PrivacyState, StoredRequest
from referrals.model.staff.right import Right
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import keys, stores

LONGEST_REFERENCE = 200
MOST_TEXT = 2_000_000
"""Of raw bodies: a function's answer may have six megabytes, and a text may double in JSON."""


class NotConfirmedError(RefusedError):
    code = "not_confirmed"


class NoAmountError(RefusedError):
    code = "no_amount"


@dataclass(frozen=True, slots=True)
class DataAsk:
    """A request about one person, and what leads to them."""

    request: StoredRequest
    former: tuple[str, ...]
    """Hashes by an earlier rule."""


def give(visit: DeskVisit) -> None:
    """The same form again is the same gesture: it carries its reference."""
    from referrals.desks import goodwill as goodwill_desk
    from referrals.steps.goodwill.give_goodwill import GoodwillWish, give_goodwill

    person = _person(visit)
    asset = visit.form.text("asset", 10)
    wish = GoodwillWish(
        program_id=visit.rules.program,
        person_id=person.person_id,
        asset=asset,
        amount=_amount(visit, asset),
        reference=visit.form.text("reference", LONGEST_REFERENCE)
        or f"desk-{person.person_id}-{visit.now:%Y%m%d%H%M%S}",
        reason=visit.reason(),
        made_by=visit.staff.staff_id,
        actor=visit.staff.staff_id,
    )
    give_goodwill(wish, goodwill_desk.goodwill(), now=visit.now)


def stop(visit: DeskVisit) -> None:
    """No letter of any kind from now on; only they themselves can let letters come again."""
    from referrals.steps.people.stop_letters import stop_mail

    person = _person(visit)
    visit.reason()
    stop_mail(person.person_id, stores.people(), now=visit.now)


def erase(visit: DeskVisit) -> None:
    """Asked for here, carried out by the clock within an hour or two."""
    from referrals.steps.privacy.ask_privacy import ask_erasure, request_by_hash

    person = _person_by_id(visit)
    visit.reason()
    asked = _ask(visit, person, PrivacyKind.CUSTOMER_REDACT)
    requests = stores.privacy_requests()
    ask_erasure(asked.request, requests)
    for each in asked.former:
        ask_erasure(request_by_hash(each, asked.request, keys.identity_key()), requests)


def erasure_of(visit: DeskVisit, person: Person) -> StoredRequest | None:
    """What was asked for and isn't done yet; by the address, where one is known."""
    if not person.email:
        return None
    asked = _ask(visit, person, PrivacyKind.CUSTOMER_REDACT).request
    found = stores.privacy_requests().find(asked.program_id, asked.request_id)
    return found if found and found.state is not PrivacyState.DONE else None


def export(visit: DeskVisit) -> Answer:
    """Everything that is held of them, as a file; whoever gets it reads addresses."""
    from referrals.desks import people as people_desk
    from referrals.steps.privacy.ask_privacy import answer_data_requests, keys_by
    from referrals.views.privacy.person_data import person_data

    person = _person_by_id(visit)
    visit.staff.require(Right.ADDRESSES)
    visit.reason()
    asked, files = _ask(visit, person, PrivacyKind.DATA_REQUEST), people_desk.files()
    known = keys_by(asked.former, asked.request, files)
    hashed = asked.request.customer_hash
    words, now = visit.words, visit.now
    data = person_data(hashed, known, files, most_text=MOST_TEXT, words=words, now=now)
    answer_data_requests(asked.request, stores.privacy_requests(), now=now)
    text = json.dumps(data.model_dump(mode="json"), ensure_ascii=False, indent=1)
    headers = {
        **HEADERS,
        "content-type": "application/json; charset=utf-8",
        "content-disposition": f'attachment; filename="{person.person_id}.json"',
    }
    return answer(200, text, headers=headers)


def _person(visit: DeskVisit) -> Person:
    return stores.people().get(visit.parts["person_id"])


def _person_by_id(visit: DeskVisit) -> Person:
    """Whoever typed the id means this person."""
    person = _person(visit)
    if visit.form.text("confirm", 60) != person.person_id:
        raise NotConfirmedError(
            "this isn't the id of the person.",
            field="confirm",
            remedy=f"Type {person.person_id}, if it is them whom you mean.",
        )
    return person


def _ask(visit: DeskVisit, person: Person, kind: PrivacyKind) -> DataAsk:
    from referrals.steps.privacy.ask_privacy import NobodyNamedError, merchant_request

    key, hashed, former = keys.identity_key(), person.email_hash, tuple[str, ...]()
    if person.email:
        hashed, *rest = email_hashes(key, person.email)
        former = tuple(rest)
    orders = [] if person.email else [_name(each) for each in _order_keys(person)]
    if person.stand_in and not orders:
        raise NobodyNamedError(
            "no address is known of them, and nothing leads from here to their order.",
            field="confirm",
            remedy="Name the order instead: `goodword privacy erase` and `export` take one.",
        )
    request = merchant_request(
        kind, hashed, orders, program_id=visit.rules.program, key=key, now=visit.now
    )
    return DataAsk(request, former)


def _order_keys(person: Person) -> list[str]:
    """Orders of somebody of whom no address is known: nothing else leads to those."""
    return list(stores.grants().keys_of_friend(person.person_id))


def _name(text: str) -> str:
    key = ConversionKey.parse(text)
    return f"{key.source}#{key.order_id}"


def _amount(visit: DeskVisit, asset: str) -> int:
    """In the asset's smallest units, from what somebody wrote in whole ones."""
    text = visit.form.text("amount", 20)
    if asset == POINTS:
        found = int(text) if text.isascii() and text.isdecimal() else 0
    else:
        found = require_typed_minor(text, visit.rules.currency)
    if found < 1:
        raise NoAmountError("how much?", field="amount", remedy="Give a number, such as 5.00.")
    return found
