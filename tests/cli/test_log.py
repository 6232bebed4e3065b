"""`goodword log`, and that every command says whether it changes anything."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.core import TyperGroup
from typer.testing import CliRunner

from goodword.change_log import OPERATIONS, READS, person_at
from goodword.main import app
from referrals.edge.api.log_of_changes import operation_of
from referrals.model.program.program import rules_json
from referrals.routes.api import the_api
from referrals.wiring import stores
from tests.world import NOW, a_key, a_link, an_order, store_program

# What no stack is asked for: the machine's own things.
OF_THIS_MACHINE = ("local ", "mail build")
OWN_OPERATIONS = {
    "staff_invite",
    "staff_remove",
    "staff_passkeys_remove",
    "staff_passkeys_require",
    "staff_role",
    "clicks_replay",
    "codes_import",
    "customers_forget",
    "customers_history",
    "customers_import",
    "connection_add",
    "connection_test",
    "experiment_end",
    "goal_end",
    "goal_start",
    "import_apply",
    "import_undo",
    "insights_rebuild",
    "key_create",
    "key_revoke",
    "mail_lift",
    "privacy_rehash",
    "program_apply",
    "reconcile_run",
    "source_add",
    "source_connect",
    "source_rotate",
    "webhook_add",
    "webhook_rotate",
    "webhook_test",
}


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local stack that is known here, and is moto's."""
    known = {"stack": "goodword", "url": "https://go.shop.example", "environment": {}}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.chdir(tmp_path)
    store_program(None, a_link())
    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)


def ran(*arguments: str) -> Any:
    return CliRunner().invoke(app, arguments)


def logged(*options: str) -> list[dict[str, Any]]:
    return list(json.loads(ran("log", "--json", *options).stdout)["items"])


def commands(group: TyperGroup, *above: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, *above, name)
        else:
            yield " ".join((*above, name))


def test_every_command_says_whether_it_changes_anything() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    known = {name for name in commands(group) if not name.startswith(OF_THIS_MACHINE)}

    assert known == set(OPERATIONS) | READS
    assert set(OPERATIONS) & READS == set()


def test_an_operation_is_called_as_the_api_calls_it() -> None:
    of_api = {operation_of(route) for route in the_api().described_routes()}

    assert set(OPERATIONS.values()) - of_api == OWN_OPERATIONS


def test_a_command_is_logged_with_person_thing_and_end() -> None:
    made = json.loads(ran("key", "create", "backend", "--scope", "log:read", "--json").stdout)

    (line,) = logged()

    assert (line["actor"], line["door"]) == (person_at(deployed=False), "command_line")
    assert (line["kind"], line["outcome"]) == ("key_create", "done")
    assert line["subject"] == {"key_id": made["key_id"]}


def test_a_correction_keeps_who_typed_it_beside_the_name() -> None:
    word = ("--to", a_link().code, "--reason", "she told me so", "--by", "Kim")
    ran("correct", "friends", "shopify", "1001", *word)

    (correction,) = stores.conversions().state(a_key()).corrections

    assert (correction.made_by, correction.actor) == ("Kim", person_at(deployed=False))
    assert "Kim" not in json.dumps(logged())


def test_a_refused_command_is_logged_with_its_code() -> None:
    assert ran("key", "revoke", "key_nobody").exit_code == 3

    assert [line["outcome"] for line in logged()] == ["key_not_found"]


def test_a_person_of_aws_is_named_by_role_and_session() -> None:
    assert person_at(deployed=True).count(":") == 0
    assert person_at(deployed=True)


def test_what_people_read_names_who_and_what() -> None:
    ran("key", "create", "backend", "--scope", "log:read")

    told = ran("log", "--kind", "key_create").stdout

    assert f"{person_at(deployed=False)} key_create: done" in told
    assert "Nothing was changed then." in ran("log", "--actor", "nobody").stdout


def test_rules_that_broke_off_name_their_program(tmp_path: Path) -> None:
    rules = stores.programs().get("friends").rules
    file = tmp_path / "program.yaml"
    file.write_text(yaml.safe_dump({**rules_json(rules), "hold_days": 3}, sort_keys=False))

    declined = CliRunner().invoke(app, ["program", "apply", str(file)], input="n\n")

    (line,) = logged()
    assert declined.exit_code == 1
    assert (line["kind"], line["subject"]) == ("program_apply", {"program": "friends"})
