"""A source's secrets: one write each, two live ones at most, never an empty one."""

import boto3
import pytest

from awswire.boto import BotoDynamo
from referrals.steps.program.set_source_secret import (
    EmptySecretError,
    RotationUnderWayError,
    SourceNotSetUpError,
    SourceSetUpError,
    begin_rotation,
    finish_rotation,
    set_source_secret,
)
from referrals.store.secret import SecretUnavailableError
from referrals.store.vault import Vault
from referrals.wiring import clients, settings

NAME = "goodword/webhooks/friends/shopify"


@pytest.fixture
def vault(account: None) -> Vault:
    return Vault(BotoDynamo(settings.endpoint_url(), "secretsmanager"))


def test_functions_read_what_was_kept(vault: Vault) -> None:
    assert set_source_secret(NAME, "first", vault)
    begin_rotation(NAME, "second", vault)

    assert clients.secrets().live(NAME) == ("second", "first")


def test_every_half_may_be_repeated(vault: Vault) -> None:
    assert set_source_secret(NAME, "first", vault)
    assert not set_source_secret(NAME, "first", vault)
    assert begin_rotation(NAME, "second", vault)
    assert not begin_rotation(NAME, "second", vault)
    assert [finish_rotation(NAME, vault) for _ in range(2)] == [1, 0]

    assert vault.live(NAME) == ("second",)


def test_a_third_secret_is_refused(vault: Vault) -> None:
    set_source_secret(NAME, "first", vault)
    begin_rotation(NAME, "second", vault)

    with pytest.raises(RotationUnderWayError):
        begin_rotation(NAME, "third", vault)

    assert vault.live(NAME) == ("second", "first")


def test_a_restart_keeps_the_one_that_the_shop_has(vault: Vault) -> None:
    set_source_secret(NAME, "first", vault)
    begin_rotation(NAME, "lost on the way", vault)

    begin_rotation(NAME, "third", vault, restart=True)

    assert vault.live(NAME) == ("third", "first")


def test_a_live_secret_is_not_replaced(vault: Vault) -> None:
    set_source_secret(NAME, "first", vault)

    with pytest.raises(SourceSetUpError):
        set_source_secret(NAME, "second", vault)


@pytest.mark.parametrize("secret", ["", " ", "\n\t"])
def test_an_empty_secret_is_refused(vault: Vault, secret: str) -> None:
    with pytest.raises(EmptySecretError):
        set_source_secret(NAME, secret, vault)
    set_source_secret(NAME, "first", vault)
    with pytest.raises(EmptySecretError):
        begin_rotation(NAME, secret, vault)


def test_what_was_never_set_can_t_be_changed(vault: Vault) -> None:
    with pytest.raises(SourceNotSetUpError):
        begin_rotation(NAME, "first", vault)
    with pytest.raises(SourceNotSetUpError):
        finish_rotation(NAME, vault)


def test_an_entry_without_live_values_counts_as_none(vault: Vault) -> None:
    boto3.client("secretsmanager").create_secret(Name=NAME, SecretString='{"live": []}')

    assert set_source_secret(NAME, "first", vault)
    assert vault.live(NAME) == ("first",)


def test_a_secret_being_deleted_is_told_so(vault: Vault) -> None:
    set_source_secret(NAME, "first", vault)
    boto3.client("secretsmanager").delete_secret(SecretId=NAME)

    with pytest.raises(SecretUnavailableError, match="restored"):
        vault.live(NAME)
