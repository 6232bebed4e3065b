"""The address of a survey: its id under a signature that works for nothing else."""

from collections.abc import Iterable

from referrals.model.errors import RefusedError
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "survey"


class BadSurveyLinkError(RefusedError):
    code = "bad_survey_link"


def survey_address(public_url: str, key: bytes, survey_id: str) -> str:
    """`key` is derived for PURPOSE."""
    return f"{public_url.rstrip('/')}/survey?token={sign_id(PURPOSE, key, survey_id)}"


def read_survey_link(keys: Iterable[bytes], token: str) -> str:
    """The survey's id."""
    if survey_id := read_signed_id(PURPOSE, keys, token):
        return survey_id
    raise BadSurveyLinkError(
        "this link is not one of ours.", field="token", remedy="Open it again from the mail."
    )
