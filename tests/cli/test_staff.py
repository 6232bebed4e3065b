"""`goodword staff`: the first owner comes in by the command line, others change from there, too."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.model.staff.right import StaffRole
from referrals.wiring import clock, session_stores, stores
from tests.letters import post_letters
from tests.passkeys import a_passkey
from tests.world import a_program

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))


def run(*words: str) -> Result:
    return RUNNER.invoke(app, ["staff", *words])


def jana() -> str:
    stores.programs().add(a_program())
    ran = run("invite", "jana@lindner.example", "--role", "owner", "--language", "de", "--json")
    assert ran.exit_code == 0, ran.output
    return str(json.loads(ran.stdout)["staff_id"])


def test_the_first_owner_is_invited_and_told_where_the_letter_lands() -> None:
    stores.programs().add(a_program())

    ran = run("invite", "jana@lindner.example", "--role", "owner")

    assert "http://localhost:8787/console, as owner" in ran.stdout
    assert "http://localhost:8787/inbox" in ran.stdout
    assert post_letters().readers == ["jana@lindner.example"]


def test_everybody_is_listed_without_hashes() -> None:
    staff_id = jana()

    listed, data = run("list"), run("list", "--json")

    assert staff_id in listed.stdout
    assert "jana@lindner.example, owner" in listed.stdout
    assert "email_hashes" not in data.stdout


def test_a_role_is_changed_and_stands_in_the_log() -> None:
    jana()
    run("invite", "tom@lindner.example", "--role", "reader")
    tom = next(m for m in session_stores.staff().register().members if m.email[0] == "t")

    ran = run("role", tom.staff_id, "support", "--sees-addresses")

    assert "support, sees addresses" in ran.stdout
    newest = next(iter(session_stores.change_log().changes(f"{clock.now():%Y-%m}")))
    assert (newest.kind, newest.subject["staff_id"]) == ("staff_role", tom.staff_id)


def test_the_last_owner_stays_and_others_may_be_removed() -> None:
    staff_id = jana()
    run("invite", "tom@lindner.example", "--role", "owner")

    assert run("remove", staff_id).exit_code == 0
    (tom,) = session_stores.staff().register().members
    assert run("remove", tom.staff_id).exit_code == 4
    assert tom.role is StaffRole.OWNER


def test_the_last_owner_gets_in_again_who_lost_their_passkey() -> None:
    staff_id = jana()
    staff = session_stores.staff()
    kept = staff.passkeys(staff_id).with_passkey(a_passkey())
    staff.replace_passkeys(staff_id, staff.passkeys(staff_id), kept)
    assert "with a passkey" in run("list").stdout

    ran = run("remove-passkeys", staff_id)

    assert "has no passkey any more" in ran.stdout
    assert [each["passkeys"] for each in json.loads(run("list", "--json").stdout)] == [0]
    assert post_letters().readers == ["jana@lindner.example"] * 2


def test_passkeys_are_asked_of_everybody_and_no_more() -> None:
    jana()

    for option, required in (("--everybody", True), ("--nobody", False)):
        assert run("require-passkeys", option).exit_code == 0
        assert session_stores.staff().register().passkeys_required is required


def test_an_invitation_before_any_program_says_what_is_missing() -> None:
    ran = run("invite", "jana@lindner.example", "--role", "owner")

    assert ran.exit_code == 1
    assert "goodword program apply" in ran.output


def test_what_is_no_address_is_wrong_usage() -> None:
    assert run("invite", "jana", "--role", "owner").exit_code == 2
    assert "Nobody yet" in run("list").stdout
