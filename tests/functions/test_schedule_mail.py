"""The hourly look at mail and alarms, and what the desk says of it."""

from datetime import timedelta
from typing import Any

import boto3
import pytest

from functions.schedule.app import handler
from referrals.model.connection.mail_standing import AlarmState, MailStanding
from referrals.wiring import clock, connection_stores
from tests.account import forget_clients
from tests.desk import come_in, page
from tests.functions.job import event
from tests.mail_service import ACCOUNT, GONE, IDENTITY, REFUSED, mail_service
from tests.world import NOW, store_program

PAGE = "/console/connections"


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_FROM", "Bakery <hello@shop.example>")
    forget_clients()
    store_program()
    come_in()


def look(**answers: Any) -> str:
    """What the page says after the clock has looked."""
    with mail_service(**answers):
        handler(event("watch_mail"), None)
    return " ".join(page(PAGE).text.split())


def test_mail_that_goes_out_is_green() -> None:
    told = look()

    assert "letters go out DKIM of shop.example: success, as of" in told


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        ({"identity": GONE}, "Verify shop.example at SES"),
        ({"account": {**ACCOUNT, "SendingEnabled": False}}, "SES paused the account"),
        ({"account": {**ACCOUNT, "ProductionAccessEnabled": False}}, "Ask SES for production"),
        (
            {"identity": {**IDENTITY, "DkimAttributes": {"Status": "PENDING"}}},
            "Set the DKIM records",
        ),
        ({"account": {**ACCOUNT, "EnforcementStatus": "PROBATION"}}, "review (probation)"),
    ],
)
def test_what_is_missing_is_one_step(answers: dict[str, Any], step: str) -> None:
    assert step in look(**answers)
    assert step in page("/console").text


def test_what_can_not_be_asked_claims_nothing() -> None:
    told = look(identity=REFUSED, account=REFUSED)

    assert "SES wasn’t asked yet, or didn’t say" in told
    assert "SES" not in page("/console").text


def test_rates_and_alarms_come_from_what_is_watched() -> None:
    watch = boto3.client("cloudwatch")
    at = clock.now() - timedelta(hours=3)
    watch.put_metric_data(
        Namespace="AWS/SES",
        MetricData=[{"MetricName": "Reputation.BounceRate", "Value": 0.04, "Timestamp": at}],
    )
    for name in ("goodword-Late", "others-Late"):
        watch.put_metric_alarm(
            AlarmName=name,
            AlarmDescription=f"{name} is behind.",
            MetricName="x",
            Namespace="y",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
        )
        watch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="tried")

    look()

    told = page("/console").text
    assert "4 % of letters came back: at 5 % SES looks into it." in told
    assert "An alarm rings: goodword-Late is behind." in told
    assert "others-Late" not in told


def test_a_standing_is_kept_as_it_was() -> None:
    standing = MailStanding(
        looked_at=NOW,
        identity="shop.example",
        is_verified=True,
        bounce_rate=0.0125,
        alarms=(AlarmState(name="a", text="b"),),
    )

    connection_stores.mail_standings().note(standing)

    assert connection_stores.mail_standings().find() == standing
