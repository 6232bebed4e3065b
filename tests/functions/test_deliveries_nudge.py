"""A nudge on its way out: why it came, one click to stop it alone, and no letter at night."""

from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from referrals.desks import program as program_desk
from referrals.desks.delivery import delivery_desk
from referrals.desks.nudge_letter import nudge_content
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.nudge_link import BadNudgeLinkError, read_nudge_link
from referrals.model.people.person import Consents
from referrals.model.words.wording import languages, wording
from referrals.steps.delivery.deliver import deliver
from referrals.steps.experiment.end_experiment import end_experiment
from referrals.steps.nudge.nudge_letter import nudge_letter
from referrals.wiring import clock, keys, stores
from tests.account import forget_clients
from tests.steps.nudge.nudge_trial import begin
from tests.world import NOW, a_link, a_program, a_reader

NIGHT = datetime.fromisoformat("2026-11-22T23:00:00+00:00")


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_FROM", "Bakery <hello@shop.example>")
    forget_clients()
    boto3.client("ses").verify_email_identity(EmailAddress="hello@shop.example")
    at(NOW, monkeypatch)
    stores.programs().add(a_program(time_zone="Europe/Berlin"))
    consents = Consents(nudges=True)
    stores.people().add(a_reader(consents=consents, codes={"friends": "ada-bakes"}))
    stores.links().create(a_link())


def mails() -> list[Any]:
    return list(ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].sent_messages)


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def item(kind: DelightKind = DelightKind.THANKS, written_at: datetime = NOW) -> OutboxItem:
    return nudge_letter(a_moment(kind), written_at)


def a_moment(kind: DelightKind = DelightKind.THANKS) -> Delight:
    return Delight(kind=kind, cause="x", person_id="adv_ada", program_id="friends", happened_at=NOW)


def send(moment: datetime = NOW) -> OutboxItem:
    stores.outbox().add(item())
    deliver(item().item_id, delivery_desk(), now=moment, jitter=0)
    return stores.outbox().get(item().item_id)


def test_it_says_why_it_came_and_has_three_ways_on() -> None:
    assert send().state == "done"

    (message,) = mails()
    text = str(vars(message))
    assert "Somebody thanked you the other day." in text
    assert "/nudge?token=" in text
    assert "/nudge/not-now?token=" in text
    assert "/nudge/never?token=" in text
    assert "/r/ada-bakes" in text
    assert "Stop letters of this kind" in text


def test_an_arm_says_it_in_its_own_words_also_when_it_ended() -> None:
    """Decided on while it ran; the ways out read as on every arm."""
    begin(NOW - timedelta(days=9), time_zone="Europe/Berlin")
    moment = a_moment()
    end_experiment("friends", "softer-words", program_desk.program(), now=NOW)
    told = nudge_letter(moment, NOW, experiment="softer-words", arm="warm")
    stores.outbox().add(told)

    deliver(told.item_id, delivery_desk(), now=NOW, jitter=0)

    (message,) = mails()
    text = str(vars(message))
    assert "Who would like your bread?" in text
    assert "Not now: no friendly words for 90 days" in text


def test_one_click_in_the_mail_program_stops_nudges_alone() -> None:
    found = nudge_content(item(), stores.people().get("adv_ada"))

    assert isinstance(found, LetterContent)
    assert found.unsubscribe == found.actions["never"]
    token = found.unsubscribe.partition("token=")[2]
    reader = read_nudge_link(keys.signing_keys("nudges"), token)
    assert reader == ("adv_ada", "friends")
    with pytest.raises(BadNudgeLinkError):
        read_nudge_link(keys.signing_keys("unsubscribe"), token)


def test_who_took_the_consent_back_meanwhile_gets_none() -> None:
    stores.people().change("adv_ada", consents=Consents(mail=True).model_dump())

    assert (send().state, send().reason) == ("skipped", "did_not_agree")


def test_a_letter_that_was_held_up_does_not_come_at_night(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at(NIGHT, monkeypatch)

    assert send(NIGHT).reason == "quiet_hours"


def test_a_day_later_the_moment_is_past(monkeypatch: pytest.MonkeyPatch) -> None:
    late = NOW + timedelta(hours=24, seconds=1)
    at(late, monkeypatch)

    assert send(late).reason == "moment_past"


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("kind", DelightKind)
def test_every_moment_has_its_words_in_every_language(kind: DelightKind, tag: str) -> None:
    assert wording(tag).say(f"nudge.after_{kind}").strip()


def test_an_order_that_went_back_is_no_reason_to_write() -> None:
    gone = item(DelightKind.REPEAT_ORDER)

    assert nudge_content(gone, stores.people().get("adv_ada")) == Skipped("moment_gone")
