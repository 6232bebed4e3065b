"""Slack: a report to the channel behind an incoming webhook, whose address is a secret.

Only the path of the secret is used, and only at Slack itself. Every text is escaped, so that no
name can be a link or call a whole channel.
"""

import http.client
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from referrals.model.connection.report import ChannelReport
from referrals.model.delivery.delivery import (
    ENDPOINT_GONE,
    DeliveryOutcome,
    Done,
    Hopeless,
    Outgoing,
    TryAgain,
)
from referrals.model.errors import RefusedError
from referrals.providers.channels.rest import retry_pause
from referrals.providers.channels.sender import Outside, Sender
from referrals.providers.exchange import Reply, exchange

ORIGIN = "https://hooks.slack.com"
SECONDS = 4.0
LONGEST_TEXT = 2900
"""Of a section; Slack's own end is 3000."""
LONGEST_HEADING = 140
_LONGEST_ADDRESS = 300


class SlackAddressError(RefusedError):
    code = "slack_address"


@dataclass(frozen=True, slots=True)
class Slack:
    secrets_prefix: str
    live_secrets: Callable[[str], tuple[str, ...]]
    origin: str = ORIGIN

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        name = f"{self.secrets_prefix}{secret_name(parcel.item.program_id)}"
        addresses = self.live_secrets(name)
        if not addresses:
            return Hopeless("no_slack_address")
        try:
            path = hook_path(addresses[0])
        except SlackAddressError as error:
            return Hopeless(error.code)
        body = json.dumps(slack_message(parcel.item.data), ensure_ascii=False).encode()
        headers = {"content-type": "application/json; charset=utf-8", "user-agent": "Goodword/1"}
        public = self.origin.startswith("https:")
        url = f"{self.origin}{path}"
        try:
            answer = exchange(url, headers, SECONDS, body=body, public_only=public)
        except (OSError, http.client.HTTPException) as error:
            return TryAgain(f"no_answer_{type(error).__name__}", ailing=True)
        return outcome_of_answer(answer, now)


def open_sender(outside: Outside) -> Sender:
    return Slack(outside.secrets_prefix, outside.live_secrets, outside.stand_in or ORIGIN)


def secret_name(program_id: str) -> str:
    return f"outbound/{program_id}/slack"


def hook_path(address: str) -> str:
    """Where at Slack the webhook is; SlackAddressError for any other address."""
    try:
        parts = urlsplit(address)
        plain = parts.netloc == "hooks.slack.com" and not (parts.query or parts.fragment)
    except ValueError:
        plain = False
    odd = not address.isascii() or any(letter <= " " or letter in '\\"<>' for letter in address)
    if odd or not plain or parts.scheme != "https" or not parts.path.startswith("/services/"):
        raise _no_address()
    if len(address) > _LONGEST_ADDRESS or ".." in parts.path:
        raise _no_address()
    return parts.path


def outcome_of_answer(answer: Reply, now: datetime) -> DeliveryOutcome:
    """A webhook or channel that is gone stays gone until somebody names another one."""
    status = answer.status
    if 200 <= status < 300:
        return Done("slack")
    if status in (404, 410):
        return ENDPOINT_GONE
    if status == 429 or status >= 500:
        return TryAgain(f"answered_{status}", ailing=True, rest=retry_pause(answer.headers, now))
    return Hopeless(f"answered_{status}") if status >= 400 else TryAgain(f"answered_{status}")


def slack_message(data: dict[str, Any]) -> dict[str, Any]:
    report = ChannelReport.model_validate(data)
    text = f"{report.heading}: {report.paragraph}" if report.heading else report.paragraph
    return {
        "text": escape(text)[:LONGEST_TEXT],
        "blocks": list(_blocks(report)),
        "unfurl_links": False,
    }


def _blocks(report: ChannelReport) -> Iterator[dict[str, Any]]:
    if report.heading:
        heading = {"type": "plain_text", "text": report.heading[:LONGEST_HEADING], "emoji": False}
        yield {"type": "header", "text": heading}
    yield _section(escape(report.paragraph))
    for each in report.lists:
        lines = [f"*{escape(each.title)}*", *(f"• {escape(line)}" for line in each.lines)]
        yield _section("\n".join(lines))
    if report.link:
        yield _section(f"<{escape(report.link)}|Open the desk>")


def _section(text: str) -> dict[str, Any]:
    cut = text[:LONGEST_TEXT]
    # Never in the middle of `&amp;`.
    start = cut.rfind("&")
    if len(text) > LONGEST_TEXT and start > cut.rfind(";"):
        cut = cut[:start]
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut}}


def escape(text: str) -> str:
    """As Slack asks for it; without `<` there is no link, no @channel and no person called."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _no_address() -> SlackAddressError:
    return SlackAddressError(
        "this is no incoming webhook of Slack.",
        field="secret",
        remedy="Copy it from the Slack app: https://hooks.slack.com/services/...",
    )
