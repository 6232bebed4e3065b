"""Secrets: several live values, kept for a while, kept longer while the store is away."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from awswire.dynamo import AwsError
from referrals.store.secret import Secrets, SecretUnavailableError, live_values
from referrals.wiring import clients


class ScriptedVault:
    """Secrets Manager's side of it: what it answers next, and how often it was asked."""

    def __init__(self, answer: str | AwsError) -> None:
        self.answer = answer
        self.asked = 0
        self.now = 1_000.0

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        assert (operation, request) == ("GetSecretValue", {"SecretId": "hooks"})
        self.asked += 1
        if isinstance(self.answer, AwsError):
            raise self.answer
        return {"SecretString": self.answer}

    def secrets(self) -> Secrets:
        return Secrets(self, clock=lambda: self.now)


MISSING = AwsError("ResourceNotFoundException", "no such secret")
AWAY = AwsError("InternalServiceError", "try again")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"live": ["new", "old"]}', ("new", "old")),
        ('{"live": ["", " ", "old", 7, null]}', ("old",)),
        ('{"live": []}', ()),
        ('{"live": "text"}', ()),
        ("{}", ()),
        ("plain text", ("plain text",)),
        ("12345", ("12345",)),
        ("", ()),
        ("  ", ()),
    ],
)
def test_a_secret_has_its_live_values(text: str, values: tuple[str, ...]) -> None:
    assert live_values(text) == values


def test_a_value_is_kept_for_five_minutes() -> None:
    vault = ScriptedVault("text")
    secrets = vault.secrets()

    for seconds in (0, 299, 300):
        vault.now = 1_000.0 + seconds
        secrets.live("hooks")

    assert vault.asked == 2


def test_a_signature_that_fails_asks_again_every_ten_seconds() -> None:
    vault = ScriptedVault("old")
    secrets = vault.secrets()
    secrets.live("hooks")
    vault.answer = json.dumps({"live": ["new", "old"]})

    vault.now += 9
    early = secrets.refresh("hooks")
    vault.now += 1
    later = secrets.refresh("hooks")

    assert (early, later, vault.asked) == (("old",), ("new", "old"), 2)


def test_a_missing_secret_has_no_values() -> None:
    vault = ScriptedVault(MISSING)
    secrets = vault.secrets()

    assert [secrets.live("hooks"), secrets.live("hooks")] == [(), ()]
    assert vault.asked == 1
    with pytest.raises(SecretUnavailableError):
        secrets.require_live("hooks")


def test_an_old_value_is_better_than_none() -> None:
    vault = ScriptedVault("old")
    secrets = vault.secrets()
    secrets.live("hooks")
    vault.answer = AWAY
    vault.now += 400

    assert secrets.live("hooks") == ("old",)


def test_a_secret_never_read_is_unavailable() -> None:
    with pytest.raises(SecretUnavailableError) as raised:
        ScriptedVault(AWAY).secrets().live("hooks")

    assert raised.value.code == "secret_unavailable"


@pytest.mark.parametrize(
    ("public_only", "live"), [(True, ("https://shop.example k",)), (False, None)]
)
def test_on_aws_no_credential_leads_to_this_machine(
    public_only: bool, live: tuple[str, ...] | None
) -> None:
    written = ("http://127.0.0.1:8080 k", "https://shop.example k", " HTTP://127.0.0.1 k")
    vault = ScriptedVault(json.dumps({"live": written}))

    found = Secrets(vault, public_only=public_only).live("hooks")

    assert found == (live or written)


@pytest.mark.parametrize(
    ("function", "emulator", "deployed"),
    [("goodword-api", "", True), ("goodword-api", "http://127.0.0.1:4566", False), ("", "", False)],
)
def test_only_a_function_on_aws_is_deployed(
    monkeypatch: pytest.MonkeyPatch, function: str, emulator: str, deployed: bool
) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", function)
    monkeypatch.setenv("GOODWORD_ENDPOINT_URL", emulator)
    clients.secrets.cache_clear()

    assert clients.secrets().public_only is deployed
    clients.secrets.cache_clear()
