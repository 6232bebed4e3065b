"""What a person decides about a request that is held: it is carried out, or it never is."""

from datetime import datetime

from referrals.model.errors import ConflictError, NotFoundError
from referrals.model.privacy.request import PrivacyState, StoredRequest
from referrals.store.privacy.request import PrivacyRequests


class PrivacyRequestNotFoundError(NotFoundError):
    code = "privacy_request_not_found"


class NotHeldError(ConflictError):
    """Only a held request waits for somebody's word."""

    code = "not_held"


def release(program_id: str, request_id: str, requests: PrivacyRequests) -> StoredRequest:
    """The clock carries it out, or the merchant answers it, as if nobody had doubted it."""
    asked = _require_held_request(program_id, request_id, requests)
    return requests.set(asked, state=PrivacyState.OPEN.value, held_for="", released=True)


def refuse(
    program_id: str, request_id: str, requests: PrivacyRequests, *, now: datetime
) -> StoredRequest:
    """Nobody is erased or answered; what the person was named by goes."""
    asked = _require_held_request(program_id, request_id, requests)
    return requests.finish(asked, now, state=PrivacyState.REFUSED)


def _require_held_request(
    program_id: str, request_id: str, requests: PrivacyRequests
) -> StoredRequest:
    asked = requests.find(program_id, request_id)
    if asked is None:
        raise PrivacyRequestNotFoundError(
            f"{program_id} has no privacy request {request_id}.",
            field="request_id",
            remedy="`goodword privacy list` shows them with their ids.",
        )
    if asked.state is not PrivacyState.HELD:
        raise NotHeldError(
            f"{request_id} is {asked.state}, not held.",
            field="request_id",
            remedy="Nothing to do: only held requests wait for a word.",
        )
    return asked
