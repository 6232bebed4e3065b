"""What a merchant asks for a person: to erase them, at once or by the clock; or to answer them."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from referrals.model.errors import RefusedError
from referrals.model.moment import floor_to_second
from referrals.model.order_key import ConversionKey
from referrals.model.privacy.erasure import ErasureCounts
from referrals.model.privacy.request import PrivacyKind, PrivacyRequest, PrivacyState, StoredRequest
from referrals.steps.privacy.answer_privacy import PrivacyDesk, carry_out
from referrals.steps.privacy.note_privacy import asked_of
from referrals.store.privacy.person_records import PersonRecords
from referrals.store.privacy.request import PrivacyRequests

# The second pass finds nothing more; each further one is for what came meanwhile.
MOST_PASSES = 5


class NobodyNamedError(RefusedError):
    code = "nobody_named"


def merchant_request(
    kind: PrivacyKind,
    customer_hash: str,
    orders: Collection[str],
    *,
    program_id: str,
    key: bytes,
    now: datetime,
) -> StoredRequest:
    """`orders` as `<source>#<order id>`."""
    if not (customer_hash or orders):
        raise NobodyNamedError(
            "this names nobody.", field="email", remedy="Give an e-mail address or orders."
        )
    request = PrivacyRequest(kind, customer_hash, tuple(dict.fromkeys(orders)))
    return asked_of(request, program_id, "", key=key, received_at=floor_to_second(now))


def request_by_hash(former: str, asked: StoredRequest, key: bytes) -> StoredRequest:
    """The same request for `former`, the person's hash by an earlier rule."""
    program_id, at = asked.program_id, asked.received_at
    return merchant_request(asked.kind, former, (), program_id=program_id, key=key, now=at)


def keys_by(
    former: Iterable[str], asked: StoredRequest, files: PersonRecords
) -> tuple[ConversionKey, ...]:
    """The orders that are named, and those that hashes of an earlier rule lead to."""
    keys = asked.keys
    for each in former:
        keys = files.theirs(each, keys)
    return keys


def ask_erasure(asked: StoredRequest, requests: PrivacyRequests) -> tuple[StoredRequest, bool]:
    """The request as it stands, open, and whether it was news; the clock carries it out."""
    news = requests.note(asked)
    if not news:
        requests.reopen(asked)
    return requests.find(asked.program_id, asked.request_id) or asked, news


def erase_now(
    asked: StoredRequest, desk: PrivacyDesk, *, now: datetime
) -> tuple[StoredRequest, ErasureCounts]:
    """Erase at once; the clock goes on where this is cut off."""
    (asked, _), total = ask_erasure(asked, desk.requests), ErasureCounts()
    for _ in range(MOST_PASSES):
        asked, done = carry_out(asked, desk, now=now)
        # What failed before is tried in every pass: only the last one says whether it was done.
        total = replace(total, failures=()) + done
        if asked.state is PrivacyState.DONE:
            break
    return asked, total


def answer_data_requests(
    found_by: StoredRequest, requests: PrivacyRequests, *, now: datetime
) -> int:
    """How many open requests this export answers: those about the same person."""
    answered = 0
    for each in requests.of_program(found_by.program_id):
        if each.kind is not PrivacyKind.DATA_REQUEST or each.state is not PrivacyState.OPEN:
            continue
        by_hash = found_by.customer_hash and each.customer_hash == found_by.customer_hash
        if by_hash or (each.orders and set(each.orders) <= set(found_by.orders)):
            requests.finish(each, now)
            answered += 1
    return answered
