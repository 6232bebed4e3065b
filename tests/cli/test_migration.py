"""`goodword import`: files of other programs, from the command line to balances and back."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.model.people.person import Role
from referrals.wiring import stores
from tests.world import hash_of, store_program

HEADS = "ID,First name,Last name,Email,State,Visitors,Leads,Conversions,Token"
REWARDFUL = f"""\ufeff{HEADS},Unpaid amount,Currency
a-1,Cleo,Codd,cleo@example.com,active,10,3,1,Cleo_C,1250,EUR
a-2,Dan,,dan@example.com,disabled,1,0,0,dan,0,EUR
a-3,,,no address,active,0,0,0,x,0,EUR
"""
GROWSURF = {
    "participants": [
        {
            "id": "p1",
            "email": "cleo@example.com",
            "firstName": "Cleo",
            "shareUrl": "https://shop.example/?grsf=cleo-abc123",
            "vanityKeys": ["cleo"],
            "referralCount": 3,
            "unsubscribed": True,
            "referredBy": "p0",
            "referralStatus": "CREDIT_AWARDED",
            "metadata": {"size": None},
        }
    ],
    "limit": 100,
}


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    store_program()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["import", *words])


def told(*words: str) -> Any:
    ran = run(*words, "--json")
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def a_file(text: str, name: str = "partners.csv") -> str:
    Path(name).write_text(text)
    return name


def test_a_plan_tells_in_words_and_writes_nothing() -> None:
    ran = run("plan", "friends", a_file(REWARDFUL))

    assert ran.exit_code == 0
    for said in ("Rewardful", "1 people who are new", "€12.50", "turned away", "partners.csv:4:"):
        assert said in ran.stdout
    assert "no address" not in ran.stdout
    assert stores.people().find_by_hash(Role.ADVOCATE, hash_of("cleo@example.com")) is None


def test_a_file_is_brought_once_and_taken_back() -> None:
    path = a_file(REWARDFUL)

    first = told("apply", "friends", path, "--yes")
    again = told("apply", "friends", path, "--yes")
    gone = told("undo", "friends", "--from", "rewardful", "--yes")

    assert (first["format"], first["new"], first["amounts"]) == ("rewardful", 1, {"EUR": 1250})
    assert (again["new"], again["unchanged"]) == (0, 1)
    assert (gone["people"], gone["codes"], gone["amounts"]) == (1, 1, {"EUR": 1250})


def test_an_undo_of_what_is_no_format_names_what_was_brought() -> None:
    told("apply", "friends", a_file(json.dumps(GROWSURF), "p.json"), "--yes")

    typo = CliRunner().invoke(app, ["import", "undo", "friends", "--from", "Growsurf", "--yes"])
    other = CliRunner().invoke(app, ["import", "undo", "friends", "--from", "dub", "--yes"])

    assert (typo.exit_code, other.exit_code) == (1, 0)
    assert "People are here from: growsurf." in " ".join(typo.output.split())
    assert "People are here from: growsurf." in " ".join(other.output.split())


def test_json_of_an_api_is_read_as_well() -> None:
    report = told("apply", "friends", a_file(json.dumps(GROWSURF), "p.json"), "--yes")

    assert (report["format"], report["new"], report["codes"]) == ("growsurf", 1, 2)
    assert (report["unsubscribed"], report["friends"]) == (1, 1)
    assert stores.links().get("cleo-abc123").code == "cleo-abc123"


def test_columns_may_be_called_otherwise() -> None:
    path = a_file("E-Mail-Adresse;Gutscheincode\ncleo@example.com;Cleo_C\n")

    report = told(
        *("apply", "friends", path, "--yes"),
        *("--column", "email=E-Mail-Adresse", "--column", "code=Gutscheincode"),
    )

    assert (report["format"], report["codes"]) == ("plain", 1)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("colour,size\nred,3\n", 1, "unknown_format"),
        ("", 1, "unknown_format"),
        ("[1, 2", 1, "bad_import_file"),
        ("[" * 100_000, 1, "bad_import_file"),
        ("[1, 2]", 1, "unknown_format"),
    ],
)
def test_a_file_of_nothing_known_is_refused(text: str, code: int, said: str) -> None:
    ran = run("plan", "friends", a_file(text))

    assert (ran.exit_code, said in ran.output) == (code, True)


def test_a_file_that_is_not_there_is_named() -> None:
    assert run("plan", "friends", "nowhere.csv").exit_code == 3


def test_text_of_another_encoding_is_refused() -> None:
    Path("latin.csv").write_bytes("email,name\nada@example.com,Zo\xeb\n".encode("latin-1"))

    ran = run("plan", "friends", "latin.csv")

    assert (ran.exit_code, "UTF-8" in ran.output) == (1, True)


def test_a_language_that_is_none_is_refused() -> None:
    ran = run("plan", "friends", a_file(REWARDFUL), "--locale", "not a language")

    assert (ran.exit_code, "no language" in ran.output) == (1, True)
