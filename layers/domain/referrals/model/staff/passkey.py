"""Passkeys of one of the shop's own people: what is kept of each, and when one counts as copied.

Public keys alone are kept. Whoever reads all of them can sign nothing.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.moment import Moment

MOST_PASSKEYS = 10
LONGEST_PASSKEY_NAME = 60
USUAL_NAME = "Passkey"


class PasskeyNotFoundError(NotFoundError):
    code = "passkey_not_found"


class TooManyPasskeysError(RefusedError):
    code = "too_many_passkeys"


class PasskeyKnownError(ConflictError):
    """The same device or key was added before."""

    code = "passkey_known"


class PasskeyRefusedError(RefusedError):
    """What the browser answered doesn't prove it; what was wrong with it is told nobody."""

    code = "passkey_refused"


class PasskeyCopiedError(RefusedError):
    """It counts its uses, and has counted fewer than were seen: two of them may be about."""

    code = "passkey_copied"


class Passkey(BaseModel):
    model_config = ConfigDict(frozen=True)
    passkey_id: str
    credential_id: str
    """As the browser calls it, in URL-safe base 64."""
    public_key: str
    """A COSE key, in URL-safe base 64."""
    sign_count: int = 0
    transports: tuple[str, ...] = ()
    """How a browser reaches it, as it said itself: `internal`, `usb`."""
    name: str
    added_at: Moment
    last_used_at: Moment | None = None

    def is_behind(self, count: int) -> bool:
        """Whether `count` is none that can follow: one that counts never says a number twice, and
        one that is kept in an account counts nothing."""
        return bool(count or self.sign_count) and count <= self.sign_count


class PasskeyRing(BaseModel):
    """All of one person's."""

    model_config = ConfigDict(frozen=True)
    passkeys: tuple[Passkey, ...] = ()
    version: int = 0

    def find_credential(self, credential_id: str) -> Passkey | None:
        return next((one for one in self.passkeys if one.credential_id == credential_id), None)

    def with_passkey(self, passkey: Passkey) -> "PasskeyRing":
        if self.find_credential(passkey.credential_id):
            raise PasskeyKnownError(
                "this passkey was added before.",
                field="passkey",
                remedy="Use another device or key.",
            )
        if len(self.passkeys) >= MOST_PASSKEYS:
            raise TooManyPasskeysError(
                f"you have {MOST_PASSKEYS} passkeys, and more are not kept.",
                field="passkey",
                remedy="Remove one first.",
            )
        return self._after((*self.passkeys, passkey))

    def without(self, passkey_id: str) -> "PasskeyRing":
        left = tuple(one for one in self.passkeys if one.passkey_id != passkey_id)
        if len(left) == len(self.passkeys):
            raise PasskeyNotFoundError("this passkey was removed already.", field="passkey_id")
        return self._after(left)

    def empty(self) -> "PasskeyRing":
        """Not as if there had never been any: who reads an older ring can't bring it back."""
        return self._after(())

    def after_use(self, passkey_id: str, count: int, now: datetime) -> "PasskeyRing":
        changes = {"sign_count": count, "last_used_at": now}
        return self._after(
            tuple(
                one.model_copy(update=changes) if one.passkey_id == passkey_id else one
                for one in self.passkeys
            )
        )

    def _after(self, passkeys: tuple[Passkey, ...]) -> "PasskeyRing":
        return PasskeyRing(passkeys=passkeys, version=self.version + 1)


def false_passkey() -> PasskeyRefusedError:
    return PasskeyRefusedError(
        "this passkey could not be checked.",
        field="passkey",
        remedy="Try once more, with a passkey that was added here.",
    )


def passkey_copy() -> PasskeyCopiedError:
    return PasskeyCopiedError(
        "this passkey has counted fewer uses than were seen of it, as a copy would.",
        field="passkey",
        remedy="Use another one, or ask an owner to remove it.",
    )
