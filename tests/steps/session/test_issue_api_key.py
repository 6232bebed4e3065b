"""Keys: shown once, kept as a hash, ended at once."""

import pytest

from referrals.model.session.api_key import (
    ApiKey,
    KeyNotFoundError,
    MissingScopeError,
    Mode,
    Scope,
    key_hash,
)
from referrals.steps.session.issue_api_key import RANDOM_NEEDED, issue_api_key
from referrals.wiring import clock, stores
from tests.world import NOW


def issue_key(*scopes: Scope) -> tuple[str, ApiKey]:
    return issue_api_key(
        "backend",
        scopes or tuple(Scope),
        stores.sessions(),
        mode=Mode.LIVE,
        now=NOW,
        random=clock.random_bytes(RANDOM_NEEDED),
    )


def test_a_key_carries_its_mode_and_256_bits(account: None) -> None:
    text, key = issue_key()

    assert text.startswith("gw_live_")
    assert len(text.removeprefix("gw_live_")) == 52
    assert text.endswith(key.ending)
    assert text != issue_key()[0]


def test_only_a_hash_of_the_key_is_kept(account: None) -> None:
    text, key = issue_key()

    stored = list(stores.sessions().table.scan())

    assert text not in repr(stored)
    assert stores.sessions().find_key(key_hash(text)) == key


def test_a_revoked_key_stays_in_the_list(account: None) -> None:
    _, key = issue_key()

    revoked = stores.sessions().revoke_key(key.key_id, NOW)

    assert revoked.revoked_at == NOW
    assert list(stores.sessions().keys()) == [revoked]


def test_a_key_nobody_made_cannot_be_revoked(account: None) -> None:
    with pytest.raises(KeyNotFoundError):
        stores.sessions().revoke_key("key_nobody", NOW)


def test_a_key_opens_only_its_scopes(account: None) -> None:
    _, key = issue_key(Scope.LINKS_READ)

    key.require(Scope.LINKS_READ)
    with pytest.raises(MissingScopeError):
        key.require(Scope.LINKS_WRITE)
