"""`goodword key`: create, list, revoke."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.model.session.api_key import Scope, key_hash
from referrals.model.session.scope_set import SETS
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

    assert ran("create", "backend", "--scope", "shop")["key"].startswith("gw_live_")


def test_a_revoked_key_is_listed_as_such() -> None:
    made = ran("create", "backend", "--scope", "shop")

    assert ran("revoke", made["key_id"])["revoked_at"]
    assert ran("list")[0]["revoked_at"]


def test_revoking_an_unknown_key_ends_with_three() -> None:
    assert CliRunner().invoke(app, ["key", "revoke", "key_nobody"]).exit_code == 3


def test_a_key_without_scopes_is_not_made() -> None:
    assert CliRunner().invoke(app, ["key", "create", "backend"]).exit_code == 2
    assert list(stores.sessions().keys()) == []


def test_a_set_of_scopes_has_a_name() -> None:
    made = ran("create", "backend", "--scope", "shop", "--scope", "log:read")

    assert set(made["scopes"]) == {*SETS["shop"], Scope.LOG_READ}


def test_an_unknown_scope_is_refused_with_all_there_are() -> None:
    told = CliRunner().invoke(app, ["key", "create", "backend", "--scope", "shops"])

    assert told.exit_code == 1
    assert "everything" in told.stderr


def test_a_key_that_would_be_over_is_not_made() -> None:
    word = ("--scope", "shop", "--expires", "2020-01-01")

    assert CliRunner().invoke(app, ["key", "create", "backend", *word]).exit_code == 1


def test_the_list_says_what_becomes_of_each_key() -> None:
    ran("create", "backend", "--scope", "shop", "--expires", "2099-01-01")

    told = CliRunner().invoke(app, ["key", "list"]).stdout

    assert "never used, ends on 2099-01-01" in told
    assert "  shop\n" in told
