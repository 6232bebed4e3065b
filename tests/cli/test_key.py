"""`goodword key`: create, list, revoke."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.model.session.api_key import Scope, key_hash
from referrals.wiring import stores


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local stack that is known here, and is moto's."""
    known = {"stack": "goodword", "url": "https://go.shop.example", "environment": {}}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.chdir(tmp_path)


def ran(*arguments: str) -> Any:
    return json.loads(CliRunner().invoke(app, ["key", *arguments, "--json"]).stdout)


def test_a_key_is_shown_once_and_works() -> None:
    made = ran("create", "backend", "--scope", "links:read")

    assert made["key"].startswith("gw_test_")
    found = stores.sessions().find_key(key_hash(made["key"]))
    assert found
    assert found.scopes == (Scope.LINKS_READ,)
    assert "key" not in ran("list")[0]


def test_a_key_of_production_is_live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "prod")

    assert ran("create", "backend")["key"].startswith("gw_live_")


def test_a_revoked_key_is_listed_as_such() -> None:
    made = ran("create", "backend")

    assert ran("revoke", made["key_id"])["revoked_at"]
    assert ran("list")[0]["revoked_at"]


def test_revoking_an_unknown_key_ends_with_three() -> None:
    assert CliRunner().invoke(app, ["key", "revoke", "key_nobody"]).exit_code == 3
