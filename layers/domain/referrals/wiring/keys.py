"""Keys: what is derived from the two secrets that every stack has."""

from referrals.wiring import clients, settings


def signing_keys(purpose: str) -> tuple[bytes, ...]:
    """Keys for one purpose (`click`, `ip`): the first signs, all of them verify."""
    from referrals.model.identity import derived_key

    live = clients.secrets().require_live(settings.setting("SIGNING_SECRET"))
    return tuple(derived_key(key.encode(), purpose) for key in live)


def identity_key() -> bytes:
    """Behind every keyed hash of a person; it never changes."""
    return clients.secrets().require_live(settings.setting("IDENTITY_SECRET"))[0].encode()


def code_key() -> bytes:
    """What reward codes are made with; never rotated, so that a retry makes the same one."""
    from referrals.model.identity import derived_key

    return derived_key(identity_key(), "reward-code")
