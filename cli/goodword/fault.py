"""What goes wrong around a command: AWS, its settings, the stack, said as our own errors are.

An error's causes are looked through, for what lies below knows it best: that nobody has signed in
is called a busy table further up.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError, ClientError

from awswire.dynamo import AwsError
from referrals.model.errors import GoodwordError, RefusedError, UnavailableError

UNEXPECTED = 70
SIGNED_OUT = "Sign in (`aws sso login`, `aws configure`), or name a profile with AWS_PROFILE."
_SESSION_CODES = {
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
# Said by the tables themselves: they are busy.
_PASSING = {"TransactionCanceledException", "ThrottlingException", "TransactionConflictException"}
_DENIED_CODES = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"}


class NoRegionError(RefusedError):
    code = "no_region"


class SignedOutError(RefusedError):
    """AWS knows nobody here, or doesn't believe who it is."""

    code = "signed_out"


class NotAllowedError(RefusedError):
    code = "not_allowed"


class CloudRefusedError(RefusedError):
    code = "aws_refused"


class CloudUnreachableError(UnavailableError):
    code = "aws_unreachable"


class StackDownError(UnavailableError):
    code = "stack_down"


def stack_down(address: str) -> StackDownError:
    return StackDownError(
        f"the local stack isn't running: nothing answers at {address}.",
        remedy="Start it with `make dev`; what it knew is kept.",
    )


def known_error(error: BaseException) -> GoodwordError | None:
    """The error in our own words; None for what nobody thought of."""
    causes = tuple(_causes(error))
    told = next(filter(None, (_told_by_settings(cause) for cause in causes)), None)
    # An error with a name of its own says more than the code below it.
    if told is None and (not isinstance(error, GoodwordError) or type(error) is UnavailableError):
        told = next(filter(None, (_told_by_code(_code_of(cause)) for cause in causes)), None)
    return told or (error if isinstance(error, GoodwordError) else None)


def write_details(error: BaseException) -> Path:
    """Where an unexpected fault was written down; the command's own words, which may name
    people, aren't among it."""
    now = datetime.now(UTC)
    name = f"goodword-fault-{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    path = Path(tempfile.gettempdir()) / name
    head = f"{now.isoformat()}\nPython {sys.version}\n\n"
    with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
        file.write(head + "".join(traceback.format_exception(error)))
    return path


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _told_by_settings(error: BaseException) -> GoodwordError | None:
    match error:
        case boto.NoRegionError():
            return NoRegionError(
                "no AWS region is set.", remedy="Set AWS_REGION, such as AWS_REGION=eu-west-1."
            )
        case boto.ProfileNotFound():
            return SignedOutError(f"{error}.", remedy=SIGNED_OUT)
        case (
            boto.NoCredentialsError()
            | boto.PartialCredentialsError()
            | boto.CredentialRetrievalError()
            | boto.SSOError()
            | boto.TokenRetrievalError()
            | boto.LoginError()
        ):
            return SignedOutError("AWS knows nobody here.", remedy=SIGNED_OUT)
        case boto.HTTPClientError() | boto.ConnectionError():
            return _unreachable()
        case BotoCoreError():
            return CloudUnreachableError(f"AWS can't be asked: {error}.", remedy="Try again.")
    if _code_of(error) in _SESSION_CODES:
        text = f"AWS doesn't believe this sign-in ({_code_of(error)})."
        return SignedOutError(text, remedy=SIGNED_OUT)
    return None


def _code_of(error: BaseException) -> str:
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", "no code"))
    return error.code if isinstance(error, AwsError) else ""


def _told_by_code(code: str) -> GoodwordError | None:
    if code == "Unreachable":
        return _unreachable()
    if code in _DENIED_CODES:
        return NotAllowedError(
            "AWS doesn't allow you this.", remedy="Ask for the permission, or take another profile."
        )
    if code in ("ResourceNotFoundException", "NoSuchBucket"):
        return StackDownError(
            "a part of the stack isn't there.",
            remedy="Look at the --stack and the region; `make dev` brings the local one up.",
        )
    if code and code not in _PASSING:
        return CloudRefusedError(f"AWS refused this: {code}.", remedy="Try again.")
    return None


def _unreachable() -> GoodwordError:
    if local := os.environ.get("GOODWORD_ENDPOINT_URL", ""):
        return stack_down(local)
    return CloudUnreachableError(
        "AWS doesn't answer.", remedy="Look at the network and AWS_REGION, then try again."
    )
