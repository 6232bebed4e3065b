"""Sets and changes the secrets by which a source is believed: two live ones at most.

A change has two halves. The new secret goes in front while the old one stays live; once the shop
signs with the new one, the old one is dropped. Each half is a single write, so whatever happens in
between, deliveries signed with a live secret are believed.
"""

import re

from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.privacy.request import plain_shop
from referrals.store.vault import Vault

MOST_LIVE = 2
LONGEST_HOST = 253
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")


class EmptySecretError(RefusedError):
    code = "empty_secret"


class BadShopError(RefusedError):
    code = "bad_shop"


class SourceSetUpError(ConflictError):
    code = "source_set_up"


class RotationUnderWayError(ConflictError):
    code = "rotation_under_way"


class SourceNotSetUpError(NotFoundError):
    code = "source_not_set_up"


def set_source_secret(name: str, secret: str, vault: Vault) -> bool:
    """Whether it was news; refuses to replace another one, which would shut the shop out."""
    _require(secret)
    live = vault.live(name)
    if secret in live:
        return False
    if live:
        raise SourceSetUpError(
            "another secret is live for this source.",
            field="secret",
            remedy="Change it with `goodword source rotate`, so that no delivery is refused.",
        )
    vault.keep(name, [secret])
    return True


def begin_rotation(name: str, secret: str, vault: Vault, *, restart: bool = False) -> bool:
    """Puts the new secret in front. `restart` replaces a new one that no shop has yet."""
    _require(secret)
    live = _live(name, vault)
    if secret == live[0]:
        return False
    if len(live) >= MOST_LIVE and not restart:
        raise RotationUnderWayError(
            f"{len(live)} secrets are live already.",
            field="secret",
            remedy="End that rotation with --finish, or forget its new secret with --restart.",
        )
    vault.keep(name, [secret, live[-1]])
    return True


def finish_rotation(name: str, vault: Vault) -> int:
    """Drops all but the newest; how many that were."""
    live = _live(name, vault)
    if len(live) > 1:
        vault.keep(name, live[:1])
    return len(live) - 1


def name_shop(name: str, shop: str, vault: Vault) -> None:
    """One app's secret signs for every shop that has the app: this is the one meant."""
    require_shop(shop)
    vault.keep(name, _live(name, vault), shop=plain_shop(shop))


def require_shop(shop: str) -> None:
    if len(shop) > LONGEST_HOST or not _HOST.fullmatch(plain_shop(shop)):
        raise BadShopError(
            "this is no shop's host.", field="shop", remedy="Write it as bakery.myshopify.com."
        )


def _live(name: str, vault: Vault) -> tuple[str, ...]:
    live = vault.live(name)
    if not live:
        raise SourceNotSetUpError(
            "this source has no secret yet.", remedy="Begin with `goodword source add`."
        )
    return live


def _require(secret: str) -> None:
    if not secret.strip():
        raise EmptySecretError(
            "an empty secret proves nothing.",
            field="secret",
            remedy="Copy the platform's own; some platforms sign with an empty one, too.",
        )
