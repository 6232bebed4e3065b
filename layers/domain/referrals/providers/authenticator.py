"""What a passkey answers, checked by the WebAuthn library, which is loaded by the first check.

Its texts say which step failed. They are kept from who tries, so each failure is the same refusal.
"""

from typing import Any, NamedTuple

from referrals.model.errors import MISSHAPEN
from referrals.model.staff.passkey import Passkey, false_passkey
from referrals.model.staff.passkey_question import (
    ALGORITHMS,
    LONGEST_CREDENTIAL,
    PasskeyAnswer,
    Site,
    base64_bytes,
    base64_text,
)

LONGEST_KEY = 1500
"""In base 64: an RSA key of 4096 bits has less."""
_MOST_TRANSPORTS = 6


class NewCredential(NamedTuple):
    credential_id: str
    public_key: str
    sign_count: int
    transports: tuple[str, ...]


def check_new(answer: PasskeyAnswer, site: Site) -> NewCredential:
    """What was made for this challenge, at this site, by whom the device knows."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from webauthn import verify_registration_response
    from webauthn.helpers import parse_registration_credential_json
    from webauthn.helpers.cose import COSEAlgorithmIdentifier
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        credential = parse_registration_credential_json(answer.text)
        made = verify_registration_response(
            credential=credential,
            supported_pub_key_algs=[COSEAlgorithmIdentifier(each) for each in ALGORITHMS],
            **_expectation(answer, site),
        )
    except (WebAuthnException, UnsupportedAlgorithm, *MISSHAPEN):
        raise false_passkey() from None
    transports = credential.response.transports or []
    kept = NewCredential(
        credential_id=base64_text(made.credential_id),
        public_key=base64_text(made.credential_public_key),
        sign_count=made.sign_count,
        transports=tuple(each.value for each in transports[:_MOST_TRANSPORTS]),
    )
    if len(kept.credential_id) > LONGEST_CREDENTIAL or len(kept.public_key) > LONGEST_KEY:
        raise false_passkey()
    return kept


def check_use(answer: PasskeyAnswer, passkey: Passkey, site: Site) -> int:
    """How often it says that it was used. Whether that can be is for who knows the last count."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        used = verify_authentication_response(
            credential=answer.text,
            credential_public_key=base64_bytes(passkey.public_key),
            credential_current_sign_count=0,
            **_expectation(answer, site),
        )
    except (WebAuthnException, UnsupportedAlgorithm, *MISSHAPEN):
        raise false_passkey() from None
    return used.new_sign_count


def _expectation(answer: PasskeyAnswer, site: Site) -> dict[str, Any]:
    return {
        "expected_challenge": base64_bytes(answer.challenge),
        "expected_rp_id": site.host,
        "expected_origin": site.origin,
        "require_user_verification": True,
    }
