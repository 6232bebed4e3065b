"""`goodword program`: what it refuses, shows, applies and writes."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.desks import program as program_desk
from referrals.steps.program.apply_program import apply_program
from referrals.wiring import stores
from tests import trials
from tests.world import NOW, rules

RULES = """\
program: friends
name: Friends of the Bakery
currency: EUR
destination: https://shop.example/
allowed_hosts: [shop.example]
qualifies: {on: first_purchase, minimum_minor: 2000}
offers:
  - name: two-for-joy
    advocate: {kind: store_credit, amount_minor: 500}
    friend: {kind: discount_code, percent: 10}
"""


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local stack that is known here, and is moto's."""
    known = {"stack": "goodword", "url": "https://go.shop.example", "environment": {}}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "program.yaml"
    path.write_text(RULES)
    return path


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["program", *arguments])


def rewritten(file: Path, old: str, new: str) -> str:
    assert old in RULES
    file.write_text(RULES.replace(old, new))
    return str(file)


def test_a_plan_changes_nothing(file: Path) -> None:
    result = ran("plan", str(file), "--json")

    fields = {change["field"] for change in json.loads(result.stdout)["changes"]}
    assert result.exit_code == 0
    assert {"qualifies.on", "offers[0].friend.percent"} <= fields
    assert stores.programs().find("friends") is None


def test_a_plan_tells_what_the_program_promises(file: Path) -> None:
    promise = "A friend gets 10% off the next order after a first order of €20.00 or more."

    result = ran("plan", str(file))

    assert promise in " ".join(result.stdout.split())
    assert promise in json.loads(ran("plan", str(file), "--json").stdout)["sentences"]


def test_a_plan_tells_what_an_experiment_tries(file: Path) -> None:
    page = trials.about_pages(trials.PAST)
    until = f"{datetime.now(UTC) + timedelta(days=60):%Y-%m-%d}"
    tried_rules = json.dumps([{**page, "until": until}])
    file.write_text(f"{RULES}landing: welcome\nexperiments: {tried_rules}\n")

    (tried,) = json.loads(ran("plan", str(file), "--json").stdout)["tries"]

    assert tried.endswith("page-or-none tries no-page: Links lead straight to the shop.")
    assert tried in " ".join(ran("plan", str(file)).stdout.split())


def test_apply_makes_a_version_and_then_none(file: Path) -> None:
    first = json.loads(ran("apply", str(file), "--json").stdout)
    again = json.loads(ran("apply", str(file), "--json").stdout)

    assert (first["version"], first["new"]) == (1, True)
    assert (again["version"], again["new"], again["changes"]) == (1, False, [])


def test_apply_asks_first_and_takes_no_for_an_answer(file: Path) -> None:
    result = CliRunner().invoke(app, ["program", "apply", str(file)], input="n\n")

    assert result.exit_code == 1
    assert stores.programs().find("friends") is None


def test_an_export_applies_as_it_is(file: Path, tmp_path: Path) -> None:
    ran("apply", str(file), "--yes")
    exported = tmp_path / "exported.yaml"
    exported.write_text(ran("export", "friends").stdout)

    assert yaml.safe_load(exported.read_text())["name"] == rules().name
    assert json.loads(ran("plan", str(exported), "--json").stdout)["changes"] == []


def at_the_desk(**changes: int) -> None:
    """Another version, as a form makes it."""
    rules = stores.programs().get("friends").rules.model_copy(update=changes)
    apply_program(rules, program_desk.program(), now=NOW)


def hold_days() -> int:
    return stores.programs().get("friends").rules.hold_days


@pytest.mark.parametrize("is_exported", [False, True])
def test_a_file_does_not_undo_what_the_desk_changed(file: Path, is_exported: bool) -> None:
    ran("apply", str(file), "--yes")
    if is_exported:
        file.write_text(ran("export", "friends").stdout)
    at_the_desk(hold_days=30)
    file.write_text(file.read_text().replace("name: Friends of", "name: Friends at"))

    refused = ran("apply", str(file), "--yes")

    assert refused.exit_code == 4
    assert "hold_days (now 30, here 14)" in " ".join(refused.output.split())
    assert (hold_days(), stores.programs().get("friends").version) == (30, 2)
    assert ran("apply", str(file), "--yes", "--on-version", "2").exit_code == 0
    assert hold_days() == 14


def test_a_file_follows_itself_and_takes_over_what_others_changed(file: Path) -> None:
    ran("apply", str(file), "--yes")
    file.write_text(ran("export", "friends").stdout)
    for days in (20, 21):
        file.write_text(re.sub("hold_days: [0-9]+", f"hold_days: {days}", file.read_text()))
        assert ran("apply", str(file), "--yes").exit_code == 0
        assert file.read_text().startswith(f"# version: {days - 18} of ")
    at_the_desk(hold_days=30)

    file.write_text(file.read_text().replace("hold_days: 21", "hold_days: 30"))

    assert ran("apply", str(file), "--yes").exit_code == 0


def test_a_version_of_another_stack_is_none_of_this_one(file: Path) -> None:
    ran("apply", str(file), "--yes")
    file.write_text(f"# version: 1 of 2020-01-01T00:00:00Z\n{RULES}hold_days: 3\n")

    assert ran("apply", str(file), "--yes").exit_code == 0
    assert hold_days() == 3


def test_an_unknown_program_ends_with_three(file: Path) -> None:
    assert ran("export", "strangers").exit_code == 3


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("currency: EUR", "currency: EURO", "program.yaml:3: currency"),
        ("percent: 10", "percent: 101", "program.yaml:10: offers[0].friend.percent"),
        ("percent: 10", "percnt: 10", "Did you mean percent?"),
        ("minimum_minor: 2000", "minimum_minor: 20.00", "program.yaml:6: qualifies.minimum_minor"),
        ("kind: store_credit", "kind: yacht", "program.yaml:9: offers[0].advocate.kind"),
        ("currency: EUR\n", "", "program.yaml:1: currency: this field is missing. Add it."),
        ("currency: EUR", "name: Twice", "program.yaml:3: name: this field stands here twice."),
        ("allowed_hosts: [", "allowed_hosts: [[", "this is not YAML"),
        (RULES, "- a list", "this is not a program."),
    ],
)
def test_a_fault_is_told_with_its_line(file: Path, old: str, new: str, told: str) -> None:
    result = ran("plan", rewritten(file, old, new))

    assert result.exit_code == 1
    assert told in result.stderr.replace("\n", " ").replace("  ", " ")


def test_a_file_that_is_not_there_ends_with_three(tmp_path: Path) -> None:
    assert ran("plan", str(tmp_path / "none.yaml")).exit_code == 3


def test_a_shop_without_a_credential_is_a_warning(file: Path) -> None:
    by_shop = rewritten(file, "currency: EUR", "currency: EUR\ncodes_by: shopify")
    command = "goodword source add friends shopify --store"

    plan = json.loads(ran("plan", by_shop, "--json").stdout)
    told = ran("apply", by_shop, "--yes")

    assert command in plan["warnings"][0]
    assert command in told.stdout
    assert told.exit_code == 0
    stored = ["source", "add", "friends", "shopify", "--store", "--unchecked", "--secret-file", "-"]
    text = "https://bakery.myshopify.com shpat_of_the_tests"
    assert CliRunner().invoke(app, stored, input=text).exit_code == 0
    assert json.loads(ran("plan", by_shop, "--json").stdout)["warnings"] == []


def test_a_plan_says_what_became_of_the_shop_s_colour(file: Path) -> None:
    file.write_text(RULES + 'brand: {colour: "#FFD400", shop_name: Lindner}\n')

    told = ran("plan", str(file)).stdout
    looks = json.loads(ran("plan", str(file), "--json").stdout)["looks"]

    assert all(line in told for line in looks)
    assert looks[0] == "Pages and letters are signed Lindner."
    assert "#ffd400 has a contrast of 1.2" in looks[1]
    assert "an edge of" in looks[2]


@pytest.mark.parametrize(
    ("hold_days", "said"),
    [(14, "once ever, 17 days after an order that stayed"), (26, "Only friends are invited")],
)
def test_a_plan_says_whom_an_invitation_reaches(file: Path, hold_days: int, said: str) -> None:
    asks = "join: {invitation: {after_days: 3}}"
    file.write_text(f"{RULES}{asks}\nhold_days: {hold_days}\n")

    assert said in " ".join(ran("plan", str(file)).stdout.split())


def test_a_colour_without_quotes_is_explained(file: Path) -> None:
    file.write_text(RULES + "brand: {colour: #ffd400\n  }\n")

    assert "in quotes" in ran("plan", str(file)).output


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "rounded by itself"),
        (", round_to_minor: 100", ""),
        (", round_to_minor: 1", "An advocate can tell"),
    ],
)
def test_a_percentage_says_whether_it_tells_the_order(file: Path, more: str, told: str) -> None:
    fixed, percentage = "amount_minor: 500}", f"percent: 10{more}}}"
    plan = json.loads(ran("plan", rewritten(file, fixed, percentage), "--json").stdout)

    assert [told in warning for warning in plan["warnings"]] == [True] * bool(told)
    nearest = "10% of that order as store credit, to the nearest €1.00"
    assert any(nearest in sentence for sentence in plan["sentences"]) is (more[-2:] != " 1")
