"""`goodword customers`: the exports that shops write, read for an address and a day."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.wiring import stores
from tests.world import hash_of, store_program


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local stack that is known here, and is moto's."""
    known = {"stack": "goodword", "url": "https://go.shop.example", "environment": {}}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.chdir(tmp_path)
    store_program()


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["customers", *arguments])


def imported(text: str, *options: str, encoding: str = "utf-8") -> dict[str, Any]:
    Path("customers.csv").write_text(text, encoding=encoding)
    result = ran("import", "friends", "customers.csv", "--json", *options)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def since(email: str = "ben@example.com") -> date | None:
    return stores.former_customers().first_order_on("friends", hash_of(email))


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("email,first_order_on\nben@example.com,2024-05-01\n", ()),
        ("E-Mail;Date\r\nben@example.com;2024-05-01\r\n", ()),
        ("Name,Email,Created at\n#1,ben@example.com,2024-05-01 18:00:00 +0200\n", ()),
        ("Email\tDate created\nben@example.com\t2024-05-01T23:00:00+03:00\n", ()),
        ("wer,wann\nben@example.com,01.05.2024\n", ("--email-column", "wer", "--day-column")),
        ("Email,Name\nben@example.com,Ben\n", ("--before", "2024-05-01")),
    ],
)
def test_every_usual_form_is_understood(text: str, options: tuple[str, ...]) -> None:
    if options[-1:] == ("--day-column",):
        options = (*options, "wann", "--day-format", "%d.%m.%Y")

    assert imported(text, *options)["added"] == 1
    assert since() == date(2024, 5, 1)


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    assert imported("email,date\nben@example.com,2024-05-01\n", encoding="utf-8-sig")["added"] == 1


def test_shopify_s_customers_without_an_order_are_left_out() -> None:
    text = "Email,Total Orders\nben@example.com,0\neve@example.com,3\n,2\n"

    counts = imported(text, "--before", "2024-05-01")

    assert (counts["added"], counts["skipped"]) == (1, 2)
    assert since() is None


def test_shopify_s_orders_count_when_they_were_paid() -> None:
    rows = ["#1,ben@example.com,voided,2023-01-01 09:00:00 +0000"]
    rows += ["#2,ben@example.com,paid,2024-05-01 09:00:00 +0000", "#2,ben@example.com,,"]

    counts = imported("\n".join(["Name,Email,Financial Status,Created at", *rows]))

    assert (counts["added"], counts["skipped"], since()) == (1, 2, date(2024, 5, 1))


def test_bad_rows_are_told_and_the_rest_is_kept() -> None:
    text = "email,date\nben@example.com,2024-05-01\nnobody,2024-05-01\neve@example.com,soon\n"

    counts = imported(text)

    assert (counts["added"], counts["refused"]) == (1, 2)
    assert sorted(fault["line"] for fault in counts["faults"]) == [3, 4]


@pytest.mark.parametrize(
    ("text", "said"),
    [("mail_adresse,date\n", "--email-column"), ("email,wann\n", "--before DAY"), ("", "none")],
)
def test_a_column_that_lacks_is_asked_for(text: str, said: str) -> None:
    Path("customers.csv").write_text(text)

    result = ran("import", "friends", "customers.csv")

    assert result.exit_code == 1
    assert said in " ".join(result.output.split())


def test_a_file_that_is_not_there_is_said_so() -> None:
    assert ran("import", "friends", "nowhere.csv").exit_code == 3


def test_an_unknown_program_is_nobody_s() -> None:
    assert ran("import", "strangers", "customers.csv").exit_code == 3


def test_an_import_can_be_taken_back() -> None:
    imported("email,date\nben@example.com,2024-05-01\n")

    result = ran("forget", "friends", "--yes")

    assert "1 former customers forgotten" in result.output
    assert since() is None
