"""`goodword todo` and `goodword donations`: hands that are needed, and what causes were given."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodword.change_log import person_at
from goodword.main import app
from referrals.desks import delivery as delivery_desk
from referrals.desks import reward as reward_desk
from referrals.desks import survey as survey_desk
from referrals.model.survey.survey import Survey
from referrals.steps.delivery.deliver import deliver
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.wiring import clients, nudge_stores
from tests.stories import write
from tests.world import NOW, a_program, refer, store_program

RUNNER = CliRunner()
ITEM = "friends#shopify#1001#reward-friend"


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))


def run(*words: str) -> Result:
    return RUNNER.invoke(app, list(words))


def earn(friend: dict[str, Any]) -> None:
    advocate = {"kind": "store_credit", "amount_minor": 500}
    offers = [{"name": "give-get", "advocate": advocate, "friend": friend}]
    store_program(a_program(hold_days=0, offers=offers))
    settle_rewards(refer(), reward_desk.orders(), reward_desk.books(), now=NOW)
    deliver(ITEM, delivery_desk.delivery_desk(), now=NOW, jitter=0.5)


def test_what_waits_for_hands_is_listed_until_it_is_done() -> None:
    earn({"kind": "gift_card", "amount_minor": 2500})
    assert [each["item_id"] for each in json.loads(run("todo", "list", "--json").stdout)] == [ITEM]
    assert "gift card" in run("todo", "list").stdout

    done = run("todo", "done", ITEM, "--by", "eve", "--code", "GC-1", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["actor"] == person_at(deployed=False)

    assert "Nothing waits" in run("todo", "list").stdout


def test_what_waits_to_be_read_is_named_with_its_command() -> None:
    parts = {"stories": {"wall": True}, "listening": {"surveys": True, "suggestions": True}}
    store_program(a_program(**parts))
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey("adv_ada~friends~1", 3, "Too salty", survey_desk.answers(), now=NOW)
    write()

    told = run("todo", "list").stdout

    assert "1 unhappy answers wait for a reply: goodword answers list friends" in told
    assert "1 stories wait to be read: goodword stories list friends" in told
    assert "suggestions" not in told
    assert run("answers", "list", "friends").exit_code == 0
    assert run("stories", "list", "friends").exit_code == 0


def test_what_does_not_wait_for_hands_is_refused() -> None:
    earn({"kind": "free_gift", "sku": "TOTE"})

    assert run("todo", "done", ITEM, "--by", "eve").exit_code == 3
    assert run("todo", "done", "nothing", "--by", "eve").exit_code == 3


def test_a_year_s_donations_are_told_by_cause() -> None:
    earn({"kind": "donation", "cause": "shelter", "name": "the shelter", "amount_minor": 500})
    year = str(NOW.year)

    [cause] = json.loads(run("donations", "friends", year, "--json").stdout)

    assert (cause["cause"], cause["given"], cause["amount_minor"]) == ("shelter", 1, 500)
    assert "5.00 EUR" in run("donations", "friends", year).stdout
    assert json.loads(run("donations", "friends", "2020", "--json").stdout) == []
