"""How mail and alarms stand, as AWS says it: the sender's identity, the account, what rings.

What can't be asked is left out, and claims nothing: a missing right, a service that is away.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from referrals.model.connection.mail_standing import AlarmState, MailStanding
from referrals.model.people.mailbox import mailable

_CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2})
MOST_ALARMS = 10
LONGEST_TEXT = 200
# The service keeps both; it says nothing of hours in which nothing was sent.
RATES = {
    "bounce_rate": "Reputation.BounceRate",
    "complaint_rate": "Reputation.ComplaintRate",
}
LOOKBACK = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class MailAccount:
    sender: str
    """As letters are sent from: an address, with or without a name."""
    stack: str
    endpoint_url: str | None = None

    def standing(self, now: datetime) -> MailStanding:
        address = self.sender.rpartition("<")[2].rstrip("> ") or self.sender
        fields: dict[str, Any] = {}
        if mailable(address):
            fields |= self._identity(address)
            fields |= _answer_of(self._account)
            fields |= _answer_of(lambda: self._rates(now))
        fields |= _answer_of(self._alarms)
        return MailStanding(looked_at=now, **fields)

    def _identity(self, address: str) -> dict[str, Any]:
        """Of the domain, or of the address alone where that was verified."""
        domain = address.rpartition("@")[2]
        names = (domain, address)
        found = [_answer_of(partial(self._identity_state, name)) for name in names]
        verified = (each for each in found if each.get("is_verified"))
        known = next(verified, None) or next((each for each in found if each), {})
        return {"identity": domain, **known}

    def _identity_state(self, name: str) -> dict[str, Any]:
        try:
            answer = self._ses().get_email_identity(EmailIdentity=name)
        except ClientError as error:
            if error.response["Error"]["Code"] != "NotFoundException":
                raise
            return {"identity": name, "is_verified": False}
        verified = bool(answer.get("VerifiedForSendingStatus"))
        dkim = str((answer.get("DkimAttributes") or {}).get("Status", ""))
        return {"identity": name, "is_verified": verified, "dkim": dkim}

    def _account(self) -> dict[str, Any]:
        answer = self._ses().get_account()
        return {
            "in_sandbox": not answer.get("ProductionAccessEnabled", False),
            "is_paused": not answer.get("SendingEnabled", True),
            "health": str(answer.get("EnforcementStatus", "")),
        }

    def _rates(self, now: datetime) -> dict[str, Any]:
        answer = self._watch().get_metric_data(
            MetricDataQueries=[
                {"Id": name, "MetricStat": _statistic(metric)} for name, metric in RATES.items()
            ],
            StartTime=now - LOOKBACK,
            EndTime=now,
            ScanBy="TimestampDescending",
        )
        found = {each["Id"]: each["Values"] for each in answer["MetricDataResults"]}
        return {name: float(values[0]) for name, values in found.items() if values}

    def _alarms(self) -> dict[str, Any]:
        answer = self._watch().describe_alarms(
            AlarmNamePrefix=f"{self.stack}-", StateValue="ALARM", MaxRecords=MOST_ALARMS
        )
        return {"alarms": tuple(_alarm_states(answer.get("MetricAlarms", ())))}

    def _ses(self) -> Any:
        return boto3.client("sesv2", endpoint_url=self.endpoint_url, config=_CONFIG)

    def _watch(self) -> Any:
        return boto3.client("cloudwatch", endpoint_url=self.endpoint_url, config=_CONFIG)


def _answer_of(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Nothing where it can't be asked."""
    try:
        return ask()
    except (BotoCoreError, ClientError):
        return {}


def _statistic(metric: str) -> dict[str, Any]:
    return {
        "Metric": {"Namespace": "AWS/SES", "MetricName": metric},
        "Period": 3600,
        "Stat": "Average",
    }


def _alarm_states(alarms: Iterable[dict[str, Any]]) -> Iterable[AlarmState]:
    for each in alarms:
        name = str(each["AlarmName"])
        text = " ".join(str(each.get("AlarmDescription") or name).split())
        yield AlarmState(name=name, text=text[:LONGEST_TEXT])
